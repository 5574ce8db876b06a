// NDA, UAI, contract number, diploma code: vectors of the domain facts, 4.3, 4.4, 4.10 and 4.11.
#include <doctest/doctest.h>

#include "core/identifiers.hpp"
#include "unit/core/support.hpp"

using namespace guichet;
using test::check_certain;
using test::check_unreadable;
using test::Generator;

TEST_CASE("read_nda takes eleven digits, or four digits, P and six digits") {
    check_certain(read_nda("11 75 12345 75"), std::string{"11751234575"});
    check_certain(read_nda("11751234575"), std::string{"11751234575"});
    check_certain(read_nda("5335P000935"), std::string{"5335P000935"});
    check_certain(read_nda("53 35 p 000935"), std::string{"5335P000935"});
    for (std::string_view const typed :
         {"", "1175123457", "117512345755", "5335Q000935", "533P5000935", "5335P00093", "CFA", "1175123457é", "\xFF"}) {
        CAPTURE(typed);
        check_unreadable(read_nda(typed));
    }
    CHECK(read_nda("117512345").problem == "Le numéro de déclaration d’activité doit comporter 11 chiffres\u00a0: il en manque 2.");
}

TEST_CASE("show_nda groups eleven digits and leaves the rest as it is") {
    CHECK(show_nda("11751234575") == "11 75 12345 75");
    CHECK(show_nda("5335P000935") == "5335P000935");
    CHECK(show_nda("12") == "12");
    Generator generator{51};
    for (int i = 0; i < 2000; ++i) {
        std::string const nda = i % 4 == 0 ? generator.digits(4) + "P" + generator.digits(6) : generator.digits(11);
        REQUIRE(read_nda(show_nda(nda)).value == nda);
    }
}

TEST_CASE("read_uai takes the valid numbers of the domain facts and refuses a wrong letter") {
    for (std::string const uai : {"0561910X", "0831774C", "0352660B", "0022004T", "0170100S", "6200001G", "0751234J"}) {
        CAPTURE(uai);
        check_certain(read_uai(uai), uai);
        check_certain(read_uai(to_lower_ascii(uai.substr(0, 3) + " " + uai.substr(3))), uai);
    }
    for (std::string_view const typed : {"", "0561910", "0561910XX", "61910X", "X0561910", "0561910é", "\xFF"}) {
        CAPTURE(typed);
        check_unreadable(read_uai(typed));
    }
}

TEST_CASE("read_uai takes exactly one letter for seven digits, and finds every wrong digit") {
    constexpr std::string_view letters = "ABCDEFGHJKLMNPRSTUVWXYZ";
    Generator generator{52};
    for (int i = 0; i < 1000; ++i) {
        std::string const digits = generator.digits(7);
        std::string const uai = digits + letters[static_cast<std::size_t>(std::stoi(digits)) % 23];
        for (char letter = 'A'; letter <= 'Z'; ++letter) REQUIRE(read_uai(digits + letter).value.has_value() == (digits + letter == uai));
        for (std::size_t at = 0; at < 7; ++at) {
            std::string typed = uai;
            typed[at] = typed[at] == '9' ? '0' : static_cast<char>(typed[at] + 1);
            REQUIRE_FALSE(read_uai(typed).value.has_value());
        }
    }
}

TEST_CASE("read_contract_number takes the layout of the domain facts") {
    for (std::string const number : {"02B202212000000", "068202609000123", "075202511NC0001", "974202601000001", "095202612990000"}) {
        CAPTURE(number);
        check_certain(read_contract_number(number), number);
        check_certain(read_contract_number(to_lower_ascii(number)), number);
    }
    check_certain(read_contract_number("068 2026 09 00 0123"), std::string{"068202609000123"});
    for (std::string_view const typed : {"02B202213000000", "", "068202600000123", "000202609000123", "096202609000123", "975202609000123",
                                         "977202609000123", "02C202609000123", "0682026A9000123", "068A02609000123", "068202609N00123",
                                         "068202609NC012A", "0682026090001234", "068202609000é23", "\xFF", "1A3202609000123"}) {
        CAPTURE(typed);
        check_unreadable(read_contract_number(typed));
    }
    CHECK(read_contract_number("8202609000123").problem == "Le numéro du contrat doit comporter 15 caractères\u00a0: il en manque 2.");
}

