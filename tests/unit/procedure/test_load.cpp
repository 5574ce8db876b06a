// The loader and its linter: every problem of a file, each with its place and code; nothing crashes it.
#include <algorithm>

#include "unit/procedure/support.hpp"

using namespace guichet;

namespace {

/// The smallest procedure; `%` marks where a test puts its own text.
constexpr std::string_view base = R"({
  "guichet_procedure": 1, "id": "t.essai", "version": "1", "title": "T", "organisme": "O",
  "sources": {"s": {"title": "S"}}, "source": "s",
  "nomenclatures": [{"id": "couleurs", "version": "1", "source": "s", "choices": [["r", "Rouge"], ["b", "Bleu"]]}],
  "steps": [{"id": "un", "title": "Un", "sections": [{"id": "s1", "items": [
    {"field": "a.n", "kind": "integer", "label": "N"},
    {"field": "a.d", "kind": "date", "label": "D"},
    {"field": "a.c", "kind": "choice", "nomenclature": "couleurs", "label": "C"},
    {"field": "a.t", "kind": "text", "label": "T"}@ITEM@,
    {"group": "lignes", "label": "L", "item_label": "Ligne", "columns": ["x"@COLUMN@], "items": [{"field": "x", "kind": "integer", "label": "X"}@ROW@]},
    {"attachment": "devis", "label": "Devis", "types": ["pdf"@TYPE@]}
  ]}]}],
  "rules": [{"id": "r1", "severity": "block", "check": {">": [{"var": "a.n"}, 0]}, "message": "M", "fields": ["a.n"], "source": "s"}@RULE@],
  "statuses": [{"id": "brouillon", "label": "B", "lock": "editable", "next": ["transmis"]}, {"id": "transmis", "label": "T", "lock": "locked", "next": []}@STATUS@]@FILE@
})";

std::string with(std::string_view mark, std::string_view text) {
    std::string file(base);
    for (std::string_view const known : {"@ITEM@", "@COLUMN@", "@ROW@", "@TYPE@", "@RULE@", "@STATUS@", "@FILE@"}) {
        file.replace(file.find(known), known.size(), known == mark ? text : "");
    }
    return file;
}

/// "code where" of every problem, a warning with a leading '~'.
std::vector<std::string> problems_of(std::string const& file) {
    std::vector<std::string> found;
    for (auto const& one : load_procedure(file).problems) {
        CHECK_FALSE(one.message.empty());
        found.push_back((one.fatal ? "" : "~") + one.code + " " + one.where);
    }
    return found;
}

struct Case {
    std::string_view mark;
    std::string_view text;
    std::string_view problem;  ///< which must be among those found
};

constexpr std::string_view items = "/steps/0/sections/0/items/";

}  // namespace

TEST_CASE("the base procedure of these tests is clean") {
    auto const loaded = load_procedure(with("", ""));
    CHECK(loaded.problems.empty());
    REQUIRE(loaded.procedure != nullptr);
    CHECK(loaded.procedure->fields.size() == 5);
}

