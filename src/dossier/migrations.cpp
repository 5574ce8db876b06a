#include "dossier/migrations.hpp"

#include "dossier/codec.hpp"

namespace guichet {

std::span<Migration const> dossier_migrations() { return {}; }

Trouble newer_format_trouble(std::int64_t format) {
    return {"dossier-plus-recent",
            "Ce dossier a été enregistré par une version plus récente de Guichet (format " + std::to_string(format) +
                "). Mettez cette application à jour (rechargez la page), puis ouvrez-le à nouveau. Rien n’a été modifié."};
}

Result<void> migrate_dossier(Json& file, std::span<Migration const> steps) {
    auto const last = static_cast<std::int64_t>(steps.size()) + 1;
    std::int64_t const format = integer_member(file, "guichet").value_or(0);
    if (format > last) return std::unexpected(newer_format_trouble(format));
    if (format < 1) {
        return std::unexpected(Trouble{"dossier-illisible", "Ce fichier n’est pas un dossier Guichet : il n’a pas de numéro de format."});
    }
    for (std::int64_t from = format; from < last; ++from) steps[static_cast<std::size_t>(from - 1)](file);
    file["guichet"] = last;
    return {};
}

}  // namespace guichet
