// Every kind, by a table: what people type, what is stored, shown, edited and sent. To add a kind, add its line.
#include <set>

#include "core/identifiers.hpp"
#include "unit/procedure/support.hpp"

using namespace guichet;

namespace {

struct Line {
    std::string_view kind;
    std::string_view typed;
    std::string_view json;   ///< canonical; "" when it is not readable
    std::string_view shown;
    std::string_view edited;
};

constexpr Line lines[] = {
    {"text", "  Bonjour\t le monde ", R"("Bonjour  le monde")", "Bonjour  le monde", "Bonjour  le monde"},
    {"text", "e\u0301te\u0301", R"("été")", "été", "été"},
    {"text", "vingt et un caractères", "", "", ""},
    {"long_text", "un\r\ndeux", R"("un\ndeux")", "un\ndeux", "un\ndeux"},
    {"integer", "1 000", "1000", "1\u202f000", "1000"},
    {"integer", "-5", "-5", "-5", "-5"},
    {"integer", "-6", "", "", ""},
    {"integer", "1001", "", "", ""},
    {"integer", "douze", "", "", ""},
    {"hours", "35 h 30", "3550", "35,5\u202fh", "35,5"},
    {"hours", "7", "700", "7\u202fh", "7"},
    {"hours", "-1", "", "", ""},
    {"money", "1 234,56 €", "123456", "1\u202f234,56\u202f€", "1234,56"},
    {"money", "12.5", "1250", "12,50\u202f€", "12,50"},
    {"money", "3", "300", "3,00\u202f€", "3"},
    {"money", "-1", "", "", ""},
    {"money", "1,234", "", "", ""},
    {"percentage", "12,5 %", "1250", "12,5\u202f%", "12,5"},
    {"percentage", "250", "", "", ""},
    {"date", "1/9/2026", R"("2026-09-01")", "01/09/2026", "01/09/2026"},
    {"date", "31/02/2026", "", "", ""},
    {"year_month", "9/2026", R"("2026-09")", "09/2026", "09/2026"},
    {"yes_no", "Oui", "true", "Oui", "oui"},
    {"yes_no", "false", "false", "Non", "non"},
    {"yes_no", "peut-être", "", "", ""},
    {"choice", "B", R"("B")", "Régime B", "B"},
    {"choice", "régime a", R"("A")", "Régime A", "A"},
    {"choice", "C", "", "", ""},
    {"choices", "route,repas", R"(["repas","route"])", "Repas, Déplacement", "repas,route"},
    {"choices", "route,avion", "", "", ""},
    {"siret", "831 352 976 00011", R"("83135297600011")", "831 352 976 00011", "831 352 976 00011"},
    {"siret", "83135297600012", "", "", ""},
    {"siren", "831.352.976", R"("831352976")", "831 352 976", "831 352 976"},
    {"nir", "1 85 05 78 006 084 91", R"("185057800608491")", "1 85 05 78 006 084 91", "1 85 05 78 006 084 91"},
    {"nir", "185062A012345", R"("185062A012345")", "1 85 06 2A 012 345", "1 85 06 2A 012 345"},
    {"nir", "185057800608492", "", "", ""},
    {"idcc", "16", R"("0016")", "0016", "0016"},
    {"naf", "71.20A", R"("7120A")", "71.20A", "71.20A"},
    {"nda", "11 75 12345 75", R"("11751234575")", "11 75 12345 75", "11 75 12345 75"},
    {"nda", "5335P000935", R"("5335P000935")", "5335P000935", "5335P000935"},
    {"postal_code", "68 110", R"("68110")", "68110", "68110"},
    {"phone", "06.12.34.56.78", R"("+33612345678")", "06 12 34 56 78", "06 12 34 56 78"},
    {"email", "Jean@Exemple.FR", R"("Jean@exemple.fr")", "Jean@exemple.fr", "Jean@exemple.fr"},
    {"email", "jean@exemple", "", "", ""},
    {"iban", "FR76 3000 6000 0112 3456 7890 189", R"("FR7630006000011234567890189")", "FR76 3000 6000 0112 3456 7890 189",
     "FR76 3000 6000 0112 3456 7890 189"},
    {"iban", "FR7630006000011234567890188", "", "", ""},
    {"attestation", "true", "true", "Oui", "oui"},
    {"uai", "0561910x", R"("0561910X")", "0561910X", "0561910X"},
    {"uai", "12", "", "", ""},
    {"rncp", "rncp 37682", R"("37682")", "RNCP37682", "RNCP37682"},
    {"rncp", "37682", R"("37682")", "RNCP37682", "RNCP37682"},
    {"rncp", "RS123", "", "", ""},
    {"code_diplome", "400 25214", R"("40025214")", "40025214", "40025214"},
    {"code_diplome", "4002", "", "", ""},
    {"numero_contrat", "075202511nc0001", R"("075202511NC0001")", "075202511NC0001", "075202511NC0001"},
    {"numero_contrat", "n° 12", "", "", ""},
    {"departement", "68", R"("068")", "68", "68"},
    {"departement", "2a", R"("02A")", "2A", "2A"},
    {"departement", "974", R"("974")", "974", "974"},
    {"departement", "96", "", "", ""},
};

/// The field of that kind in the procedure « essai ».
Field const& field_of(Procedure const& procedure, std::string_view kind) {
    for (Field const& field : procedure.fields) {
        if (kind_name(field.kind) == kind && field.group < 0 && field.computed == never) return field;
    }
    FAIL("no field of kind " << kind);
    return procedure.fields.front();
}

}  // namespace