TEST_CASE("each problem is told at its place") {
    constexpr Case cases[] = {
        {"@ITEM@", R"(,{"field": "a.n", "kind": "text", "label": "X"})", "doublon /steps/0/sections/0/items/4/field"},
        {"@ITEM@", R"(,{"field": "A n", "kind": "text", "label": "X"})", "chemin /steps/0/sections/0/items/4/field"},
        {"@ITEM@", R"(,{"field": "a", "kind": "text", "label": "X"})", "payload /steps/0/sections/0/items/4"},
        {"@ITEM@",
         R"(,{"field": "b", "kind": "choice", "nomenclature": "couleurs", "label": "B", "suggested": {"table": ["t", {"var": "a.t"}]}, "suggested_from": "T"})",
         "table-inconnue /steps/0/sections/0/items/4/suggested/table/0"},
        {"@FILE@", R"(,"portal": 3)", "type /portal"},
        {"@FILE@", R"(,"tables": [{"id": "t", "version": "1", "source": "s", "by": "jour", "lines": [["a", 1]]}])", "valeur /tables/0/by"},
        {"@FILE@", R"(,"tables": [{"id": "t", "version": "1", "by": "code", "lines": [["a", 1]]}])", "~sans-source /tables/0"},
        {"@FILE@", R"(,"tables": [{"id": "t", "version": "1", "source": "s", "by": "code", "lines": [["a", 1], ["a", 2]]}])",
         "doublon /tables/0/lines/1"},
        {"@FILE@", R"(,"tables": [{"id": "t", "version": "1", "source": "s", "by": "code", "lines": [["a", 1], ["b", "x"]]}])",
         "types /tables/0/lines/1/1"},
        {"@FILE@", R"(,"tables": [{"id": "t", "version": "1", "source": "s", "by": "code", "lines": [["a", 1.5]]}])",
         "valeur /tables/0/lines/0/1"},
        {"@FILE@", R"(,"tables": [{"id": "t", "version": "1", "source": "s", "by": "code", "lines": ["a"]}])", "type /tables/0/lines/0"},
        {"@FILE@",
         R"(,"tables": [{"id": "t", "version": "1", "source": "s", "by": "date", "lines": [["2026-02-01", 1], ["2026-01-01", 2]]}])",
         "ordre /tables/0/lines/1/0"},
        {"@FILE@", R"(,"tables": [{"id": "t", "version": "1", "source": "s", "by": "date", "lines": [["2026-2-1", 1]]}])",
         "date /tables/0/lines/0/0"},
        {"@FILE@",
         R"(,"tables": [{"id": "t", "version": "1", "source": "s", "by": "date", "until": "2025-01-01", "lines": [["2026-01-01", 1]]}])",
         "bornes /tables/0/until"},
        {"@FILE@", R"(,"tables": [{"id": "t", "version": "1", "source": "s", "by": "code", "lines": []}])", "vide /tables/0/lines"},
        {"@RULE@",
         R"(,{"id": "r2", "severity": "warn", "check": {"==": [{"table": ["nul", {"var": "a.t"}]}, 1]}, "message": "M", "fields": ["a.n"], "source": "s"})",
         "table-inconnue /rules/1/check/==/0/table/0"},
        {"@RULE@",
         R"(,{"id": "r2", "severity": "warn", "check": {"==": [{"previous": "lignes.x"}, 1]}, "message": "M", "fields": ["a.n"], "source": "s"})",
         "champ-de-ligne /rules/1/check/==/0/previous"},
        {"@RULE@",
         R"(,{"id": "r2", "severity": "warn", "each": "lignes", "check": {"==": [{"previous": "a.n"}, 1]}, "message": "M", "fields": ["lignes.x"], "source": "s"})",
         "champ-inconnu /rules/1/check/==/0/previous"},
        {"@RULE@",
         R"(,{"id": "r2", "severity": "warn", "check": {"==": [{"shown": ["monnaie", {"var": "a.n"}]}, "1"]}, "message": "M", "fields": ["a.n"], "source": "s"})",
         "genre-inconnu /rules/1/check/==/0/shown/0"},
        {"@RULE@",
         R"(,{"id": "r2", "severity": "warn", "check": {"==": [{"shown": ["money", {"var": "a.t"}]}, "1"]}, "message": "M", "fields": ["a.n"], "source": "s"})",
         "types /rules/1/check/==/0/shown/1"},
        {"@ITEM@", R"(,{"field": "b", "kind": "text", "label": "X", "suggested": {"var": "a.t"}})",
         "membre-absent /steps/0/sections/0/items/4"},
        {"@ITEM@", R"(,{"field": "b", "kind": "text", "label": "X", "suggested_from": "le reste"})",
         "membre-absent /steps/0/sections/0/items/4/suggested_from"},
        {"@ITEM@", R"(,{"field": "b", "kind": "text", "label": "X", "suggested": {"var": "a.n"}, "suggested_from": "n"})",
         "types /steps/0/sections/0/items/4/suggested"},
        {"@ITEM@", R"(,{"schedule": "p", "label": "P", "source": "s", "function": "autre", "arguments": {}, "columns": []})",
         "fonction /steps/0/sections/0/items/4/function"},
        {"@ITEM@",
         R"(,{"schedule": "p", "label": "P", "source": "s", "function": "remuneration_apprentissage", "arguments": {"jour": 1}, "columns": [["du", "Du", "date"]]})",
         "fonction /steps/0/sections/0/items/4/arguments/jour"},
        {"@ITEM@",
         R"(,{"schedule": "p", "label": "P", "source": "s", "function": "remuneration_apprentissage", "arguments": {"naissance": {"var": "a.d"}}, "columns": [["du", "Du", "date"]]})",
         "membre-absent /steps/0/sections/0/items/4/arguments"},
        {"@ITEM@",
         R"(,{"schedule": "p", "label": "P", "source": "s", "function": "remuneration_apprentissage", "arguments": {"naissance": {"var": "a.n"}}, "columns": [["du", "Du", "date"]]})",
         "types /steps/0/sections/0/items/4/arguments/naissance"},
        {"@ITEM@",
         R"(,{"schedule": "p", "label": "P", "source": "s", "function": "remuneration_apprentissage", "arguments": {"naissance": {"var": "a.d"}, "debut": {"var": "a.d"}, "fin": {"var": "a.d"}}, "columns": [["du", "Du", "money"]]})",
         "types /steps/0/sections/0/items/4/columns/0/2"},
        {"@ITEM@",
         R"(,{"schedule": "p", "label": "P", "source": "s", "function": "remuneration_apprentissage", "arguments": {"naissance": {"var": "a.d"}, "debut": {"var": "a.d"}, "fin": {"var": "a.d"}}, "columns": [["du", "Du", "date"]], "fills": "lignes", "fill_label": "F"})",
         "champ-inconnu /steps/0/sections/0/items/4/fills"},
        {"@ITEM@",
         R"(,{"schedule": "p", "label": "P", "source": "s", "function": "remuneration_apprentissage", "arguments": {"naissance": {"var": "a.d"}, "debut": {"var": "a.d"}, "fin": {"var": "a.d"}}, "columns": [["du", "Du", "date"]], "fills": "rien", "fill_label": "F"})",
         "groupe-inconnu /steps/0/sections/0/items/4/fills"},
        {"@FILE@", R"(,"shapes": {"x": {"title": "X", "source": "s"}})", "membre-absent /shapes/x"},
        {"@FILE@", R"(,"migrations": [{"from": "0", "report": "R", "rename": {"b": "a.inconnu"}}])",
         "champ-inconnu /migrations/0/rename/b"},
        {"@FILE@", R"(,"migrations": [{"from": "1", "report": "R"}])", "doublon /migrations/0/from"},
        {"@FILE@", R"(,"migrations": [{"from": "0"}])", "membre-absent /migrations/0"},
        {"@ITEM@", R"(,{"field": "b", "kind": "texte", "label": "X"})", "genre-inconnu /steps/0/sections/0/items/4/kind"},
        {"@ITEM@", R"(,{"field": "b", "kind": "text"})", "membre-absent /steps/0/sections/0/items/4"},
        {"@ITEM@", R"(,{"field": "b", "kind": "text", "label": " "})", "vide /steps/0/sections/0/items/4/label"},
        {"@ITEM@", R"(,{"field": "b", "kind": "text", "label": 3})", "type /steps/0/sections/0/items/4/label"},
        {"@ITEM@", R"(,{"field": "b", "kind": "text", "label": "X", "requierd": true})",
         "membre-inconnu /steps/0/sections/0/items/4/requierd"},
        {"@ITEM@", R"(,{"field": "b", "kind": "choice", "label": "X"})", "nomenclature /steps/0/sections/0/items/4"},
        {"@ITEM@", R"(,{"field": "b", "kind": "choice", "label": "X", "nomenclature": "tailles"})",
         "nomenclature-inconnue /steps/0/sections/0/items/4/nomenclature"},
        {"@ITEM@", R"(,{"field": "b", "kind": "text", "label": "X", "nomenclature": "couleurs"})",
         "nomenclature /steps/0/sections/0/items/4"},
        {"@ITEM@", R"(,{"field": "b", "kind": "text", "label": "X", "autocomplete": "siret"})",
         "autocomplete /steps/0/sections/0/items/4/autocomplete"},
        {"@ITEM@", R"(,{"field": "b", "kind": "siret", "label": "X", "hint": "Exemple : 123."})",
         "~exemple-illisible /steps/0/sections/0/items/4/hint"},
        {"@ITEM@", R"(,{"field": "b", "kind": "date", "label": "X", "max_length": 3})", "nombre /steps/0/sections/0/items/4/max_length"},
        {"@ITEM@", R"(,{"field": "b", "kind": "text", "label": "X", "minimum": 3})", "limite /steps/0/sections/0/items/4"},
        {"@ITEM@", R"(,{"field": "b", "kind": "integer", "label": "X", "minimum": 3, "maximum": 2})",
         "bornes /steps/0/sections/0/items/4/minimum"},
        {"@ITEM@", R"(,{"field": "b", "kind": "integer", "label": "X", "initial": "3"})", "valeur /steps/0/sections/0/items/4/initial"},
        {"@ITEM@", R"(,{"field": "b", "kind": "text", "label": "X", "required": "oui"})", "type /steps/0/sections/0/items/4/required"},
        {"@ITEM@", R"(,{"field": "b", "kind": "text", "label": "X", "visible": {"var": "z"}})",
         "champ-inconnu /steps/0/sections/0/items/4/visible/var"},
        {"@ITEM@", R"(,{"field": "b", "kind": "text", "label": "X", "visible": {"==": [1, 1]}})",
         "~constante /steps/0/sections/0/items/4/visible"},
        {"@ITEM@", R"(,{"field": "b", "kind": "text", "label": "X", "visible": {"==": [{"var": "a.c"}, "v"]}})",
         "code-inconnu /steps/0/sections/0/items/4/visible/=="},
        {"@ITEM@", R"(,{"field": "b", "kind": "text", "label": "X", "visible": {"var": "b"}})", "cycle /steps/0/sections/0/items/4"},
        {"@ITEM@",
         R"(,{"field": "b", "kind": "integer", "label": "X", "explanation": "E", "computed": {"+": [{"var": "c"}, 1]}},{"field": "c", "kind": "integer", "label": "Y", "explanation": "E", "computed": {"+": [{"var": "b"}, 1]}})",
         "cycle /steps/0/sections/0/items/4"},
        {"@ITEM@", R"(,{"field": "b", "kind": "integer", "label": "X", "computed": {"var": "a.n"}})",
         "~sans-explication /steps/0/sections/0/items/4"},
        {"@ITEM@", R"(,{"field": "b", "kind": "integer", "label": "X", "explanation": "E", "computed": {"var": "a.d"}})",
         "types /steps/0/sections/0/items/4/computed"},
        {"@ITEM@", R"(,{"field": "b", "kind": "integer", "label": "X", "explanation": "E", "required": true, "computed": {"var": "a.n"}})",
         "champ-calcule /steps/0/sections/0/items/4/required"},
        {"@ITEM@", R"(,{"field": "b", "kind": "siret", "label": "X", "lookup": {"directory": "annuaire", "targets": {"siret": "a.t"}}})",
         "annuaire-inconnu /steps/0/sections/0/items/4/lookup/directory"},
        {"@ITEM@",
         R"(,{"field": "b", "kind": "siret", "label": "X", "lookup": {"directory": "establishment", "targets": {"couleur": "a.t"}}})",
         "partie-inconnue /steps/0/sections/0/items/4/lookup/targets/couleur"},
        {"@ITEM@", R"(,{"field": "b", "kind": "siret", "label": "X", "lookup": {"directory": "establishment", "targets": {"siret": "z"}}})",
         "champ-inconnu /steps/0/sections/0/items/4/lookup/targets/siret"},
        {"@ITEM@",
         R"(,{"field": "b", "kind": "siret", "label": "X", "lookup": {"directory": "establishment", "targets": {"siret": "lignes.x"}}})",
         "champ-de-ligne /steps/0/sections/0/items/4/lookup/targets/siret"},
        {"@ITEM@", R"(,{"field": "b", "kind": "text", "label": "X", "payload": "guichet"})", "payload /steps/0/sections/0/items/4"},
        {"@ITEM@", R"(,{"field": "b", "kind": "text", "label": "X", "payload": "a.t.plus"})", "payload /steps/0/sections/0/items/4"},
        {"@ITEM@", R"(,{"field": "b", "kind": "text", "label": "X", "payload": true})", "type /steps/0/sections/0/items/4/payload"},
        {"@ITEM@", R"(,{"field": "b", "kind": "text", "label": "X", "source": "inconnue"})",
         "source-inconnue /steps/0/sections/0/items/4/source"},
        {"@ITEM@", R"(,{"field": "b", "group": "c"})", "element /steps/0/sections/0/items/4"},
        {"@ITEM@", R"(,7)", "type /steps/0/sections/0/items/4"},
        {"@ROW@", R"(,{"field": "id", "kind": "text", "label": "X"})", "chemin /steps/0/sections/0/items/4/items/1/field"},
        {"@ROW@", R"(,{"field": "y.z", "kind": "text", "label": "X"})", "chemin /steps/0/sections/0/items/4/items/1/field"},
        {"@ROW@", R"(,{"group": "g"})", "element /steps/0/sections/0/items/4/items/1"},
        {"@ROW@",
         R"(,{"field": "y", "kind": "integer", "label": "X", "explanation": "E", "computed": {"sum": {"map": [{"var": "lignes"}, {"var": "y"}]}}})",
         "cycle /steps/0/sections/0/items/4/items/1"},
        {"@COLUMN@", R"(,"y")", "champ-inconnu /steps/0/sections/0/items/4/columns/1"},
        {"@TYPE@", R"(,"docx")", "type-inconnu /steps/0/sections/0/items/5/types/1"},
        {"@RULE@", R"(,{"id": "r1", "severity": "block", "check": {"var": "a.n"}, "message": "M", "fields": ["a.n"], "source": "s"})",
         "doublon /rules/1/id"},
        {"@RULE@", R"(,{"id": "r2", "severity": "grave", "check": {"var": "a.n"}, "message": "M", "fields": ["a.n"], "source": "s"})",
         "gravite /rules/1/severity"},
        {"@RULE@", R"(,{"id": "r2", "severity": "block", "check": {"var": "a.n"}, "message": "M", "fields": ["a.n"]})",
         "~sans-source /rules/1"},
        {"@RULE@", R"(,{"id": "r2", "severity": "block", "check": {"var": "a.n"}, "message": "M", "source": "s"})", "sans-lieu /rules/1"},
        {"@RULE@", R"(,{"id": "r2", "severity": "block", "check": {"var": "a.n"}, "message": "M", "fields": ["z"], "source": "s"})",
         "champ-inconnu /rules/1/fields/0"},
        {"@RULE@", R"(,{"id": "r2", "severity": "block", "check": {"var": "a.n"}, "message": "M", "fields": ["lignes.x"], "source": "s"})",
         "champ-de-ligne /rules/1/fields/0"},
        {"@RULE@", R"(,{"id": "r2", "severity": "block", "check": {"var": "a.n"}, "message": "M", "attachment": "photo", "source": "s"})",
         "zone-inconnue /rules/1/attachment"},
        {"@RULE@", R"(,{"id": "r2", "severity": "block", "check": {"var": "a.n"}, "message": "M {x}", "fields": ["a.n"], "source": "s"})",
         "argument-inconnu /rules/1/message"},
        {"@RULE@",
         R"(,{"id": "r2", "severity": "block", "check": {"var": "a.n"}, "message": "M", "arguments": {"x": {"kind": "integer", "value": {"var": "a.n"}}}, "fields": ["a.n"], "source": "s"})",
         "~inutile /rules/1/arguments/x"},
        {"@RULE@",
         R"(,{"id": "r2", "severity": "block", "check": {"var": "a.n"}, "message": "M {x}", "arguments": {"x": {"kind": "date", "value": {"var": "a.n"}}}, "fields": ["a.n"], "source": "s"})",
         "types /rules/1/arguments/x/value"},
        {"@RULE@",
         R"(,{"id": "r2", "severity": "block", "each": "autres", "check": {"var": "a.n"}, "message": "M", "fields": ["a.n"], "source": "s"})",
         "groupe-inconnu /rules/1/each"},
        {"@RULE@", R"(,{"id": "r2", "severity": "block", "message": "M", "fields": ["a.n"], "source": "s"})", "membre-absent /rules/1"},
        {"@RULE@",
         R"(,{"id": "r2", "severity": "block", "check": {"<": [{"var": "a.d"}, 3]}, "message": "M", "fields": ["a.n"], "source": "s"})",
         "types /rules/1/check/<"},
        {"@RULE@",
         R"(,{"id": "r2", "severity": "block", "check": {"known": {"var": "a.n"}}, "message": "M", "fields": ["a.n"], "source": "s"})",
         "~inconnu /rules/1/check"},
        {"@RULE@", R"(,{"id": "r2", "severity": "block", "check": true, "message": "M", "fields": ["a.n"], "source": "s"})",
         "~constante /rules/1/check"},
        {"@STATUS@", R"(,{"id": "perdu", "label": "P", "lock": "locked"})", "~statut-inaccessible /statuses/2"},
        {"@STATUS@", R"(,{"id": "x", "label": "P", "lock": "locked", "next": ["y"]})", "statut-inconnu /statuses/2/next/0"},
        {"@STATUS@", R"(,{"id": "x", "label": "P", "lock": "ferme"})", "verrou /statuses/2/lock"},
        {"@FILE@", R"(,"payload": {"constants": {"a.n": 1}})", "payload /payload/constants/a.n"},
        {"@FILE@", R"(,"payload": {"constants": {"x": [1]}})", "type /payload/constants/x"},
        {"@FILE@", R"(,"autre": 1)", "membre-inconnu /autre"},
    };
    for (Case const& one : cases) {
        CAPTURE(one.text);
        auto const found = problems_of(with(one.mark, one.text));
        std::string all;
        for (auto const& line : found) all += line + "\n";
        CAPTURE(all);
        CHECK(std::find(found.begin(), found.end(), one.problem) != found.end());
    }
    (void)items;
}

