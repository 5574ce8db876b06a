// NIR: vectors of the domain facts, 4.2.
#include <doctest/doctest.h>

#include "core/identifiers.hpp"
#include "unit/core/support.hpp"

using namespace guichet;
using test::check_certain;
using test::check_unreadable;
using test::Generator;

namespace {

struct Row {
    std::string nir;
    int key;
};

std::array<Row, 10> const vectors{{{"2550814168025", 38},
                                   {"2690549588157", 80},
                                   {"1010101001001", 53},
                                   {"1850578006084", 91},
                                   {"1840776451089", 63},
                                   {"185062A012345", 95},
                                   {"185062B012345", 25},
                                   {"1700375123456", 97},
                                   {"2020403001001", 45},
                                   {"2990799123456", 79}}};

std::string two(int number) { return (number < 10 ? "0" : "") + std::to_string(number); }

/// The other wording of the rule: the letter is a 0, and a million or two are taken away.
int key_by_subtraction(std::string nir) {
    std::int64_t less = 0;
    if (nir[6] == 'A') less = 1'000'000;
    if (nir[6] == 'B') less = 2'000'000;
    if (less != 0) nir[6] = '0';
    return static_cast<int>(97 - (std::stoll(nir) - less) % 97);
}

std::string random_nir(Generator& generator) {
    constexpr std::array<std::string_view, 6> firsts{"1", "2", "3", "4", "7", "8"};
    constexpr std::array<std::string_view, 8> places{"2A", "2B", "01", "95", "97", "98", "99", "20"};
    return std::string{generator.pick(firsts)} + generator.digits(2) + two(static_cast<int>(generator.between(1, 12))) +
           std::string{generator.pick(places)} + generator.digits(6);
}

}  // namespace

TEST_CASE("nir_key gives the keys of the domain facts") {
    for (auto const& [nir, key] : vectors) {
        CAPTURE(nir);
        CHECK(nir_key(nir) == key);
        CHECK(nir_key(nir + "00") == key);
    }
    for (std::string_view const text : {"", "255081416802", "0550814168025", "255A814168025", "2551314168025", "255082C168025"}) {
        CAPTURE(text);
        CHECK_FALSE(nir_key(text).has_value());
    }
}

TEST_CASE("nir_key counts 2A as 19 and 2B as 18, which is the same as taking millions away") {
    Generator generator{61};
    for (int i = 0; i < 5000; ++i) {
        std::string const nir = random_nir(generator);
        auto const key = nir_key(nir);
        REQUIRE(key.has_value());
        REQUIRE(*key == key_by_subtraction(nir));
        REQUIRE(*key >= 1);
        REQUIRE(*key <= 97);
    }
}

TEST_CASE("read_nir takes 13 characters, or 15 with the right key only") {
    for (auto const& [nir, key] : vectors) {
        CAPTURE(nir);
        check_certain(read_nir(nir), nir);
        for (int other = 0; other <= 99; ++other) {
            if (other == key) {
                check_certain(read_nir(nir + two(other)), nir + two(other));
            } else {
                REQUIRE_FALSE(read_nir(nir + two(other)).value.has_value());
            }
        }
    }
    check_certain(read_nir("1 85 05 78 006 084 91"), std::string{"185057800608491"});
    check_certain(read_nir("1\u00a085.06-2a\u202f012 345"), std::string{"185062A012345"});
}

TEST_CASE("read_nir takes provisional numbers and special months") {
    for (std::string const nir : {"3850578006084", "4850578006084", "7850578006084", "8850578006084", "1852078006084", "1853078006084",
                                  "1854278006084", "1855078006084", "1859978006084", "1850596006084", "1850599351084", "1850520006084"}) {
        CAPTURE(nir);
        check_certain(read_nir(nir), nir);
    }
}

