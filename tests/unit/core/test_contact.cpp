// Postal code, telephone, e-mail: vectors of the domain facts, 4.8, 4.9 and 4.13.
#include <doctest/doctest.h>

#include "core/identifiers.hpp"
#include "unit/core/support.hpp"

using namespace guichet;
using test::check_certain;
using test::check_question;
using test::check_unreadable;
using test::Generator;

TEST_CASE("read_postal_code takes five digits of any department but 00") {
    for (std::string const code : {"68110", "20000", "20090", "20167", "97400", "01000", "98800", "75116"})
        check_certain(read_postal_code(code), code);
    check_certain(read_postal_code(" 68 110 "), std::string{"68110"});
    for (std::string_view const typed : {"", "00123", "0100", "681100", "2A004", "F-68110", "68", "\xFF"}) {
        CAPTURE(typed);
        check_unreadable(read_postal_code(typed));
    }
    CHECK(read_postal_code("681").problem == "Le code postal doit comporter 5 chiffres\u00a0: il en manque 2.");
}

TEST_CASE("read_postal_code asks about four digits whose 0 a spreadsheet may have lost") {
    check_question(read_postal_code("1000"), std::string{"01000"});
    check_question(read_postal_code("9 100"), std::string{"09100"});
}

TEST_CASE("read_phone takes French numbers in every usual form") {
    for (std::string_view const typed :
         {"06 12 34 56 78", "0612345678", "06.12.34.56.78", "06-12-34-56-78", "06/12/34/56/78", "+33612345678", "+33 6 12 34 56 78",
          "+33 (0)6 12 34 56 78", "0033612345678", "0033 (0) 6 12 34 56 78", "\u202a+33 6 12 34 56 78\u202c", "06\u00a012\u202f34 56 78"}) {
        CAPTURE(typed);
        check_certain(read_phone(typed), std::string{"+33612345678"});
    }
    for (char digit = '1'; digit <= '9'; ++digit) {
        CHECK(read_phone(std::string{"0"} + digit + "41234567").value == std::string{"+33"} + digit + "41234567");
    }
}

TEST_CASE("read_phone takes overseas numbers, national form included") {
    struct Row {
        std::string_view typed;
        std::string e164;
    };
    for (auto const& [typed, e164] : {Row{"+262 692 12 34 56", "+262692123456"},
                                      {"0692 12 34 56", "+262692123456"},
                                      {"02 62 12 34 56", "+262262123456"},
                                      {"0639 12 34 56", "+262639123456"},
                                      {"00262692123456", "+262692123456"},
                                      {"+262 0692 12 34 56", "+262692123456"},
                                      {"+33 692 12 34 56", "+262692123456"},
                                      {"0590 12 34 56", "+590590123456"},
                                      {"06 90 12 34 56", "+590690123456"},
                                      {"0594 12 34 56", "+594594123456"},
                                      {"0696 12 34 56", "+596696123456"},
                                      {"+596 696 12 34 56", "+596696123456"},
                                      {"0508 41 23 45", "+508412345"},
                                      {"+508 41 23 45", "+508412345"},
                                      {"+687 12 34 56", "+687123456"},
                                      {"+689 87 12 34 56", "+68987123456"}}) {
        CAPTURE(typed);
        check_certain(read_phone(typed), e164);
        check_certain(read_phone(show_phone(e164)), e164);
    }
}

TEST_CASE("read_phone asks when the 0 or the + was lost on the way") {
    check_question(read_phone("612345678"), std::string{"+33612345678"});
    check_question(read_phone("33612345678"), std::string{"+33612345678"});
    check_question(read_phone("262692123456"), std::string{"+262692123456"});
}

