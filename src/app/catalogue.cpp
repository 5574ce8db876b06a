#include "app/catalogue.hpp"

#include <algorithm>
#include <optional>
#include <utility>

#include "app/listed.hpp"
#include "core/json.hpp"
#include "core/text.hpp"

namespace guichet {
namespace {

std::string first_text(Json const& json, std::initializer_list<std::string_view> names) {
    for (auto const name : names) {
        if (auto text = text_member(json, name)) return *std::move(text);
    }
    return {};
}

std::optional<Connector> read_connector(Json const& json) {
    Connector connector;
    connector.id = first_text(json, {"id"});
    connector.label = first_text(json, {"label", "libelle"});
    connector.url = first_text(json, {"url"});
    connector.help = first_text(json, {"help", "aide"});
    std::string const kind = first_text(json, {"kind", "type"});
    if (connector.id.empty()) return std::nullopt;
    if (connector.label.empty()) connector.label = connector.id;
    if (kind == "http" && !connector.url.empty()) {
        connector.kind = ConnectorKind::http;
    } else if (kind != "file") {
        return std::nullopt;
    }
    return connector;
}

/// A file name of the index stays inside procedures/.
bool is_safe_file(std::string_view file) {
    return !file.empty() && !file.starts_with('/') && file.find("..") == std::string_view::npos &&
           file.find(':') == std::string_view::npos && file.find('\\') == std::string_view::npos;
}

/// Months from 0 to a century; what is none leaves what is usual.
std::int32_t months_in(Json const& kept, std::string_view name, std::int32_t usual) {
    auto const months = integer_member(kept, name);
    return months && *months >= 0 && *months <= 1200 ? static_cast<std::int32_t>(*months) : usual;
}

}  // namespace

Config default_config() {
    Config config;
    Connector file;
    file.id = "fichier";
    file.label = "Fichier";
    file.kind = ConnectorKind::file;
    config.connectors.push_back(std::move(file));
    return config;
}

Result<Config> read_config(std::string_view json) {
    auto parsed = parse_json(json);
    if (!parsed) return std::unexpected(parsed.error());
    Config config = default_config();
    if (auto title = first_text(*parsed, {"title", "titre"}); !title.empty()) config.title = std::move(title);
    if (auto state = first_text(*parsed, {"conformity", "conformite"}); !state.empty()) config.conformity = std::move(state);
    config.contact = first_text(*parsed, {"contact"});
    std::vector<Connector> connectors;
    Json const* list = member(*parsed, "connectors");
    if (list == nullptr) list = member(*parsed, "connecteurs");
    if (list != nullptr && list->is_array()) {
        for (auto const& item : *list) {
            if (auto connector = read_connector(item)) connectors.push_back(*std::move(connector));
        }
    }
    if (!connectors.empty()) config.connectors = std::move(connectors);
    if (Json const* kept = member(*parsed, "conservation"); kept != nullptr && kept->is_object()) {
        config.drafts_kept_months = months_in(*kept, "brouillons_mois", config.drafts_kept_months);
        config.ended_kept_months = months_in(*kept, "terminees_mois", config.ended_kept_months);
    }
    Json const* directory = member(*parsed, "directory");
    if (directory == nullptr) directory = member(*parsed, "annuaire");
    if (directory != nullptr && directory->is_string()) {
        config.directory_url = text_member(*parsed, "directory").value_or(first_text(*parsed, {"annuaire"}));
    } else if (directory != nullptr) {
        config.directory_url = first_text(*directory, {"url"});
    }
    return config;
}

std::string directory_address(std::string_view url, std::string_view number) {
    constexpr std::string_view mark = "{siret}";
    constexpr std::string_view question = "q=";
    bool const is_uai = number.size() == 8;
    std::string address{url};
    auto at = address.find(mark);
    if (at == std::string::npos) {
        address += address.find('?') == std::string::npos ? "?q=" : "&q=";
        at = address.size();
    } else {
        address.erase(at, mark.size());
    }
    address.insert(at, number);
    if (is_uai && at >= question.size() && std::string_view{address}.substr(0, at).ends_with(question)) {
        address.replace(at - question.size(), question.size(), "id_uai=");
    }
    return address;
}

Result<std::vector<CatalogueEntry>> read_catalogue(std::string_view json) {
    auto parsed = parse_json(json);
    if (!parsed) return std::unexpected(parsed.error());
    Json const* list = parsed->is_array() ? &*parsed : member(*parsed, "procedures");
    if (list == nullptr || !list->is_array()) {
        return std::unexpected(Trouble{"catalogue-illisible", "La liste des procédures n’a pas la forme attendue."});
    }
    std::vector<CatalogueEntry> entries;
    entries.reserve(list->size());
    for (auto const& item : *list) {
        CatalogueEntry entry;
        if (item.is_string()) {
            entry.file = *item.get_ptr<Json::string_t const*>();
        } else {
            entry.file = first_text(item, {"fichier", "file", "path"});
            entry.line = static_cast<std::size_t>(std::max<std::int64_t>(integer_member(item, "ligne").value_or(0), 0));
            entry.id = first_text(item, {"id"});
            entry.title = first_text(item, {"titre", "title"});
            entry.organisme = first_text(item, {"organisme"});
            entry.portal = first_text(item, {"portail", "portal"});
            entry.description = first_text(item, {"description"});
        }
        if (is_safe_file(entry.file)) entries.push_back(std::move(entry));
    }
    return entries;
}

std::string_view text_of(CatalogueEntry const& entry, std::string_view body) {
    for (std::size_t line = 1; line < entry.line; ++line) body.remove_prefix(std::min(body.find('\n'), body.size() - 1) + 1);
    if (entry.line == 0) return body;
    body = body.substr(0, body.find('\n'));
    if (body.ends_with(',')) body.remove_suffix(1);
    return body;
}

std::string place_of(std::string_view organisme, std::string_view portal) {
    std::string place{organisme};
    if (!portal.empty()) (place += " – ") += portal;
    return place;
}

bool is_offered(CatalogueEntry const& entry, std::string_view folded_filter) {
    std::string told = entry.title;
    for (auto const* more : {&entry.organisme, &entry.portal, &entry.description}) (told += ' ') += *more;
    return has_words(fold(told), folded_filter);
}

std::shared_ptr<Procedure const> find_procedure(Catalogue const& catalogue, std::string_view id) {
    for (auto const& entry : catalogue.entries) {
        if (entry.procedure && entry.procedure->id == id) return entry.procedure;
    }
    return nullptr;
}

bool may_still_come(Catalogue const& catalogue, std::string_view id) {
    if (catalogue.fetching == Fetching::idle || catalogue.fetching == Fetching::under_way) return true;
    return std::ranges::any_of(catalogue.entries, [&](CatalogueEntry const& entry) {
        bool const waiting = entry.fetching == Fetching::idle || entry.fetching == Fetching::under_way;
        return waiting && (entry.id.empty() || entry.id == id);
    });
}

}  // namespace guichet
