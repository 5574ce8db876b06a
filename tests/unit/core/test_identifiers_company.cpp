// SIREN, SIRET, TVA number, IDCC, NAF: vectors of the domain facts, 4.1, 4.6 and 4.7.
#include <doctest/doctest.h>

#include <algorithm>

#include "core/identifiers.hpp"
#include "unit/core/support.hpp"

using namespace guichet;
using test::check_certain;
using test::check_question;
using test::check_unreadable;
using test::Generator;

namespace {

/// The digit that makes a sum multiple of 10 by the rule as INSEE words it, from the right, position by position.
std::string with_luhn_digit(std::string const& digits) {
    for (char last = '0'; last <= '9'; ++last) {
        std::string const whole = digits + last;
        int sum = 0;
        for (std::size_t rank = 1; rank <= whole.size(); ++rank) {
            int const digit = whole[whole.size() - rank] - '0';
            int const weighted = rank % 2 == 0 ? 2 * digit : digit;
            sum += weighted / 10 + weighted % 10;
        }
        if (sum % 10 == 0) return whole;
    }
    return "";
}

std::string random_siren(Generator& generator) {
    while (true) {
        std::string const siren = with_luhn_digit(generator.digits(8));
        if (siren != "356000000" && siren != "000000000") return siren;
    }
}

}  // namespace

TEST_CASE("read_siret takes the valid numbers of the domain facts") {
    for (std::string const siret : {"73282932000074", "35600000000048", "83135297600011", "83426702300028", "42110064500967",
                                    "13002526500013", "19350030300014", "98765432400019", "35600000049837", "35600000009075"}) {
        CAPTURE(siret);
        check_certain(read_siret(siret), siret);
        check_certain(read_siret(show_siret(siret)), siret);
        check_certain(read_siren(siret.substr(0, 9)), siret.substr(0, 9));
    }
}

TEST_CASE("read_siret refuses the invalid numbers of the domain facts") {
    for (std::string_view const siret : {"12345678901234", "36252187900034", "00000000000000", "8313529760001"}) {
        CAPTURE(siret);
        check_unreadable(read_siret(siret));
    }
    check_unreadable(read_siret("35600000009076"));  // La Poste: neither Luhn nor a multiple of 5
    check_unreadable(read_siret("73282932000079"));  // a multiple of 5 is for La Poste only
}

TEST_CASE("read_siret accepts every kind of separator and gives the compact form") {
    for (std::string_view const typed :
         {"831 352 976 00011", "831\u00a0352\u00a0976\u00a000011", "831\u202f352\u202f976\u202f00011", "831.352.976.00011",
          "831-352-976-00011", " 83135297600011\t", "\u202a83135297600011\u202c", "8 3 1 3 5 2 9 7 6 0 0 0 1 1"}) {
        CAPTURE(typed);
        check_certain(read_siret(typed), std::string{"83135297600011"});
    }
}