TEST_CASE("read_phone says what is wrong") {
    for (std::string_view const typed : {"",
                                         " ",
                                         "+",
                                         "00",
                                         "0",
                                         "06 12 34 56 7",
                                         "06 12 34 56 789",
                                         "+33 6 12 34 56 7",
                                         "+33 06 12 34 56 789",
                                         "+32 2 123 45 67",
                                         "+44 20 7946 0000",
                                         "12345",
                                         "abc",
                                         "06 12 34 56 7é",
                                         "06 12 34 56 78 poste 12",
                                         "06+12345678",
                                         "\xFF",
                                         "0508 01 23 45",
                                         "+33 00 12 34 56 78",
                                         "+262"}) {
        CAPTURE(typed);
        check_unreadable(read_phone(typed));
    }
    CHECK(read_phone("06 12 34 56").problem == "Le numéro de téléphone doit comporter 10 chiffres\u00a0: il en manque 2.");
    CHECK(read_phone("+33 6 12").problem == "Après +33, il faut 9 chiffres\u00a0: il en manque 6.");
    check_unreadable(read_phone(std::string(100'000, '0')));
}

TEST_CASE("show_phone gives the national form in pairs, and the code overseas") {
    CHECK(show_phone("+33612345678") == "06 12 34 56 78");
    CHECK(show_phone("+262692123456") == "+262 692 12 34 56");
    CHECK(show_phone("+508412345") == "+508 41 23 45");
    CHECK(show_phone("+68987123456") == "+689 87 12 34 56");
    CHECK(show_phone("+4420794600") == "+4420794600");
    CHECK(show_phone("") == "");
    CHECK(show_phone("0612345678") == "0612345678");
    CHECK(show_phone("+33") == "+33");
}

TEST_CASE("a telephone that was read is shown, read back and stored the same") {
    Generator generator{71};
    constexpr std::array<std::string_view, 9> starts{"0", "+33", "0033", "+262", "+590", "+594", "+596", "+687", "+689"};
    int read = 0;
    for (int i = 0; i < 20000; ++i) {
        std::string const typed = std::string{generator.pick(starts)} + generator.digits(6 + generator.below(4));
        auto const reading = read_phone(typed);
        test::check_one_outcome(reading);
        if (!reading.value) continue;
        ++read;
        REQUIRE(read_phone(*reading.value).value == reading.value);
        REQUIRE(read_phone(show_phone(*reading.value)).value == reading.value);
    }
    CHECK(read > 3000);
}

TEST_CASE("read_email takes one @ and a dot in the domain, and lowers the domain") {
    check_certain(read_email("prenom.nom@exemple.fr"), std::string{"prenom.nom@exemple.fr"});
    check_certain(read_email(" Prenom.Nom@Exemple.FR\u00a0"), std::string{"Prenom.Nom@exemple.fr"});
    check_certain(read_email("\u200ba+b_c'd@sous.exemple-x.fr\u200b"), std::string{"a+b_c'd@sous.exemple-x.fr"});
    check_certain(read_email("élodie@société.fr"), std::string{"élodie@société.fr"});
}

TEST_CASE("read_email refuses what no message would reach") {
    for (std::string_view const typed : {"",
                                         " ",
                                         "@",
                                         "a@",
                                         "@b.fr",
                                         "a@b",
                                         "a@b@c.fr",
                                         "a b@c.fr",
                                         "a@b .fr",
                                         "a@b..fr",
                                         "a@.fr",
                                         "a@b.fr.",
                                         "a\u00a0b@c.fr",
                                         "a@b\tc.fr",
                                         "Nom <a@b.fr>",
                                         "<a@b.fr>",
                                         "a@b.fr;",
                                         "mailto:a@b.fr",
                                         "a@b,fr.x",
                                         "a\x01@b.fr",
                                         "a\x7F@b.fr",
                                         "\xFF@b.fr",
                                         "\xE2\u200b\x80\x8b@b.fr",
                                         "a.b.fr",
                                         "a@b/c.fr"}) {
        CAPTURE(typed);
        check_unreadable(read_email(typed));
    }
    CHECK(read_email("a b@c.fr").problem == "Une adresse électronique ne contient pas d’espace\u00a0: retirez-le.");
    CHECK(read_email("a@b,c.fr").problem == "Cette adresse contient «\u202f,\u202f»\u00a0: retirez-le.");
}

TEST_CASE("read_email takes at most 254 bytes") {
    std::string const domain = "@exemple.fr";
    CHECK(read_email(std::string(254 - domain.size(), 'a') + domain).value.has_value());
    check_unreadable(read_email(std::string(255 - domain.size(), 'a') + domain));
    check_unreadable(read_email(std::string(1'000'000, 'a') + domain));
}

TEST_CASE("read_department gives three characters, as the CERFA takes them") {
    for (auto const& [typed, three] : {std::pair<std::string_view, std::string>{"68", "068"},
                                       {"068", "068"},
                                       {"1", "001"},
                                       {"2a", "02A"},
                                       {"02B", "02B"},
                                       {" 974 ", "974"},
                                       {"99", "099"},
                                       {"95", "095"},
                                       {"976", "976"},
                                       {"988", "988"}}) {
        CAPTURE(typed);
        check_certain(read_department(typed), three);
        check_certain(read_department(show_department(three)), three);
    }
    CHECK(show_department("068") == "68");
    CHECK(show_department("02A") == "2A");
    CHECK(show_department("974") == "974");
    CHECK(show_department("") == "");
    CHECK(read_department("20").problem == "La Corse a deux départements\u00a0: saisissez 2A ou 2B.");
    for (std::string_view const typed : {"", "0", "000", "96", "97", "98", "100", "970", "979", "2C", "0068", "12A", "é", "\xFF"}) {
        CAPTURE(typed);
        check_unreadable(read_department(typed));
    }
    int known = 0;
    for (int number = 0; number <= 999; ++number) known += read_department(std::to_string(number)).value ? 1 : 0;
    CHECK(known == 94 + 1 + 8 + 6);
}

TEST_CASE("postal_code_agrees with the département, in Corsica and overseas too") {
    for (auto const& [code, department] : {std::pair{"68110", "068"},
                                           {"20000", "02A"},
                                           {"20090", "02A"},
                                           {"20167", "02A"},
                                           {"20200", "02B"},
                                           {"97411", "974"},
                                           {"97133", "977"},
                                           {"97150", "978"},
                                           {"75116", "075"},
                                           {"92931", "092"},
                                           {"01000", "001"},
                                           {"98800", "988"},
                                           {"67000", "099"},
                                           {"", "068"},
                                           {"68110", ""}}) {
        CAPTURE(code);
        CHECK(postal_code_agrees(code, department));
    }
    for (auto const& [code, department] :
         {std::pair{"68110", "067"}, {"68110", "02A"}, {"97411", "971"}, {"06000", "060"}, {"60000", "006"}}) {
        CAPTURE(code);
        CHECK_FALSE(postal_code_agrees(code, department));
    }
}