TEST_CASE("every kind reads, shows, edits and sends its answers") {
    auto const procedure = test::essai();
    Date const today = test::day("2026-11-21");
    std::set<std::string_view> seen;
    for (Line const& line : lines) {
        CAPTURE(line.kind);
        CAPTURE(line.typed);
        seen.insert(line.kind);
        Field const& field = field_of(*procedure, line.kind);
        auto const read = read_answer(*procedure, field, line.typed, today);
        if (line.json.empty()) {
            CHECK_FALSE(read.value.has_value());
            CHECK_FALSE(read.problem.empty());
            continue;
        }
        REQUIRE(read.value.has_value());
        CHECK(write_json(value_to_json(field.kind, *read.value)) == line.json);
        CHECK(show_answer(*procedure, field, *read.value) == line.shown);
        CHECK(editable_text(*procedure, field, *read.value) == line.edited);
        // What is edited reads as the same answer, and so does what is stored.
        CHECK(read_answer(*procedure, field, line.edited, today).value == read.value);
        CHECK(value_from_json(*procedure, field, test::json(line.json)) == read.value);
    }
    for (std::size_t kind = 0; kind < kind_count(); ++kind) {
        CHECK_MESSAGE(seen.contains(kind_name(static_cast<Kind>(kind))), kind_name(static_cast<Kind>(kind)));
    }
}

TEST_CASE("blank text is no answer, of any kind") {
    auto const procedure = test::essai();
    for (Field const& field : procedure->fields) {
        for (std::string_view const blank : {"", " ", "\u00a0\u202f", "\t"}) {
            auto const read = read_answer(*procedure, field, blank, Date{});
            REQUIRE(read.value.has_value());
            CHECK(is_unknown(*read.value));
        }
        CHECK(value_from_json(*procedure, field, Json(nullptr)) == Value(Unknown{}));
        CHECK(show_answer(*procedure, field, Unknown{}).empty());
        CHECK(editable_text(*procedure, field, Unknown{}).empty());
        CHECK(value_to_json(field.kind, Unknown{}).is_null());
    }
}

TEST_CASE("what may mean two things is asked about, never guessed") {
    auto const procedure = test::essai();
    Date const today = test::day("2026-11-21");
    auto const date = read_answer(*procedure, field_of(*procedure, "date"), "3/4/26", today);
    CHECK_FALSE(date.value.has_value());
    CHECK(date.proposal == Value(test::day("2026-04-03")));
    auto const month = read_answer(*procedure, field_of(*procedure, "year_month"), "9/26", today);
    CHECK(month.proposal == Value(std::string("2026-09")));
    auto const choice = read_answer(*procedure, *procedure->find_field("frais.quoi"), "rep", today);
    CHECK(choice.proposal == Value(std::string("repas")));
    CHECK_FALSE(choice.problem.empty());
}