TEST_CASE("all problems of a file are told at once, and warnings alone do not stop it") {
    auto const found =
        problems_of(R"({"guichet_procedure": 2, "id": "A B", "title": "T", "steps": [{"id": "x"}], "statuses": [], "inconnu": 1})");
    for (std::string_view const wanted : {"nombre /guichet_procedure", "identifiant /id", "membre-absent ", "membre-absent /steps/0",
                                          "vide /statuses", "membre-inconnu /inconnu"}) {
        CAPTURE(wanted);
        CHECK(std::find(found.begin(), found.end(), wanted) != found.end());
    }
    auto const warned = load_procedure(with("@ITEM@", R"(,{"field": "b", "kind": "siret", "label": "X", "hint": "Exemple : 123."})"));
    CHECK(warned.procedure != nullptr);
    CHECK(warned.problems.size() == 1);
}

TEST_CASE("a misspelt member is met with its nearest name") {
    auto const loaded = load_procedure(with("@ITEM@", R"(,{"field": "b", "kind": "text", "label": "X", "requierd": true})"));
    CHECK(loaded.procedure == nullptr);
    REQUIRE(loaded.problems.size() == 1);
    CHECK(loaded.problems[0].message.find("required") != std::string::npos);
}

TEST_CASE("what is no procedure at all is refused in one sentence") {
    for (std::string_view const file : {"", "{", "[]", "12", "null", "{\"a\":1,\"a\":2}", "\xff"}) {
        auto const loaded = load_procedure(file);
        CHECK(loaded.procedure == nullptr);
        CHECK_FALSE(loaded.problems.empty());
    }
    CHECK(load_procedure(std::string(5U << 20U, ' ')).problems[0].code == "trop-long");
    CHECK(load_procedure(std::string(100, '[') + std::string(100, ']')).problems[0].code == "json_depth");
}

