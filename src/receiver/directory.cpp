#include "receiver/directory.hpp"

#include <algorithm>
#include <charconv>
#include <fstream>
#include <iterator>
#include <optional>
#include <system_error>

#include "core/identifiers.hpp"
#include "core/text.hpp"
#include "receiver/answers.hpp"
#include "receiver/text_wire.hpp"

namespace guichet::receiver {
namespace {

constexpr std::int64_t most_per_page = 25;  // the public API's own limit
constexpr std::size_t shortest_question = 3;

bool is_digits(std::string_view text) {
    return std::ranges::all_of(text, [](char c) { return c >= '0' && c <= '9'; });
}

/// Establishments of a company: its seat, then the others that the file knows.
std::vector<Json const*> establishments_of(Json const& company) {
    std::vector<Json const*> out;
    if (auto const* seat = member(company, "siege")) { out.push_back(seat); }
    if (auto const* others = member(company, "matching_etablissements"); others != nullptr && others->is_array()) {
        for (auto const& other : *others) { out.push_back(&other); }
    }
    return out;
}

Response public_error(int status, std::string_view sentence) {
    Json body = Json::object();
    body["erreur"] = sentence;
    return json_answer(status, body);
}

std::optional<std::int64_t> number_of(Query const& query, std::string_view name, std::int64_t otherwise, std::int64_t most) {
    auto const text = query_value(query, name);
    if (!text) { return otherwise; }
    std::int64_t value = 0;
    auto const [end, error] = std::from_chars(text->data(), text->data() + text->size(), value);
    bool const is_good = error == std::errc() && end == text->data() + text->size() && value >= 1 && value <= most;
    return is_good ? std::optional(value) : std::nullopt;
}

}  // namespace

Result<Directory> Directory::load(std::filesystem::path const& file) {
    std::error_code error;
    if (file.empty() || !std::filesystem::exists(file, error)) { return Directory(); }
    std::ifstream stream(file, std::ios::binary);
    std::string const text{std::istreambuf_iterator<char>(stream), {}};
    auto directory = read(text);
    if (!directory) {
        return std::unexpected(
            Trouble{"annuaire", "L’annuaire « " + file.string() + " » ne peut pas être lu : " + directory.error().message});
    }
    return directory;
}

Result<Directory> Directory::read(std::string_view text) {
    auto const json = parse_json(text);
    if (!json) { return std::unexpected(json.error()); }
    auto const* results = member(*json, "results");
    if (results == nullptr || !results->is_array()) { return std::unexpected(Trouble{"annuaire", "une liste « results » est attendue."}); }
    Directory out;
    for (auto const& company : *results) {
        Company one{company, text_member(company, "siren").value_or(""), {}, fold(text_member(company, "nom_complet").value_or(""))};
        for (auto const* establishment : establishments_of(company)) {
            one.sirets.push_back(text_member(*establishment, "siret").value_or(""));
            one.words += " " + fold(text_member(*establishment, "libelle_commune").value_or(""));
        }
        out.companies_.push_back(std::move(one));
    }
    return out;
}

std::vector<Json> Directory::find(std::string_view question) const {
    std::vector<Json> out;
    auto const number = compact(question);
    if (is_digits(number) && (number.size() == 9 || number.size() == 14)) {
        for (auto const& company : companies_) {
            if (number.size() == 9 ? company.siren != number : std::ranges::find(company.sirets, number) == company.sirets.end()) {
                continue;
            }
            auto& found = out.emplace_back(company.json);
            if (number.size() == 9) { continue; }
            // As the public API: of the establishments, the one that was asked for.
            Json matching = Json::array();
            for (auto const* establishment : establishments_of(company.json)) {
                if (matching.empty() && text_member(*establishment, "siret") == number) { matching.push_back(*establishment); }
            }
            found["matching_etablissements"] = std::move(matching);
        }
        return out;
    }
    if (auto const uai = read_uai(question); uai.value) {
        for (auto const& company : companies_) {
            Json matching = Json::array();
            for (auto const* establishment : establishments_of(company.json)) {
                auto const* list = member(*establishment, "liste_uai");
                if (list != nullptr && std::ranges::contains(*list, Json(*uai.value))) matching.push_back(*establishment);
            }
            if (!matching.empty()) out.emplace_back(company.json)["matching_etablissements"] = std::move(matching);
        }
        return out;
    }
    auto const folded = fold(question);
    for (auto const& company : companies_) {
        bool const has_all =
            std::ranges::all_of(split(folded, ' '), [&](std::string_view word) { return company.words.find(word) != std::string::npos; });
        if (has_all) { out.push_back(company.json); }
    }
    return out;
}

Response Directory::search(std::string_view query_text) const {
    auto const query = read_query(query_text);
    if (!query) { return public_error(400, "Les paramètres de la recherche ne peuvent pas être lus."); }
    // As the public API: a UAI has a parameter of its own.
    auto const asked = query_value(*query, "id_uai");
    auto const question = trim(asked ? *asked : query_value(*query, "q").value_or(""));
    auto const page = number_of(*query, "page", 1, 1000);
    auto const per_page = number_of(*query, "per_page", 10, most_per_page);
    if (!page) { return public_error(400, "Le paramètre « page » est un nombre de 1 à 1000."); }
    if (!per_page) { return public_error(400, "Le paramètre « per_page » est un nombre de 1 à 25."); }
    if (count_code_points(question) < shortest_question) {
        return public_error(400, "Indiquez dans « q » un SIRET, un SIREN ou au moins trois caractères d’un nom.");
    }
    auto const found = find(question);
    auto const total = static_cast<std::int64_t>(found.size());
    Json body = Json::object();
    body["results"] = Json::array();
    for (auto at = (*page - 1) * *per_page; at < std::min(total, *page * *per_page); ++at) {
        body["results"].push_back(found[static_cast<std::size_t>(at)]);
    }
    body["total_results"] = total;
    body["page"] = *page;
    body["per_page"] = *per_page;
    body["total_pages"] = (total + *per_page - 1) / *per_page;
    return json_answer(200, body);
}

}  // namespace guichet::receiver
