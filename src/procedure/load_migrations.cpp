// What a procedure says of other forms: the shapes in which a dossier may be sent elsewhere, and the versions it follows.
#include <algorithm>

#include "procedure/compiler.hpp"
#include "procedure/loader.hpp"

namespace guichet {

namespace {

constexpr std::size_t most_shapes = 50;
constexpr std::size_t most_migrations = 100;
constexpr std::size_t most_paths = 2000;

}  // namespace

void Loader::read_shapes(Members& file) {
    Json const* const json = file.any("shapes");
    if (json == nullptr) return;
    if (!json->is_object() || json->size() > most_shapes) {
        lint.problem(file.at("shapes"), "type", "«\u202fshapes\u202f» est un objet d’au plus 50 membres, un par forme.");
        return;
    }
    for (auto const& entry : json->items()) {
        Members item(lint, entry.value(), pointer_to(file.at("shapes"), entry.key()));
        Shape shape;
        shape.id = entry.key();
        if (!is_identifier(shape.id))
            lint.problem(item.where(), "identifiant", "Un identifiant s’écrit en minuscules, chiffres et tirets.");
        shape.title = item.text("title", Presence::required);
        shape.source = source(item);
        // The template itself is compiled by who uses or lints it (dossier/shapes.hpp): the page has no need of it.
        if (Json const* const body = item.any("body"))
            shape.body = write_json(*body);
        else
            lint.problem(item.where(), "membre-absent", "Il manque «\u202fbody\u202f», le modèle de la forme.");
        item.done();
        procedure.shapes.push_back(std::move(shape));
    }
}

void Loader::read_migrations(Members& file) {
    auto const items = file.list("migrations", Presence::optional, most_migrations);
    for (std::size_t index = 0; index < items.size(); ++index) {
        Members item(lint, *items[index], pointer_to(file.at("migrations"), index));
        ProcedureMigration migration;
        migration.from = item.text("from", Presence::required, 40);
        migration.report = item.text("report", Presence::required, 600);
        migration.dropped = item.texts("drop", Presence::optional, most_paths);
        Json const* const renames = item.any("rename");
        if (renames != nullptr && !renames->is_object()) {
            lint.problem(item.at("rename"), "type", "«\u202frename\u202f» est un objet\u00a0: ancien chemin et nouveau chemin.");
        } else if (renames != nullptr) {
            for (auto const& entry : renames->items()) {
                auto const* const to = entry.value().get_ptr<Json::string_t const*>();
                if (to == nullptr)
                    lint.problem(pointer_to(item.at("rename"), entry.key()), "type", "Il faut ici le chemin d’un champ.");
                else
                    migration.renames.push_back({entry.key(), *to});
            }
        }
        item.done();
        bool const twice = std::ranges::contains(procedure.migrations, migration.from, &ProcedureMigration::from);
        if (twice || migration.from == procedure.version)
            lint.problem(item.at("from"), "doublon",
                         twice ? "Cette version a déjà son passage." : "C’est la version de la démarche elle-même.");
        migration_where.push_back(item.where());
        procedure.migrations.push_back(std::move(migration));
    }
}

void Loader::check_migrations() {
    for (std::size_t index = 0; index < procedure.migrations.size(); ++index) {
        ProcedureMigration const& migration = procedure.migrations[index];
        std::string const& where = migration_where[index];
        auto const check_path = [&](std::string const& path, std::string const& at) {
            if (!is_path(path)) lint.problem(at, "chemin", "Un chemin s’écrit en minuscules, chiffres, _ et points.");
        };
        for (std::size_t at = 0; at < migration.dropped.size(); ++at) check_path(migration.dropped[at], pointer_to(where + "/drop", at));
        for (ProcedureMigration::Rename const& rename : migration.renames) {
            std::string const at = pointer_to(where + "/rename", rename.from);
            check_path(rename.from, at);
            if (procedure.field_index(rename.to) >= 0 || procedure.group_index(rename.to) >= 0) continue;
            lint.problem(at, "champ-inconnu", in_quotes(rename.to) + " n’est ni un champ ni un groupe de la démarche.");
        }
    }
}

}  // namespace guichet
