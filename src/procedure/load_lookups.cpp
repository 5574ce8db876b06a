// Directories that a field asks, and which fields they fill.
#include <algorithm>
#include <array>
#include <utility>

#include "procedure/compiler.hpp"
#include "procedure/loader.hpp"

namespace guichet {

namespace {

constexpr std::array lookups{
    std::pair{std::string_view("establishment"), Lookup::establishment},
    std::pair{std::string_view("training_organisation"), Lookup::training_organisation},
    std::pair{std::string_view("commune"), Lookup::commune},
};
/// What a directory can tell (docs/procedures.md).
constexpr std::array<std::string_view, 13> lookup_parts{"denomination", "siret",    "adresse", "code_postal", "commune",
                                                        "naf",          "effectif", "idcc",    "convention",  "nda",
                                                        "telephone",    "email",    "uai"};

}  // namespace

void Loader::read_lookup(Members& item, Field& field) {
    Json const* const json = item.any("lookup");
    if (json == nullptr) return;
    Members part(lint, *json, item.at("lookup"));
    std::string const name = part.text("directory", Presence::required, 60);
    auto const* const found = std::ranges::find(lookups, name, &std::pair<std::string_view, Lookup>::first);
    if (found == lookups.end()) {
        if (!name.empty())
            lint.problem(part.at("directory"), "annuaire-inconnu",
                         in_quotes(name) + " n’est pas un annuaire\u00a0: establishment, training_organisation, commune.");
    } else {
        field.lookup = found->second;
    }
    Json const* const targets = part.any("targets");
    if (targets == nullptr || !targets->is_object() || targets->empty()) {
        lint.problem(part.where(), "membre-absent", "«\u202ftargets\u202f» dit quels champs l’annuaire remplit.");
    } else {
        for (auto const& entry : targets->items()) {
            std::string const where = pointer_to(part.at("targets"), entry.key());
            if (std::ranges::find(lookup_parts, entry.key()) == lookup_parts.end()) {
                lint.problem(where, "partie-inconnue", in_quotes(entry.key()) + " n’est pas ce qu’un annuaire donne.");
            } else if (!entry.value().is_string()) {
                lint.problem(where, "type", "Il faut ici le chemin d’un champ.");
            } else {
                field.lookup_targets.push_back({entry.key(), entry.value().get<std::string>()});
            }
        }
    }
    part.done();
}

void Loader::check_lookups() {
    for (std::size_t index = 0; index < procedure.fields.size(); ++index) {
        Field const& field = procedure.fields[index];
        for (LookupTarget const& target : field.lookup_targets) {
            std::string const where = field_where[index] + "/lookup/targets/" + target.part;
            Field const* const found = procedure.find_field(target.path);
            if (found == nullptr)
                lint.problem(where, "champ-inconnu", in_quotes(target.path) + " n’est pas un champ de la démarche.");
            else if (found->group != field.group)
                lint.problem(where, "champ-de-ligne", in_quotes(target.path) + " n’est pas dans le même groupe que le champ.");
            else if (found->computed != never)
                lint.problem(where, "champ-calcule", in_quotes(target.path) + " est calculé\u00a0: un annuaire ne le remplit pas.");
        }
    }
}

}  // namespace guichet