TEST_CASE("read_siret says what to do") {
    CHECK(read_siret("831352976000").problem == "Le SIRET doit comporter 14 chiffres\u00a0: il en manque 2.");
    CHECK(read_siret("831352976000111").problem == "Le SIRET doit comporter 14 chiffres\u00a0: il y en a 1 de trop.");
    CHECK(read_siret("12345678901234").problem == "Ce SIRET n’existe pas\u00a0: vérifiez qu’aucun chiffre n’est inversé.");
    CHECK(read_siret("831352976O0011").problem == "Le SIRET ne comporte que des chiffres\u00a0: remplacez la lettre O par le chiffre 0.");
    CHECK(read_siret("8313529760001l").problem == "Le SIRET ne comporte que des chiffres\u00a0: retirez «\u202fL\u202f».");
    CHECK(read_siret("é").problem == "Le SIRET ne comporte que des chiffres\u00a0: retirez «\u202fé\u202f».");
    CHECK(read_siret("1🙂").problem == "Le SIRET ne comporte que des chiffres\u00a0: effacez les autres caractères.");
    CHECK(read_siret("").problem == "Saisissez le SIRET, 14 chiffres.");
    CHECK(read_siret("831352976").problem ==
          "C’est un SIREN (9 chiffres)\u00a0: ajoutez les 5 chiffres de l’établissement pour faire le SIRET.");
    for (std::string_view const typed :
         {"", " ", "\u00a0", "\xFF", "-", "abc", "8,31353E+13", "+83135297600011", "８３１３５２９７６０００１１"}) {
        check_unreadable(read_siret(typed));
        check_unreadable(read_siren(typed));
    }
    check_unreadable(read_siret(std::string(100'000, '1')));
    check_unreadable(read_siren(std::string(100'000, 'x')));
}

TEST_CASE("read_siret asks about the one number that an exchange of neighbours or a lost zero explains") {
    CHECK(read_siret("831 352 967 00011").problem == "Ce SIRET n’existe pas. Vouliez-vous dire 831 352 976 00011\u202f?");
    check_question(read_siret("831 352 967 00011"), std::string{"83135297600011"});
    check_question(read_siret("1300252650013"), std::string{"13002526500013"});
    CHECK(read_siret("1300252650013").problem == "Le SIRET doit comporter 14 chiffres. Vouliez-vous dire 130 025 265 00013\u202f?");
    CHECK(read_siret("8313529760001").problem == "Le SIRET doit comporter 14 chiffres\u00a0: il en manque 1.");
    check_unreadable(read_siret("1111111111111"));
    check_question(read_siren("831 352 967"), std::string{"831352976"});
}

TEST_CASE("what a reader asks about is valid and one slip away from what was typed") {
    Generator generator{43};
    int asked = 0;
    for (int i = 0; i < 3000; ++i) {
        std::string const siret = with_luhn_digit(random_siren(generator) + generator.digits(4));
        std::string typed = siret;
        std::size_t const at = generator.below(13);
        std::swap(typed[at], typed[at + 1]);
        auto const read = read_siret(typed);
        test::check_one_outcome(read);
        if (!read.proposal) continue;
        ++asked;
        REQUIRE(read_siret(*read.proposal).value == read.proposal);
        REQUIRE(std::ranges::is_permutation(*read.proposal, typed));
    }
    CHECK(asked > 1200);  // nearly half of the exchanges have one explanation only
}

TEST_CASE("read_vat_number checks the key of a French number and the SIREN in it") {
    check_certain(read_vat_number("FR 44 732 829 320"), std::string{"FR44732829320"});
    check_certain(read_vat_number("fr81831352976"), std::string{"FR81831352976"});
    check_certain(read_vat_number("FRA1831352976"), std::string{"FRA1831352976"});  // keys of letters are not computed
    check_question(read_vat_number("FR82831352976"), std::string{"FR81831352976"});
    check_question(read_vat_number("FR81831352967"), std::string{"FR81831352976"});
    for (std::string_view const typed :
         {"", "FR", "81831352976", "FR81831352977", "DE81831352976", "FRO1831352976", "FR8183135297", "\xFF"}) {
        CAPTURE(typed);
        check_unreadable(read_vat_number(typed));
    }
}

TEST_CASE("read_siren takes nine digits that pass Luhn, and asks about a SIRET") {
    check_certain(read_siren("732 829 320"), std::string{"732829320"});
    check_question(read_siren("732 829 320 00074"), std::string{"732829320"});
    check_unreadable(read_siren("732829321"));
    check_unreadable(read_siren("000000000"));
    check_unreadable(read_siren("73282932"));  // a last zero is not what spreadsheets lose
    check_question(read_siren("130 25 265"), std::string{"130025265"});
    CHECK(read_siren("13025265").problem == "Le SIREN doit comporter 9 chiffres. Vouliez-vous dire 130 025 265\u202f?");
    CHECK(read_siren("05520135").problem == "Le SIREN doit comporter 9 chiffres\u00a0: il en manque 1.");  // three would fit
    CHECK(read_siren("7328293").problem == "Le SIREN doit comporter 9 chiffres\u00a0: il en manque 2.");
}

TEST_CASE("read_siret finds every wrong digit and every exchange of neighbours but 0 and 9") {
    Generator generator{41};
    for (int i = 0; i < 300; ++i) {
        std::string const siret = with_luhn_digit(random_siren(generator) + generator.digits(4));
        REQUIRE(read_siret(siret).value == siret);
        REQUIRE(read_siret(show_siret(siret)).value == siret);
        for (std::size_t at = 0; at < siret.size(); ++at) {
            for (char wrong = '0'; wrong <= '9'; ++wrong) {
                std::string typed = siret;
                typed[at] = wrong;
                REQUIRE(read_siret(typed).value.has_value() == (typed == siret));
            }
            if (at + 1 == siret.size()) continue;
            std::string typed = siret;
            std::swap(typed[at], typed[at + 1]);
            bool const zero_and_nine = siret.substr(at, 2) == "09" || siret.substr(at, 2) == "90";
            if (!zero_and_nine) REQUIRE(read_siret(typed).value.has_value() == (typed == siret));
        }
    }
}

TEST_CASE("read_siret takes for La Poste a digit sum that is a multiple of 5, or Luhn") {
    for (int nic = 0; nic < 100'000; ++nic) {
        std::string const digits = std::to_string(nic);
        std::string const siret = "356000000" + std::string(5 - digits.size(), '0') + digits;
        int sum = 14;
        for (char const c : digits) sum += c - '0';
        bool const luhn = with_luhn_digit(siret.substr(0, 13)) == siret;
        if (read_siret(siret).value.has_value() != (luhn || sum % 5 == 0)) FAIL(siret);
    }
}

TEST_CASE("show_siren and show_siret group the digits, and leave other lengths as they are") {
    CHECK(show_siren("831352976") == "831 352 976");
    CHECK(show_siret("83135297600011") == "831 352 976 00011");
    CHECK(show_siren("123") == "123");
    CHECK(show_siret("") == "");
    CHECK(show_siret("831352976000111") == "831352976000111");
}

TEST_CASE("vat_number gives the key of the domain facts, and nothing for a false SIREN") {
    CHECK(vat_number("732829320") == "FR44732829320");
    CHECK(vat_number("831352976") == "FR81831352976");
    CHECK_FALSE(vat_number("732829321").has_value());
    CHECK_FALSE(vat_number("").has_value());
    CHECK_FALSE(vat_number("732 829 320").has_value());
    Generator generator{42};
    for (int i = 0; i < 1000; ++i) {
        std::string const siren = random_siren(generator);
        auto const number = vat_number(siren);
        REQUIRE(number.has_value());
        REQUIRE(number->size() == 13);
        REQUIRE(std::stoll(number->substr(2, 2)) == (12 + 3 * (std::stoll(siren) % 97)) % 97);
    }
}

TEST_CASE("read_idcc pads to four digits") {
    check_certain(read_idcc("1090"), std::string{"1090"});
    check_certain(read_idcc("16"), std::string{"0016"});
    check_certain(read_idcc("0016"), std::string{"0016"});
    check_certain(read_idcc("IDCC 1 090"), std::string{"1090"});
    check_certain(read_idcc("9999"), std::string{"9999"});
    check_certain(read_idcc("9998"), std::string{"9998"});
    check_certain(read_idcc("3180"), std::string{"3180"});
    for (int code = 1; code <= 9999; ++code) {
        auto const read = read_idcc(std::to_string(code));
        REQUIRE(read.value.has_value());
        REQUIRE(std::stoi(*read.value) == code);
        REQUIRE(read_idcc(*read.value).value == read.value);
    }
    for (std::string_view const typed : {"", "0", "0000", "12345", "01090", "A123", "IDCC", "\xFF"}) {
        CAPTURE(typed);
        check_unreadable(read_idcc(typed));
    }
}

TEST_CASE("read_naf takes four digits and a letter, with or without the dot") {
    check_certain(read_naf("71.20A"), std::string{"7120A"});
    check_certain(read_naf("7120A"), std::string{"7120A"});
    check_certain(read_naf("71 20 a"), std::string{"7120A"});
    CHECK(show_naf("7120A") == "71.20A");
    CHECK(show_naf("712") == "712");
    check_certain(read_naf(show_naf("7120A")), std::string{"7120A"});
    for (std::string_view const typed : {"", "7120", "712A", "71200", "A7120", "7120AB", "7120É", "712\xC3\xA9", "\xFF"}) {
        CAPTURE(typed);
        check_unreadable(read_naf(typed));
    }
}