TEST_CASE("a huge file is refused within its limits") {
    std::string many;
    for (int index = 0; index < 3000; ++index) many += R"(,{"field": "z)" + std::to_string(index) + R"(", "kind": "text", "label": "X"})";
    auto const loaded = load_procedure(with("@ITEM@", many));
    CHECK(loaded.procedure == nullptr);
    CHECK(loaded.problems.size() <= 501);
    // More problems than anybody reads.
    std::string bad;
    for (int index = 0; index < 400; ++index) bad += R"(,{"field": "z", "kind": "rien", "label": 3, "inconnu": 1})";
    auto const spoilt = load_procedure(with("@ITEM@", bad));
    CHECK(spoilt.problems.size() == 501);
    CHECK(spoilt.problems.back().code == "trop-de-problemes");
}

TEST_CASE("fields come after all that their visibility and computation read") {
    auto const procedure = test::essai();
    auto const& order = procedure->evaluation_order;
    REQUIRE(order.size() == procedure->fields.size());
    auto const place = [&](std::string_view path) {
        return std::find(order.begin(), order.end(), static_cast<std::uint32_t>(procedure->field_index(path))) - order.begin();
    };
    CHECK(place("a.ouvert") < place("a.regime"));
    CHECK(place("a.regime") < place("a.taux"));
    CHECK(place("a.taux") < place("a.part"));
    CHECK(place("a.montant") < place("a.part"));
    CHECK(place("a.ouvert") < place("g.texte"));
    CHECK(place("frais.total") < place("total.frais"));
    CHECK(place("frais.prix") < place("frais.total"));
}