TEST_CASE("read_nir says what to do") {
    CHECK(read_nir("18505780060").problem ==
          "Le numéro de sécurité sociale doit comporter 13 caractères (15 avec la clé)\u00a0: il en manque 2.");
    CHECK(read_nir("18505780060849").problem ==
          "Le numéro de sécurité sociale comporte 13 caractères, et 15 avec la clé\u00a0: il en manque 1.");
    CHECK(read_nir("1850578006084911").problem ==
          "Le numéro de sécurité sociale comporte 15 caractères au plus\u00a0: il y en a 1 de trop.");
    CHECK(read_nir("185057800608492").problem ==
          "La clé (les 2 derniers chiffres) ne correspond pas au numéro de sécurité sociale\u00a0: vérifiez chaque chiffre.");
    for (std::string_view const typed : {"",
                                         " ",
                                         "5850578006084",
                                         "0850578006084",
                                         "9850578006084",
                                         "6850578006084",
                                         "1850078006084",
                                         "1851378006084",
                                         "1851978006084",
                                         "1852178006084",
                                         "1852978006084",
                                         "1854378006084",
                                         "1854978006084",
                                         "1850500006084",
                                         "185052C006084",
                                         "18505A8006084",
                                         "185057800608A",
                                         "1850578006084AB",
                                         "1850578006084é",
                                         "\xFF",
                                         "1850578006\xFF\xFF\xFF"}) {
        CAPTURE(typed);
        check_unreadable(read_nir(typed));
    }
    check_unreadable(read_nir(std::string(100'000, '1')));
}

TEST_CASE("read_nir takes the months that INSEE uses, and no other") {
    for (int month = 0; month <= 99; ++month) {
        bool const used = (month >= 1 && month <= 12) || month == 20 || (month >= 30 && month <= 42) || month >= 50;
        CAPTURE(month);
        CHECK(read_nir("185" + two(month) + "78006084").value.has_value() == used);
    }
}

TEST_CASE("read_nir tells where two neighbours may be exchanged, and never the number itself") {
    auto const read = read_nir("185057800604891");
    CHECK(read.problem ==
          "La clé (les 2 derniers chiffres) ne correspond pas au numéro de sécurité sociale\u00a0: les 12e et 13e caractères sont "
          "peut-être inversés.");
    check_unreadable(read);
    Generator generator{65};
    for (int i = 0; i < 500; ++i) {
        std::string const nir = random_nir(generator);
        std::string typed = nir + two(*nir_key(nir));
        std::size_t const at = generator.below(14);
        std::swap(typed[at], typed[at + 1]);
        auto const swapped = read_nir(typed);
        test::check_one_outcome(swapped);
        REQUIRE_FALSE(swapped.proposal.has_value());
        REQUIRE_FALSE(swapped.problem.contains(nir.substr(0, 5)));
    }
}

TEST_CASE("nir_agrees_place compares the place with the département of birth") {
    struct Row {
        std::string_view place;  ///< after 1 85 05
        std::string_view department;
        bool agrees;
    };
    for (Row const& row : {Row{"78006084", "078", true},
                           {"78006084", "077", false},
                           {"99351084", "099", true},
                           {"99351084", "078", false},
                           {"78006084", "099", false},
                           {"2A012345", "02A", true},
                           {"2A012345", "02B", false},
                           {"20012345", "02A", false},
                           {"97412345", "974", true},
                           {"97412345", "971", false},
                           {"97112345", "978", true},
                           {"98512345", "976", true},
                           {"96123456", "099", true},
                           {"92123456", "099", false},
                           {"75123456", "092", false}}) {
        CAPTURE(row.place);
        CAPTURE(row.department);
        CHECK(nir_agrees_place("18505" + std::string{row.place}, row.department) == row.agrees);
    }
    // Births of 1926 to 1975, as INSEE numbered places then.
    CHECK(nir_agrees_place("1700520123456", "02A"));
    CHECK(nir_agrees_place("1750520123456", "02B"));
    CHECK_FALSE(nir_agrees_place("1760520123456", "02B"));
    CHECK_FALSE(nir_agrees_place("1050520123456", "02B"));
    CHECK(nir_agrees_place("1610575123456", "092"));
    CHECK(nir_agrees_place("1610578123456", "095"));
    CHECK_FALSE(nir_agrees_place("1610578123456", "077"));
    CHECK(nir_agrees_place("1610592123456", "099"));
    // What says nothing agrees.
    CHECK(nir_agrees_place("7850578006084", "077"));
    CHECK(nir_agrees_place("", "077"));
    CHECK(nir_agrees_place("1850578006084", ""));
    CHECK(nir_agrees_place("185057800608491", "078"));
}

TEST_CASE("read_nir finds every wrong digit of a number with its key") {
    Generator generator{62};
    for (int i = 0; i < 300; ++i) {
        std::string const nir = random_nir(generator);
        std::string const whole = nir + two(*nir_key(nir));
        REQUIRE(read_nir(whole).value == whole);
        for (std::size_t at = 0; at < whole.size(); ++at) {
            if (whole[at] == 'A' || whole[at] == 'B') continue;
            for (char wrong = '0'; wrong <= '9'; ++wrong) {
                std::string typed = whole;
                typed[at] = wrong;
                REQUIRE(read_nir(typed).value.has_value() == (typed == whole));
            }
        }
    }
}

TEST_CASE("show_nir groups the characters and reads back as itself") {
    CHECK(show_nir("185057800608491") == "1 85 05 78 006 084 91");
    CHECK(show_nir("1850578006084") == "1 85 05 78 006 084");
    CHECK(show_nir("185062A012345") == "1 85 06 2A 012 345");
    CHECK(show_nir("123") == "123");
    Generator generator{63};
    for (int i = 0; i < 2000; ++i) {
        std::string const nir = random_nir(generator);
        std::string const whole = i % 2 == 0 ? nir : nir + two(*nir_key(nir));
        REQUIRE(read_nir(show_nir(whole)).value == whole);
    }
}

TEST_CASE("mask_nir shows the first digit of a NIR and nothing of anything else") {
    CHECK(mask_nir("185057800608491") == "1 •• •• •• ••• ••• ••");
    CHECK(mask_nir("1850578006084") == "1 •• •• •• ••• •••");
    CHECK(mask_nir("") == "");
    CHECK(mask_nir("18505") == "•••••");
    CHECK(mask_nir("é\xFF") == "••");
    CHECK(mask_nir("1 85 05 78 006 0") == "••••••••••••••••");
    Generator generator{64};
    for (int i = 0; i < 1000; ++i) {
        std::string const masked = mask_nir(random_nir(generator));
        REQUIRE(masked.find_first_of("0123456789AB", 1) == std::string::npos);
    }
}

TEST_CASE("nir_facts tells sex, year, month and department") {
    auto const facts = nir_facts("185057800608491");
    REQUIRE(facts.has_value());
    CHECK(facts->sex == 'M');
    CHECK(facts->year_of_century == 85);
    CHECK(facts->month == 5);
    CHECK(facts->department == "78");
    CHECK_FALSE(facts->provisional);

    CHECK(nir_facts("2550814168025")->sex == 'F');
    CHECK(nir_facts("185062A012345")->department == "2A");
    CHECK(nir_facts("1850697412345")->department == "974");
    CHECK(nir_facts("1850698812345")->department == "988");
    CHECK(nir_facts("2990799123456")->department == "99");
    CHECK(nir_facts("2020403001001")->department == "03");
}

TEST_CASE("nir_facts says less for special months and provisional numbers") {
    for (std::string_view const month : {"20", "30", "42", "50", "99"}) {
        auto const facts = nir_facts("185" + std::string{month} + "78006084");
        REQUIRE(facts.has_value());
        CHECK(facts->month == 0);
        CHECK(facts->year_of_century == 85);
    }
    for (std::string_view const lead : {"3", "4", "7", "8"}) {
        auto const facts = nir_facts(std::string{lead} + "850578006084");
        REQUIRE(facts.has_value());
        CHECK(facts->provisional);
        CHECK(facts->sex == 0);
        CHECK(facts->month == 5);
    }
    for (std::string_view const text : {"", "185", "5850578006084", "1 85 05 78 006 084", "18505780060849"})
        CHECK_FALSE(nir_facts(text).has_value());
}
