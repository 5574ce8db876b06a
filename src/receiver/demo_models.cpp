#include "receiver/demo_models.hpp"

#include <algorithm>
#include <charconv>
#include <fstream>
#include <iterator>
#include <optional>
#include <utility>

namespace guichet::receiver {
namespace {

constexpr int days_a_week = 7;

Trouble damaged(std::filesystem::path const& file, std::string const& why) {
    return {"demonstration-abimee",
            "Les modèles de démonstration ne peuvent pas être employés (« " + file.string() + " » : " + why + "). Réinstallez Guichet."};
}

Result<Json> read_json_file(std::filesystem::path const& file) {
    std::ifstream stream(file, std::ios::binary);
    if (!stream) { return std::unexpected(damaged(file, "absent")); }
    auto json = parse_json(std::string(std::istreambuf_iterator<char>(stream), {}));
    if (!json) { return std::unexpected(damaged(file, json.error().message)); }
    return json;
}

std::vector<std::string> texts(Json const& json, std::string_view name) {
    std::vector<std::string> out;
    auto const* const list = member(json, name);
    if (list == nullptr || !list->is_array()) { return out; }
    for (auto const& one : *list) {
        if (auto const* const text = one.get_ptr<std::string const*>()) { out.push_back(*text); }
    }
    return out;
}

/// The member or the row of that name, "stagiaires[0]"; null when there is none.
Json* below(Json& json, std::string_view name) {
    auto const bracket = name.find('[');
    auto const member_name = name.substr(0, bracket);
    auto const found = json.is_object() ? json.find(std::string(member_name)) : json.end();
    if (!json.is_object() || found == json.end()) { return nullptr; }
    if (bracket == std::string_view::npos) { return &*found; }
    std::size_t row = 0;
    std::from_chars(name.data() + bracket + 1, name.data() + name.size(), row);
    return found->is_array() && row < found->size() ? &(*found)[row] : nullptr;
}

/// The answer at a path; null when the file has none.
Json* answer_at(Json& file, std::string_view path) {
    Json* at = below(file, "reponses");
    while (at != nullptr) {
        auto const dot = path.find('.');
        at = below(*at, path.substr(0, dot));
        if (dot == std::string_view::npos) { return at; }
        path.remove_prefix(dot + 1);
    }
    return nullptr;
}

std::string text_of(Json const& json) {
    auto const* const text = json.get_ptr<std::string const*>();
    return text == nullptr ? std::string() : *text;
}

Result<DemoModel> read_model(std::filesystem::path const& folder, Json const& said, std::size_t organisation,
                             Procedures const& procedures) {
    DemoModel out;
    out.organisation = organisation;
    out.file_name = text_member(said, "fichier").value_or("");
    auto const path = folder / out.file_name;
    auto file = read_json_file(path);
    if (!file) { return std::unexpected(file.error()); }
    out.file = std::move(*file);
    auto const* const named = member(out.file, "procedure");
    auto const id = named == nullptr ? std::string() : text_member(*named, "id").value_or("");
    out.procedure = procedures.find(id, named == nullptr ? std::string() : text_member(*named, "version").value_or(""));
    if (!out.procedure) { return std::unexpected(damaged(path, "la démarche « " + id + " » n’est pas dans cette version ici")); }
    auto const day = date_from_iso(text_member(said, "jour").value_or(""));
    if (!day) { return std::unexpected(damaged(path, "sans jour")); }
    out.day = *day;
    out.statuses_of_instalments = texts(said, "echeances");
    out.statuses_of_settlement = texts(said, "soldees");
    for (auto const& [name, paths] :
         {std::pair("dates", &out.dates), std::pair("naissances", &out.births), std::pair("noms", &out.surnames),
          std::pair("prenoms_f", &out.women), std::pair("prenoms_m", &out.men), std::pair("montants", &out.amounts),
          std::pair("numeros", &out.numbers)}) {
        *paths = texts(said, name);
        for (auto const& one : *paths) {
            if (answer_at(out.file, one) == nullptr) { return std::unexpected(damaged(path, "pas de réponse " + one)); }
        }
    }
    if (auto const* const remarks = member(said, "remarques")) {
        for (auto const& one : *remarks) {
            out.remarks.push_back({text_member(one, "chemin").value_or(""), text_member(one, "message").value_or("")});
        }
    }
    return out;
}

/// "2026-0412" with the last digits of a rank: "2026-0037".
std::string numbered(std::string text, std::uint64_t rank) {
    for (std::size_t at = text.size(); at > 0 && text[at - 1] >= '0' && text[at - 1] <= '9'; --at) {
        text[at - 1] = static_cast<char>('0' + rank % 10);
        rank /= 10;
    }
    return text;
}

/// Another day of the same month: what was checked of the year and the month stays so.
std::string other_birth(std::string const& birth, Draw& draw) {
    constexpr std::uint64_t days_of_any_month = 28;
    auto const date = date_from_iso(birth);
    if (!date) { return birth; }
    auto const civil = civil_from_date(*date);
    auto const other = date_from_civil(civil.year, civil.month, static_cast<int>(1 + draw.below(days_of_any_month)));
    return date_to_iso(other.value_or(*date));
}

/// Between 85 and 115 per cent of it, in whole euros; another for each of the first 31 versions.
std::int64_t other_amount(std::int64_t cents, Draw& draw, std::uint64_t version) {
    constexpr std::int64_t euro = 100;
    auto const percent = static_cast<std::int64_t>(85 + (draw.below(31) + version * 7) % 31);
    return std::max(euro, cents * percent / 100 / euro * euro);
}

}  // namespace

std::uint64_t Draw::below(std::uint64_t count) {
    state_ += 0x9e3779b97f4a7c15U;
    auto mixed = state_;
    mixed = (mixed ^ (mixed >> 30U)) * 0xbf58476d1ce4e5b9U;
    mixed = (mixed ^ (mixed >> 27U)) * 0x94d049bb133111ebU;
    return (mixed ^ (mixed >> 31U)) % count;
}

Result<DemoModels> load_demo_models(std::filesystem::path const& folder, Procedures const& procedures) {
    auto const path = folder / "demo.json";
    auto const json = read_json_file(path);
    if (!json) { return std::unexpected(json.error()); }
    DemoModels out;
    out.surnames = texts(*json, "noms");
    out.women = texts(*json, "prenoms_f");
    out.men = texts(*json, "prenoms_m");
    out.authors = texts(*json, "auteurs");
    auto const* const organisations = member(*json, "organisations");
    if (organisations == nullptr || out.surnames.empty() || out.women.empty() || out.men.empty() || out.authors.empty()) {
        return std::unexpected(damaged(path, "incomplet"));
    }
    for (auto const& organisation : *organisations) {
        out.organisations.push_back({text_member(organisation, "denomination").value_or(""),
                                     text_member(organisation, "siret").value_or(""), text_member(organisation, "portail").value_or("")});
        auto const* const models = member(organisation, "modeles");
        if (models == nullptr) { return std::unexpected(damaged(path, "une organisation sans modèle")); }
        for (auto const& model : *models) {
            auto read = read_model(folder, model, out.organisations.size() - 1, procedures);
            if (!read) { return std::unexpected(read.error()); }
            out.models.push_back(std::move(*read));
        }
    }
    if (out.models.empty()) { return std::unexpected(damaged(path, "sans modèle")); }
    return out;
}

Json varied(DemoModels const& models, DemoModel const& model, DemoVariation const& variation) {
    Json out = model.file;
    Draw persons(variation.seed);
    Draw details(variation.seed);
    auto const one_of = [&persons](std::vector<std::string> const& list) { return list[persons.below(list.size())]; };
    auto const put = [&out](std::string const& path, Json value) { *answer_at(out, path) = std::move(value); };
    for (auto const& path : model.surnames) { put(path, one_of(models.surnames)); }
    for (auto const& path : model.women) { put(path, one_of(models.women)); }
    for (auto const& path : model.men) { put(path, one_of(models.men)); }
    for (auto const& path : model.births) { put(path, other_birth(text_of(*answer_at(out, path)), persons)); }
    for (auto const& path : model.numbers) { put(path, numbered(text_of(*answer_at(out, path)), variation.rank)); }
    // Whole weeks, so that a working day stays one, and never beyond the day of the sending.
    auto const apart = variation.day.days - model.day.days;
    auto const moved = (apart < 0 ? (apart - days_a_week + 1) / days_a_week : apart / days_a_week) * days_a_week;
    for (auto const& path : model.dates) {
        auto const date = date_from_iso(text_of(*answer_at(out, path)));
        if (date) { put(path, date_to_iso(add_days(*date, moved))); }
    }
    if (variation.keeps_amounts) { return out; }
    for (auto const& path : model.amounts) {
        auto const* const cents = answer_at(out, path)->get_ptr<Json::number_unsigned_t const*>();
        if (cents != nullptr) { put(path, other_amount(static_cast<std::int64_t>(*cents), details, variation.version)); }
    }
    return out;
}

}  // namespace guichet::receiver