TEST_CASE("read_diploma_code takes eight letters or digits, and a letter of speciality") {
    for (std::string const code : {"40025214", "32031409", "4002521A", "40025214T"}) check_certain(read_diploma_code(code), code);
    check_certain(read_diploma_code(" 400 252 14 "), std::string{"40025214"});
    check_certain(read_diploma_code("40025214t"), std::string{"40025214T"});
    for (std::string_view const typed : {"", "4002521", "400252144", "40025214TT", "4002521é", "4002/214", "\xFF"}) {
        CAPTURE(typed);
        check_unreadable(read_diploma_code(typed));
    }
}

TEST_CASE("read_uai asks about the one code that an exchange of neighbours explains") {
    test::check_question(read_uai("0569110X"), std::string{"0561910X"});
    CHECK(read_uai("0569110X").problem == "Ce code UAI n’existe pas. Vouliez-vous dire 0561910X\u202f?");
    test::check_question(read_uai("0751234A"), std::string{"0751234J"});
    CHECK(read_uai("0751234A").problem ==
          "Ce code UAI n’existe pas\u00a0: ces chiffres vont avec la lettre J. Vouliez-vous dire 0751234J\u202f?");
    for (std::string_view const typed : {"0561910I", "0561910O", "0561910Q"})
        test::check_question(read_uai(typed), std::string{"0561910X"});
}

TEST_CASE("what spreadsheets do to a first zero is asked about: UAI, NDA, contract number") {
    test::check_question(read_uai("681774J"), std::string{"0681774J"});
    CHECK(read_uai("681774J").problem == "Le code UAI comporte 7 chiffres et une lettre. Vouliez-vous dire 0681774J\u202f?");
    CHECK(read_uai("751234A").problem == "Le code UAI comporte 7 chiffres et une lettre\u00a0: il en manque un, par exemple 0561910X.");
    test::check_question(read_nda("2973123497"), std::string{"02973123497"});
    CHECK(read_nda("2973123497").problem ==
          "Le numéro de déclaration d’activité doit comporter 11 chiffres. Vouliez-vous dire 02 97 31234 97\u202f?");
    check_unreadable(read_nda("5973123497"));  // no region 05
    test::check_question(read_contract_number("68202609000123"), std::string{"068202609000123"});
    check_unreadable(read_contract_number("68202613000123"));  // the zero does not mend its month
}

TEST_CASE("read_rncp and read_rs keep the digits of a record, and tell the other directory apart") {
    check_certain(read_rncp("RNCP37682"), std::string{"37682"});
    check_certain(read_rncp("rncp 37 682"), std::string{"37682"});
    check_certain(read_rncp("37682"), std::string{"37682"});
    check_certain(read_rncp("RNCP0037682"), std::string{"37682"});
    check_certain(read_rncp("123456"), std::string{"123456"});
    check_certain(read_rs("RS6558"), std::string{"6558"});
    check_certain(read_rs("6558"), std::string{"6558"});
    CHECK(show_rncp("37682") == "RNCP37682");
    CHECK(show_rncp("") == "");
    CHECK(read_rncp("RS6558").problem == "C’est un code RS\u00a0: saisissez ici un code RNCP, par exemple 37682.");
    CHECK(read_rs("RNCP37682").problem == "C’est un code RNCP\u00a0: saisissez ici un code RS, par exemple 6558.");
    for (std::string_view const typed : {"", "0", "RNCP", "RNCP0", "1234567", "RNCP3768A", "RNC37682", "\xFF", "٣٧٦٨٢"}) {
        CAPTURE(typed);
        check_unreadable(read_rncp(typed));
        check_unreadable(read_rs(typed));
    }
    Generator generator{53};
    for (int i = 0; i < 1000; ++i) {
        std::string const record = std::to_string(generator.between(1, 999'999));
        REQUIRE(read_rncp(show_rncp(record)).value == record);
    }
}

TEST_CASE("read_any_contract_number takes what can be a number at all") {
    check_certain(read_any_contract_number("068 2026 09 00 0123"), std::string{"068202609000123"});
    check_certain(read_any_contract_number("ep-2026.0042"), std::string{"EP20260042"});
    check_certain(read_any_contract_number(std::string(30, '9')), std::string(30, '9'));
    for (std::string_view const typed : {"", "-", "2026/42", "n°42", "\xFF"}) {
        CAPTURE(typed);
        check_unreadable(read_any_contract_number(typed));
    }
    check_unreadable(read_any_contract_number(std::string(31, '9')));
}
