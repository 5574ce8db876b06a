// Lists of choices and tables of a procedure file.
#include <algorithm>
#include <array>
#include <set>
#include <utility>

#include "core/sort.hpp"
#include "procedure/compiler.hpp"
#include "procedure/loader.hpp"

namespace guichet {

namespace {

constexpr std::size_t most_nomenclatures = 100;
constexpr std::size_t most_choices = 20000;
constexpr std::size_t most_tables = 100;
constexpr std::size_t most_lines = 20000;
constexpr std::int64_t largest = 1'000'000'000'000'000;

Choice read_choice_item(Lint& lint, Json const& json, std::string const& where) {
    // ["CDI", "Contrat à durée indéterminée"], with a third text when it is retired, or the object it is short for.
    bool const listed = json.is_array() && (json.size() == 2 || json.size() == 3);
    if (listed && std::ranges::all_of(json, [](Json const& part) { return part.is_string(); })) {
        Choice choice{json[0].get<std::string>(), json[1].get<std::string>()};
        if (json.size() == 3) choice.retired = json[2].get<std::string>();
        if (json.size() == 3 && choice.retired.empty()) lint.problem(pointer_to(where, 2), "vide", "Dites quel code prendre à la place.");
        return choice;
    }
    if (!json.is_object()) {
        lint.problem(where, "type", "Un choix s’écrit [\"code\", \"libellé\"], ou [\"code\", \"libellé\", \"que prendre à la place\"].");
        return {};
    }
    Members item(lint, json, where);
    Choice choice{item.text("code", Presence::required, 60), item.text("label", Presence::required)};
    choice.retired = item.text("retired", Presence::optional);
    item.done();
    return choice;
}

constexpr std::array orders{
    std::pair{std::string_view("date"), Table::By::date},
    std::pair{std::string_view("code"), Table::By::code},
    std::pair{std::string_view("prefix"), Table::By::prefix},
};

/// A number in stored units or a text; Unknown, and a problem, for anything else.
Value read_table_value(Lint& lint, Json const& json, std::string const& where) {
    if (auto const* const text = json.get_ptr<Json::string_t const*>()) return *text;
    bool const fits = !json.is_number_unsigned() || json.get<std::uint64_t>() <= std::uint64_t{largest};
    if (json.is_number_integer() && fits && json.get<std::int64_t>() <= largest && json.get<std::int64_t>() >= -largest) {
        return json.get<std::int64_t>();
    }
    lint.problem(where, "valeur", "Une valeur de table est un texte, ou un nombre entier en unités stockées (centimes, centièmes).");
    return {};
}

bool is_day(std::string_view text) {
    auto const date = date_from_iso(text);
    return date && date_to_iso(*date) == text;
}

}  // namespace

void Loader::read_nomenclatures(Members& file) {
    auto const items = file.list("nomenclatures", Presence::optional, most_nomenclatures);
    std::set<std::string> ids;
    for (std::size_t index = 0; index < items.size(); ++index) {
        Members item(lint, *items[index], pointer_to(file.at("nomenclatures"), index));
        Nomenclature list;
        list.id = item.text("id", Presence::required, 100);
        list.version = item.text("version", Presence::required, 40);
        list.source = source(item);
        if (!list.id.empty() && !is_identifier(list.id)) {
            lint.problem(item.at("id"), "identifiant", "Un identifiant s’écrit en minuscules, chiffres et tirets.");
        }
        if (!ids.insert(list.id).second) lint.problem(item.at("id"), "doublon", "La liste " + in_quotes(list.id) + " est déjà définie.");
        if (lint_speaks && list.source.title.empty()) {
            lint.warning(item.where(), "sans-source",
                         "Dites d’où vient la liste " + in_quotes(list.id) + " (membre «\u202fsource\u202f»).");
        }
        std::set<std::string> codes;
        auto const choices = item.list("choices", Presence::required, most_choices);
        for (std::size_t at = 0; at < choices.size(); ++at) {
            std::string const where = pointer_to(item.at("choices"), at);
            Choice choice = read_choice_item(lint, *choices[at], where);
            bool const bad = choice.code.empty() || choice.code.size() > 60 || choice.code.find(',') != std::string::npos ||
                             choice.code.front() == ' ' || choice.code.back() == ' ';
            if (bad)
                lint.problem(where, "code", "Un code n’est pas vide, n’a pas de virgule, ni d’espace au bord, et a au plus 60 octets.");
            else if (!codes.insert(choice.code).second) {
                lint.problem(where, "doublon", "Le code " + in_quotes(choice.code) + " figure déjà dans cette liste.");
            }
            if (choice.label.empty()) {
                // A hole in a list keeps nobody from the others.
                if (lint_speaks) lint.warning(where, "vide", "Un choix a un libellé\u00a0: en attendant, la page montre son code.");
                choice.label = choice.code;
            }
            list.has_retired = list.has_retired || !choice.retired.empty();
            list.choices.push_back(std::move(choice));
        }
        if (!list.choices.empty() && std::ranges::none_of(list.choices, [](Choice const& choice) { return choice.retired.empty(); }))
            lint.problem(item.at("choices"), "vide", "Tous les codes de cette liste sont anciens\u00a0: il n’y a rien à choisir.");
        item.done();
        procedure.nomenclatures.push_back(std::move(list));
    }
}

void Loader::read_table_lines(Members& item, Table& table) {
    constexpr std::size_t longest_key = 120;
    auto const lines = item.list("lines", Presence::required, most_lines);
    for (std::size_t at = 0; at < lines.size(); ++at) {
        std::string const where = pointer_to(item.at("lines"), at);
        Json const& json = *lines[at];
        if (!json.is_array() || json.size() != 2 || !json[0].is_string()) {
            lint.problem(where, "type", "Une ligne s’écrit [\"clé\", valeur].");
            continue;
        }
        TableLine line{json[0].get<std::string>(), read_table_value(lint, json[1], pointer_to(where, 1))};
        if (line.key.empty() || line.key.size() > longest_key) {
            lint.problem(pointer_to(where, 0), "code", "Une clé a de 1 à 120 octets.");
            continue;
        }
        bool const dated = table.by == Table::By::date;
        if (dated && !is_day(line.key)) {
            lint.problem(pointer_to(where, 0), "date", in_quotes(line.key) + " n’est pas une date\u00a0: écrivez-la AAAA-MM-JJ.");
        } else if (dated && !table.lines.empty() && line.key <= table.lines.back().key) {
            lint.problem(pointer_to(where, 0), "ordre", "Les dates d’une table montent\u00a0: celle-ci ne suit pas la précédente.");
        }
        if (!is_unknown(line.value) && !table.lines.empty() && !is_unknown(table.lines.front().value) &&
            line.value.index() != table.lines.front().value.index()) {
            lint.problem(pointer_to(where, 1), "types", "Les valeurs d’une table sont toutes des textes, ou toutes des nombres.");
        }
        if (dated) line.day = date_from_iso(line.key).value_or(Date{});
        table.lines.push_back(std::move(line));
    }
    if (table.by == Table::By::date) return;
    std::set<std::string_view> keys;
    for (std::size_t at = 0; at < lines.size(); ++at) {
        Json const& json = *lines[at];
        auto const* const key = json.is_array() && !json.empty() ? json[0].get_ptr<Json::string_t const*>() : nullptr;
        if (key != nullptr && !keys.insert(*key).second)
            lint.problem(pointer_to(item.at("lines"), at), "doublon", "La clé " + in_quotes(*key) + " figure déjà dans cette table.");
    }
    sort_by(table.lines, &TableLine::key);
}

void Loader::read_tables(Members& file) {
    auto const items = file.list("tables", Presence::optional, most_tables);
    for (std::size_t index = 0; index < items.size(); ++index) {
        Members item(lint, *items[index], pointer_to(file.at("tables"), index));
        Table table;
        table.id = item.text("id", Presence::required, 100);
        table.version = item.text("version", Presence::required, 40);
        table.source = source(item);
        bool const is_good_id = is_name(table.id) || is_identifier(table.id);
        if (!table.id.empty() && !is_good_id)
            lint.problem(item.at("id"), "identifiant", "Un identifiant s’écrit en minuscules, chiffres, tirets et _.");
        if (procedure.table_index(table.id) >= 0)
            lint.problem(item.at("id"), "doublon", "La table " + in_quotes(table.id) + " est déjà définie.");
        if (lint_speaks && table.source.title.empty())
            lint.warning(item.where(), "sans-source",
                         "Dites d’où vient la table " + in_quotes(table.id) + " (membre «\u202fsource\u202f»).");
        table.label = item.text("label", Presence::optional, 60);
        std::string const by = item.text("by", Presence::required, 20);
        auto const* const order = std::ranges::find(orders, by, &std::pair<std::string_view, Table::By>::first);
        if (order != orders.end())
            table.by = order->second;
        else if (!by.empty())
            lint.problem(item.at("by"), "valeur", "Une table se lit par «\u202fdate\u202f», «\u202fcode\u202f» ou «\u202fprefix\u202f».");
        std::string const until = item.text("until", Presence::optional, 10);
        if (is_day(until))
            table.until = date_from_iso(until);
        else if (!until.empty())
            lint.problem(item.at("until"), "date", in_quotes(until) + " n’est pas une date\u00a0: écrivez-la AAAA-MM-JJ.");
        read_table_lines(item, table);
        if (table.by == Table::By::date && table.until && !table.lines.empty() && until < table.lines.back().key)
            lint.problem(item.at("until"), "bornes", "La table s’arrête avant sa dernière ligne.");
        item.done();
        procedure.tables.push_back(std::move(table));
    }
}

}  // namespace guichet