TEST_CASE("names are found, and unknown ones are not") {
    auto const procedure = test::essai();
    for (std::size_t index = 0; index < procedure->fields.size(); ++index) {
        CHECK(procedure->field_index(procedure->fields[index].path) == static_cast<std::int32_t>(index));
    }
    CHECK(procedure->field_index("a.ouver") == -1);
    CHECK(procedure->find_field("") == nullptr);
    CHECK(procedure->group_index("personnes") == 1);
    CHECK(procedure->group_index("x") == -1);
    CHECK(procedure->attachment_index("facture") == 0);
    CHECK(procedure->find_status("transmis")->lock == Lock::locked);
    CHECK(procedure->find_status("x") == nullptr);
    CHECK(procedure->find_choice(0, "nuit")->label == "Nuitée");
    CHECK(procedure->find_choice(0, "x") == nullptr);
    CHECK(procedure->find_choice(-1, "nuit") == nullptr);
}

TEST_CASE("a table that fills a choice gives codes in use of its list") {
    auto const codes = [](std::string_view lines) {
        std::string file = with("@ITEM@", R"(,{"field": "b", "kind": "choice", "nomenclature": "vieilles", "label": "B",
            "suggested": {"table": ["t", {"var": "a.t"}]}, "suggested_from": "T"})");
        std::string_view const mark = R"("steps")";
        file.insert(file.find(mark),
                    R"("tables": [{"id": "t", "version": "1", "source": "s", "by": "code", "lines": )" + std::string(lines) + "}],");
        std::string_view const lists = R"("nomenclatures": [)";
        file.insert(file.find(lists) + lists.size(),
                    R"({"id": "vieilles", "version": "1", "source": "s", "choices": [["n", "Neuf"], ["v", "Vieux", "Prenez n."]]},)");
        return problems_of(file);
    };
    CHECK(codes(R"([["x", "n"]])").empty());
    std::vector<std::string> const told{"code-inconnu /steps/0/sections/0/items/4/suggested"};
    CHECK(codes(R"([["x", "v"]])") == told);
    CHECK(codes(R"([["x", "z"]])") == told);
}

TEST_CASE("a hole in a list is told, and its code stands for its words") {
    std::string file = with("@ITEM@", R"(,{"field": "b", "kind": "choice", "nomenclature": "trouee", "label": "B"})");
    std::string_view const lists = R"("nomenclatures": [)";
    file.insert(file.find(lists) + lists.size(),
                R"({"id": "trouee", "version": "1", "source": "s", "choices": [["n", ""], ["v", "Vert"]]},)");
    auto const loaded = load_procedure(file);
    REQUIRE(loaded.procedure != nullptr);
    CHECK(loaded.procedure->find_choice(0, "n")->label == "n");
    REQUIRE(loaded.problems.size() == 1);
    CHECK(loaded.problems[0].code == "vide");
    CHECK(loaded.problems[0].where == "/nomenclatures/0/choices/0");
    CHECK_FALSE(loaded.problems[0].fatal);
}
