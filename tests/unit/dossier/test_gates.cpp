// A rule's gate asks « is it known? » in the rule's stead: the two must always agree, for an empty text too.
#include <doctest/doctest.h>

#include <algorithm>
#include <array>

#include "dossier/findings_json.hpp"
#include "dossier/verdict.hpp"
#include "procedure/load.hpp"

using namespace guichet;

namespace {

constexpr char const* text = R"json({
"guichet_procedure": 1, "id": "essai.connu", "version": "1", "title": "Connu", "organisme": "Essai",
"sources": {"loi": {"title": "Code d'essai, art. 1", "excerpt": "Il faut essayer."}},
"steps": [{"id": "une", "title": "Une", "sections": [{"id": "seule", "title": "Seule", "items": [
  {"field": "mot", "kind": "text", "label": "Mot"},
  {"field": "nombre", "kind": "integer", "label": "Nombre"},
  {"group": "lignes", "label": "Lignes", "item_label": "Ligne", "columns": ["mot"], "items": [
    {"field": "mot", "kind": "text", "label": "Mot"}]}]}]}],
"statuses": [{"id": "brouillon", "label": "Brouillon", "lock": "editable", "next": ["transmis"]}, {"id": "transmis", "label": "Transmis", "lock": "locked", "next": []}],
"rules": [
  {"id": "grand", "severity": "block", "fields": ["nombre"], "message": "Trop petit.", "source": "loi", "judges_unknown": true,
   "check": {"or": [{"!": {"known": {"var": "mot"}}}, {"!": {"known": {"var": "nombre"}}}, {">": [{"var": "nombre"}, 5]}]}},
  {"id": "long", "severity": "block", "fields": ["mot"], "message": "Trop petit.", "source": "loi",
   "check": {"or": [{"!": {"known": {"var": "mot"}}}, {">": [{"var": "nombre"}, 5]}]}},
  {"id": "pareil", "severity": "block", "each": "lignes", "fields": ["lignes.mot"], "message": "Autre mot.", "source": "loi", "judges_unknown": true,
   "check": {"or": [{"!": {"known": {"var": "lignes.mot"}}}, {"!": {"known": {"var": "mot"}}}, {"===": [{"var": "lignes.mot"}, {"var": "mot"}]}]}},
  {"id": "ensemble", "severity": "block", "fields": ["nombre"], "message": "Ni l'un sans l'autre.", "source": "loi", "judges_unknown": true,
   "check": {"==": [{"==": [{"var": "mot"}, "x"]}, {">": [{"var": "nombre"}, 5]}]}},
  {"id": "dernier", "severity": "block", "fields": ["mot"], "message": "Pas le dernier.", "source": "loi", "judges_unknown": true,
   "check": {"==": [{"var": "mot"}, {"reduce": [{"var": "lignes"}, {"var": "current.mot"}, null]}]}}]})json";

std::string told(Verdict const& verdict, Dossier const& dossier) { return write_json(findings_to_json(verdict.findings(dossier))); }

}  // namespace

TEST_CASE("what a rule's gate asks is what the rule asks, for unknown and for empty answers") {
    LoadedProcedure const read = load_procedure(text);
    REQUIRE(read.procedure != nullptr);
    Procedure const& procedure = *read.procedure;
    Date const today = *date_from_civil(2026, 11, 21);
    std::array<Value, 3> const words{Value{}, Value{std::string{}}, Value{std::string{"x"}}};
    std::array<Value, 3> const numbers{Value{}, Value{std::int64_t{3}}, Value{std::int64_t{9}}};
    Dossier dossier = new_dossier(procedure, "d", "2026-11-21T10:00:00Z");
    add_row(procedure, dossier, 0);
    add_row(procedure, dossier, 0);
    auto const index_of = [&](std::string_view path) { return static_cast<std::uint32_t>(procedure.field_index(path)); };
    std::uint32_t const number = index_of("nombre");
    std::uint32_t const word = index_of("mot");
    std::uint32_t const row_word = index_of("lignes.mot");
    Verdict edited(read.procedure);
    edited.judge(dossier, today);
    auto const put = [&](FieldRef where, Value const& value) {
        set_value(procedure, dossier, where, value);
        edited.judge_after_edit(dossier, where);
    };
    for (std::size_t each = 0; each < 81; ++each) {
        put({word, -1}, words[each % 3]);
        put({number, -1}, numbers[each / 3 % 3]);
        put({row_word, 0}, words[each / 9 % 3]);
        put({row_word, 1}, words[each / 27]);
        Verdict whole(read.procedure);
        whole.judge(dossier, today);
        CHECK(told(edited, dossier) == told(whole, dossier));
        auto const findings = whole.findings(dossier);
        for (Rule const& rule : procedure.rules) {
            // What one that is not told of unknown answers does not judge.
            if (rule.id == "long" && (each % 3 == 0 || each / 3 % 3 == 0)) continue;
            std::ptrdiff_t wrong = 0;
            for (std::uint32_t row = 0; row < (rule.group < 0 ? 1U : 2U); ++row)
                wrong += whole.evaluated(dossier, rule.check, row) == Value{true} ? 0 : 1;
            CAPTURE(rule.id);
            CAPTURE(each);
            CHECK(std::ranges::count(findings, rule.id, &Finding::rule) == wrong);
        }
    }
}