TEST_CASE("an attestation that is not ticked is no answer") {
    auto const procedure = test::essai();
    Field const& field = *procedure->find_field("g.ok");
    CHECK(read_answer(*procedure, field, "non", Date{}).value == Value(Unknown{}));
    CHECK(value_from_json(*procedure, field, Json(false)) == Value(Unknown{}));
    CHECK(kind_schema(*procedure, field)["const"] == true);
}

TEST_CASE("what a kind takes without its reader is what its reader gives back as it is") {
    // One letter or digit more, less, or another: most are near what is right, on either side of it.
    constexpr std::string_view letters = "0123456789ABab .-é9";
    std::uint32_t state = 1;
    auto const next = [&state](std::size_t below) {
        state = state * 1664525U + 1013904223U;
        return static_cast<std::size_t>(state >> 8U) % below;
    };
    std::size_t taken = 0;
    for (int turn = 0; turn < 40'000; ++turn) {
        constexpr std::string_view seeds[] = {"68110",         "01000",           "97410",        "185057800608491",
                                              "1850578006084", "185052A00608463", "2990299123456"};
        std::string text(seeds[next(std::size(seeds))]);
        for (std::size_t change = next(3); change > 0; --change) {
            std::size_t const at = next(text.size());
            switch (next(3)) {
            case 0: text[at] = letters[next(letters.size())]; break;
            case 1: text.erase(at, 1); break;
            default: text.insert(at, 1, letters[next(letters.size())]); break;
            }
        }
        CAPTURE(text);
        CHECK(is_nir(text) == (read_nir(text).value == text));
        CHECK(is_postal_code(text) == (read_postal_code(text).value == text));
        taken += is_nir(text) || is_postal_code(text) ? 1 : 0;
    }
    // Neither all nor nothing.
    CHECK(taken > 5'000);
    CHECK(taken < 35'000);
}

TEST_CASE("what a file holds is taken as if its reader had given it back as it is") {
    auto const procedure = test::essai();
    struct Seed {
        std::string_view kind;
        std::string_view text;
    };
    constexpr Seed seeds[] = {
        {"siret", "83135297600011"},
        {"siret", "35600000000048"},
        {"siret", "35600000009075"},
        {"naf", "7120A"},
        {"nda", "11751234575"},
        {"nda", "5335P000935"},
        {"idcc", "0016"},
        {"idcc", "0001"},
        {"phone", "+33612345678"},
        {"phone", "+33692123456"},
        {"phone", "+33508412345"},
        {"phone", "+262692123456"},
        {"email", "a@b.c"},
        {"email", "J.d_1@e-x.fr"},
        {"email", "jean@a.exemple.fr"},
        {"text", "Zoé d’Œuvre"},
    };
    constexpr std::string_view letters = "0123456789ABab .-@+_0";
    std::uint32_t state = 7;
    auto const next = [&state](std::size_t below) {
        state = state * 1664525U + 1013904223U;
        return static_cast<std::size_t>(state >> 8U) % below;
    };
    std::size_t taken = 0;
    constexpr std::size_t turns = 40'000;
    for (std::size_t turn = 0; turn < turns; ++turn) {
        Seed const& seed = seeds[next(std::size(seeds))];
        std::string text(seed.text);
        for (std::size_t change = next(3); change > 0 && !text.empty(); --change) {
            std::size_t const at = next(text.size());
            switch (next(3)) {
            case 0: text[at] = letters[next(letters.size())]; break;
            case 1: text.erase(at, 1); break;
            default: text.insert(at, 1, letters[next(letters.size())]); break;
            }
        }
        CAPTURE(seed.kind);
        CAPTURE(text);
        Field const& field = field_of(*procedure, seed.kind);
        auto const read = read_answer(*procedure, field, text, Date{});
        bool const same = read.value && *read.value == Value(text);
        Value value;
        CHECK(take_text(*procedure, field, text, value) == same);
        CHECK(value == (same ? Value(text) : Value()));
        taken += same ? 1 : 0;
    }
    CHECK(taken > turns / 4);
    CHECK(taken < turns * 3 / 4);
}

TEST_CASE("JSON that is not the canonical form is refused") {
    auto const procedure = test::essai();
    struct Bad {
        std::string_view path;
        std::string_view json;
    };
    constexpr Bad bads[] = {
        {"g.texte", "12"},
        {"g.texte", R"("")"},
        {"g.texte", R"(" a")"},
        {"g.texte", R"("a\nb")"},
        {"g.entier", "12.0"},
        {"g.entier", "1e2"},
        {"g.entier", R"("12")"},
        {"g.entier", "1001"},
        {"a.montant", "-1"},
        {"a.montant", "1000000000000001"},
        {"a.montant", "18446744073709551615"},
        {"a.jour", R"("1/9/2026")"},
        {"a.jour", R"("2026-02-30")"},
        {"a.jour", "20778"},
        {"a.mois", R"("9/2026")"},
        {"a.mois", R"("2026-13")"},
        {"a.ouvert", "1"},
        {"a.ouvert", R"("oui")"},
        {"a.regime", R"("C")"},
        {"a.regime", R"("régime a")"},
        {"g.choix", R"("repas")"},
        {"g.choix", R"(["repas","repas"])"},
        {"g.choix", R"(["avion"])"},
        {"g.siret", R"("831 352 976 00011")"},
        {"g.siret", R"("83135297600012")"},
        {"g.tel", R"("0612345678")"},
        {"g.nir", R"("1 85 05 78 006 084")"},
        {"g.idcc", R"("16")"},
        {"g.naf", R"("71.20A")"},
        {"g.iban", R"("FR76 3000")"},
        {"g.mel", R"("jean")"},
        {"g.cp", R"("6811")"},
        {"g.long", "[]"},
        {"g.long", "{}"},
    };
    for (Bad const& bad : bads) {
        CAPTURE(bad.path);
        CAPTURE(bad.json);
        CHECK_FALSE(value_from_json(*procedure, *procedure->find_field(bad.path), test::json(bad.json)).has_value());
    }
    // The order of choices is that of the list, whatever the file's.
    CHECK(value_from_json(*procedure, *procedure->find_field("g.choix"), test::json(R"(["route","repas"])")) ==
          Value(TextList{"repas", "route"}));
}

TEST_CASE("the limits of a field are told with their value") {
    auto const procedure = test::essai();
    auto const problem = [&](std::string_view path, std::string_view typed) {
        return read_answer(*procedure, *procedure->find_field(path), typed, Date{}).problem;
    };
    CHECK(problem("g.entier", "-6") == "Indiquez au moins -5.");
    CHECK(problem("g.entier", "1001") == "Indiquez au plus 1\u202f000.");
    CHECK(problem("a.montant", "-1") == "Indiquez au moins 0,00\u202f€.");
    CHECK(problem("a.taux", "201") == "Indiquez au plus 200\u202f%.");
    CHECK(problem("g.texte", "éééééééééééééééééééééé") == "La réponse a 22 caractères\u00a0: raccourcissez-la à 20.");
}

TEST_CASE("controls ask for the right keyboard, and never cut a paste short") {
    auto const procedure = test::essai();
    CHECK(control_traits(*procedure->find_field("g.siret")).input_mode == "numeric");
    CHECK(control_traits(*procedure->find_field("a.montant")).input_mode == "decimal");
    CHECK(control_traits(*procedure->find_field("g.tel")).input_mode == "tel");
    CHECK(control_traits(*procedure->find_field("g.mel")).input_mode == "email");
    CHECK_FALSE(control_traits(*procedure->find_field("g.nir")).spell_check);
    CHECK(control_traits(*procedure->find_field("g.long")).spell_check);
    for (Field const& field : procedure->fields) CHECK(control_traits(field).max_typed >= 10);
    CHECK(control_traits(*procedure->find_field("g.texte")).max_typed > 20);
}
