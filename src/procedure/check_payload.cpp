// The payload's paths: no two members at one place, none inside another, none on the envelope.
#include <map>
#include <string>

#include "procedure/loader.hpp"

namespace guichet {

namespace {

/// A place of the payload and who claimed it.
using Claims = std::map<std::string, std::string, std::less<>>;

void claim(Claims& claims, std::string const& path, std::string const& where, Lint& lint) {
    auto const clash = [&](std::string_view other) {
        lint.problem(where, "payload", "Le chemin d’envoi " + in_quotes(path) + " heurte " + in_quotes(other) + ".");
    };
    if (path.empty()) return;  // told already
    if (claims.contains(path)) return clash(path);
    for (std::size_t dot = path.find('.'); dot != std::string::npos; dot = path.find('.', dot + 1)) {
        std::string const above = path.substr(0, dot);
        if (claims.contains(above)) return clash(above);
    }
    std::string const inside = path + ".";
    auto const below = claims.lower_bound(inside);
    if (below != claims.end() && below->first.starts_with(inside)) return clash(below->first);
    claims[path] = where;
}

}  // namespace

void Loader::check_payload() {
    // What the envelope itself says (src/dossier/codec.hpp).
    Claims root{{"guichet", ""}, {"procedure", ""}, {"dossier", ""}, {"pieces", ""}};
    std::vector<Claims> rows(procedure.groups.size());
    // The dossier's file nests answers by their own paths: these must not clash either.
    Claims answers;
    for (std::size_t index = 0; index < procedure.groups.size(); ++index) {
        claim(root, procedure.groups[index].payload_path, group_where[index], lint);
        claim(answers, procedure.groups[index].id, group_where[index], lint);
        rows[index]["id"] = "";
    }
    for (std::size_t index = 0; index < procedure.fields.size(); ++index) {
        Field const& field = procedure.fields[index];
        if (field.group < 0) claim(answers, field.path, field_where[index], lint);
        if (!field.in_payload) continue;
        claim(field.group < 0 ? root : rows[static_cast<std::size_t>(field.group)], field.payload_path, field_where[index], lint);
    }
    for (std::size_t index = 0; index < procedure.payload_constants.size(); ++index) {
        claim(root, procedure.payload_constants[index].path, payload_where[index], lint);
    }
}

}  // namespace guichet
