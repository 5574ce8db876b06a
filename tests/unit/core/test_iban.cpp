// IBAN and RIB: vectors of the domain facts, 4.12, and examples of the SWIFT IBAN registry.
#include <doctest/doctest.h>

#include "core/identifiers.hpp"
#include "unit/core/support.hpp"

using namespace guichet;
using test::check_certain;
using test::check_unreadable;
using test::Generator;

namespace {

std::string two(int number) { return (number < 10 ? "0" : "") + std::to_string(number); }

/// A French IBAN with its key, by long division over the digits written out.
std::string french_iban(std::string const& account) {
    std::string digits;
    for (char const c : account + "FR00") digits += c >= 'A' ? std::to_string(c - 'A' + 10) : std::string{c};
    int remainder = 0;
    for (char const c : digits) remainder = (remainder * 10 + (c - '0')) % 97;
    return "FR" + two(98 - remainder) + account;
}

}  // namespace

TEST_CASE("read_iban takes the valid numbers of the domain facts and of the registry") {
    for (std::string const iban :
         {"FR7630006000011234567890189", "FR1420041010050500013M02606", "FR7630004000031234567890143", "DE89370400440532013000",
          "BE68539007547034", "LU280019400644750000", "CH9300762011623852957", "ES9121000418450200051332", "IT60X0542811101000000123456",
          "GB29NWBK60161331926819", "MC5811222000010123456789030", "NL91ABNA0417164300", "PT50000201231234567890154",
          "MT84MALT011000012345MTLCAST001S", "NO9386011117947", "BR1800360305000010009795493C1"}) {
        CAPTURE(iban);
        check_certain(read_iban(iban), iban);
        check_certain(read_iban(show_iban(iban)), iban);
        check_certain(read_iban(to_lower_ascii(iban)), iban);
    }
    check_certain(read_iban("IBAN FR76 3000 6000 0112 3456 7890 189"), std::string{"FR7630006000011234567890189"});
}

TEST_CASE("read_iban refuses the invalid number of the domain facts, wrong lengths and impossible keys") {
    for (std::string_view const typed :
         {"FR7630006000011234567890188", "", "IBAN", "FR", "FR76", "FR763000600001123456789018", "FR76300060000112345678901890",
          "7630006000011234567890189", "F R7630006000011234567890189é", "FR7630006000011234567890_89", "FRA630006000011234567890189",
          "XX00", "\xFF", "BE685390075470341"}) {
        CAPTURE(typed);
        check_unreadable(read_iban(typed));
    }
    CHECK(read_iban("FR763000600001123456789018").problem == "Cet IBAN (FR) doit comporter 27 caractères\u00a0: il en manque 1.");
    check_unreadable(read_iban("XX" + std::string(100'000, '1')));
}

TEST_CASE("read_iban takes one key only for an account") {
    Generator generator{81};
    for (int i = 0; i < 200; ++i) {
        std::string const account =
            generator.digits(10) + generator.digits(5) + static_cast<char>('A' + generator.below(26)) + generator.digits(7);
        std::string const iban = french_iban(account);
        for (int key = 0; key < 100; ++key) {
            std::string const typed = "FR" + two(key) + account;
            REQUIRE(read_iban(typed).value.has_value() == (typed == iban));
        }
    }
}

TEST_CASE("read_iban finds every wrong digit and every exchange of neighbours") {
    Generator generator{82};
    for (int i = 0; i < 200; ++i) {
        std::string const iban = french_iban(generator.digits(23));
        REQUIRE(read_iban(iban).value == iban);
        for (std::size_t at = 2; at < iban.size(); ++at) {
            for (char wrong = '0'; wrong <= '9'; ++wrong) {
                std::string typed = iban;
                typed[at] = wrong;
                REQUIRE(read_iban(typed).value.has_value() == (typed == iban));
            }
            if (at + 1 == iban.size()) continue;
            std::string typed = iban;
            std::swap(typed[at], typed[at + 1]);
            REQUIRE(read_iban(typed).value.has_value() == (typed == iban));
        }
    }
}

TEST_CASE("show_iban groups by four") {
    CHECK(show_iban("FR7630006000011234567890189") == "FR76 3000 6000 0112 3456 7890 189");
    CHECK(show_iban("FR") == "FR");
    CHECK(show_iban(std::string(38, '1')) == "1111 1111 1111 1111 1111 1111 1111 1111 111111");
    CHECK(show_iban("") == "");
}

TEST_CASE("rib_key gives the keys of the domain facts, and those that French IBANs end with") {
    CHECK(rib_key("30006", "00001", "12345678901") == 89);
    CHECK(rib_key("20041", "01005", "0500013M026") == 6);
    CHECK(rib_key("30004", "00003", "12345678901") == 43);
    CHECK_FALSE(rib_key("3000", "00001", "12345678901").has_value());
    CHECK_FALSE(rib_key("30006", "00001", "1234567890").has_value());
    CHECK_FALSE(rib_key("30006", "00001", "1234567890a").has_value());
    CHECK_FALSE(rib_key("", "", "").has_value());
}

TEST_CASE("rib_key counts letters as the transposition table of the banks does") {
    constexpr std::string_view letters = "ABCDEFGHIJKLMNOPQRSTUVWXYZ";
    constexpr std::string_view digits = "12345678912345678923456789";
    for (std::size_t i = 0; i < letters.size(); ++i) {
        std::string const with_letter = std::string{"0500013"} + letters[i] + "026";
        std::string const with_digit = std::string{"0500013"} + digits[i] + "026";
        CHECK(rib_key("20041", "01005", with_letter) == rib_key("20041", "01005", with_digit));
    }
}

TEST_CASE("read_iban and read_rib ask about the one number that an exchange of neighbours explains") {
    test::check_question(read_iban("FR76 3000 6000 0112 3456 7890 198"), std::string{"FR7630006000011234567890189"});
    CHECK(read_iban("FR7630006000011234567890198").problem ==
          "Cet IBAN n’existe pas. Vouliez-vous dire FR76 3000 6000 0112 3456 7890 189\u202f?");
    CHECK(read_iban("FR7630006000011234567890188").problem == "Cet IBAN n’existe pas\u00a0: vérifiez qu’aucun caractère n’est inversé.");
    test::check_question(read_rib("30006 00001 12345678910 89"), std::string{"30006000011234567890189"});
    test::check_question(read_rib("3006 00001 12345678901 89"), std::string{"30006000011234567890189"});
    Generator generator{83};
    for (int i = 0; i < 500; ++i) {
        std::string const iban = french_iban(generator.digits(23));
        std::string typed = iban;
        std::size_t const at = 2 + generator.below(24);
        std::swap(typed[at], typed[at + 1]);
        auto const read = read_iban(typed);
        test::check_one_outcome(read);
        if (read.proposal) REQUIRE(read_iban(*read.proposal).value == read.proposal);
    }
}

TEST_CASE("read_rib takes 23 characters with their key only") {
    check_certain(read_rib("30006 00001 12345678901 89"), std::string{"30006000011234567890189"});
    check_certain(read_rib("20041 01005 0500013m026 06"), std::string{"20041010050500013M02606"});
    CHECK(show_rib("30006000011234567890189") == "30006 00001 12345678901 89");
    CHECK(show_rib("300") == "300");
    for (std::string_view const typed : {"", "3000600001123456789018", "300060000112345678901890", "30006000011234567890188",
                                         "30006000011234567890B89", "3000600001123456789018é", "\xFF"}) {
        CAPTURE(typed);
        check_unreadable(read_rib(typed));
    }
}
