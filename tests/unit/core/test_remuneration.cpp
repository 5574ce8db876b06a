// Legal minimum pay: the vectors A to E, the computed minima and the published figures of the domain facts, 1.5 and 1.7.
#include "core/remuneration.hpp"

#include <vector>

#include "unit/core/support.hpp"

using namespace guichet;
using test::day;
using test::Generator;

namespace {

std::vector<DatedAmount> const smic{
    {day(2024, 1, 1), 176'692}, {day(2024, 11, 1), 180'180}, {day(2026, 1, 1), 182'303}, {day(2026, 6, 1), 186'702}};

struct Expected {
    std::string_view order;
    Date from;
    Date to;
    std::int32_t rate;
};

struct Case {
    std::string_view name;
    Date birth;
    Date start;
    Date end;
    std::int64_t at_start;
    std::vector<Expected> periods;
};

std::vector<Case> const cases{
    {"A",
     day(2009, 3, 15),
     day(2026, 9, 1),
     day(2028, 8, 31),
     50'410,
     {{"1.1", day(2026, 9, 1), day(2027, 3, 31), 2700},
      {"1.2", day(2027, 4, 1), day(2027, 8, 31), 4300},
      {"2.1", day(2027, 9, 1), day(2028, 8, 31), 5100}}},
    {"B",
     day(2005, 11, 20),
     day(2026, 9, 1),
     day(2028, 8, 31),
     80'282,
     {{"1.1", day(2026, 9, 1), day(2026, 11, 30), 4300},
      {"1.2", day(2026, 12, 1), day(2027, 8, 31), 5300},
      {"2.1", day(2027, 9, 1), day(2028, 8, 31), 6100}}},
    {"C", day(2000, 6, 5), day(2026, 9, 7), day(2027, 8, 31), 186'702, {{"1.1", day(2026, 9, 7), day(2027, 8, 31), 10000}}},
    {"D",
     day(2008, 8, 10),
     day(2025, 8, 25),
     day(2027, 7, 31),
     48'649,
     {{"1.1", day(2025, 8, 25), day(2026, 8, 24), 2700},
      {"2.1", day(2026, 8, 25), day(2026, 8, 31), 3900},
      {"2.2", day(2026, 9, 1), day(2027, 7, 31), 5100}}},
    {"E",
     day(2010, 10, 1),
     day(2026, 9, 1),
     day(2029, 8, 31),
     50'410,
     {{"1.1", day(2026, 9, 1), day(2027, 8, 31), 2700},
      {"2.1", day(2027, 9, 1), day(2028, 8, 31), 3900},
      {"3.1", day(2028, 9, 1), day(2028, 10, 31), 5500},
      {"3.2", day(2028, 11, 1), day(2029, 8, 31), 6700}}},
};

ApprentissagePay pay_of(Date birth, Date start, Date end) {
    ApprentissagePay pay;
    pay.birth = birth;
    pay.start = start;
    pay.end = end;
    pay.smic = smic;
    return pay;
}

}  // namespace

TEST_CASE("apprentissage_periods gives the cases A to E of the domain facts") {
    for (Case const& each : cases) {
        CAPTURE(each.name);
        auto const periods = apprentissage_periods(pay_of(each.birth, each.start, each.end));
        REQUIRE(periods.size() == each.periods.size());
        for (std::size_t i = 0; i < periods.size(); ++i) {
            CHECK(order_of(periods[i]) == each.periods[i].order);
            CHECK(periods[i].from == each.periods[i].from);
            CHECK(periods[i].to == each.periods[i].to);
            CHECK(periods[i].rate == each.periods[i].rate);
            CHECK(periods[i].base == PayBase::smic);
        }
        CHECK(periods.front().amount == each.at_start);
    }
}

TEST_CASE("apprentissage_periods tells the reason of each line") {
    auto const a = apprentissage_periods(pay_of(cases[0].birth, cases[0].start, cases[0].end));
    CHECK(a[0].reason == "27\u202f% du SMIC, soit 504,10\u202f€, car 1re année, moins de 18 ans");
    CHECK(a[1].reason == "43\u202f% du SMIC, soit 802,82\u202f€, car 18 ans le 15/03/2027, comptés dès le 1er du mois suivant");
    CHECK(a[2].reason == "51\u202f% du SMIC, soit 952,19\u202f€, car 2e année, de 18 à 20 ans");
    auto pay = pay_of(cases[1].birth, cases[1].start, cases[1].end);
    pay.smic = {};
    pay.extra_points = 1500;
    auto const b = apprentissage_periods(pay);
    CHECK(b[0].reason == "58\u202f% du SMIC, car 1re année, de 18 à 20 ans, majoration comprise");
    CHECK_FALSE(b[0].amount.has_value());
}

TEST_CASE("the amount of a period is that of the SMIC known on its first day") {
    auto const d = apprentissage_periods(pay_of(cases[3].birth, cases[3].start, cases[3].end));
    CHECK(d[0].amount == 48'649);  // 27 % of 1 801,80
    CHECK(d[1].amount == 72'814);  // 39 % of 1 867,02
    CHECK(amount_on(smic, day(2026, 5, 31)) == 182'303);
    CHECK(amount_on(smic, day(2026, 6, 1)) == 186'702);
    CHECK(amount_on(smic, day(2099, 1, 1)) == 186'702);
    CHECK_FALSE(amount_on(smic, day(2023, 12, 31)).has_value());
    CHECK_FALSE(amount_on({}, day(2026, 1, 1)).has_value());
}

TEST_CASE("percent_ceil and percent_nearest give the minima of the domain facts") {
    struct Row {
        std::int64_t rate;
        std::int64_t ceil;
        std::int64_t nearest;
    };
    for (auto const& [rate, ceil, nearest] : {Row{2700, 50'410, 50'410},
                                              {3900, 72'814, 72'814},
                                              {4300, 80'282, 80'282},
                                              {5100, 95'219, 95'218},
                                              {5300, 98'953, 98'952},
                                              {5500, 102'687, 102'686},
                                              {6100, 113'889, 113'888},
                                              {6700, 125'091, 125'090},
                                              {7800, 145'628, 145'628},
                                              {10000, 186'702, 186'702}}) {
        CAPTURE(rate);
        CHECK(percent_ceil(rate, 186'702) == ceil);
        CHECK(percent_nearest(rate, 186'702) == nearest);
    }
    // Published at 1 823,03, to the nearest cent: the three years.
    std::array<std::array<std::int64_t, 3>, 3> const published{
        {{49'222, 78'390, 96'621}, {71'098, 92'975, 111'205}, {100'267, 122'143, 142'196}}};
    for (std::size_t year = 0; year < 3; ++year) {
        for (std::size_t bracket = 0; bracket < 3; ++bracket) {
            CHECK(percent_nearest(apprentissage_grid[year][bracket], 182'303) == published[year][bracket]);
        }
    }
    // The contrat de professionnalisation, rounded up.
    CHECK(percent_ceil(6500, 186'702) == 121'357);
    CHECK(percent_ceil(7000, 186'702) == 130'692);
    CHECK(percent_ceil(8000, 186'702) == 149'362);
}

TEST_CASE("percent_ceil is exact, at least the nearest, and a cent more at most") {
    Generator generator{101};
    for (int i = 0; i < 20'000; ++i) {
        std::int64_t const rate = generator.between(0, 20'000);
        std::int64_t const cents = generator.between(0, 10'000'000'000'000);
        auto const up = percent_ceil(rate, cents);
        auto const nearest = percent_nearest(rate, cents);
        REQUIRE(up.has_value());
        REQUIRE(nearest.has_value());
        REQUIRE(*up * 10'000 >= rate * cents);
        REQUIRE((*up - 1) * 10'000 < rate * cents);
        REQUIRE((*up == *nearest || *up == *nearest + 1));
    }
    for (auto const& [rate, cents] :
         {std::pair<std::int64_t, std::int64_t>{-1, 100}, {100'001, 100}, {100, -1}, {100, 10'000'000'000'001}, {INT64_MAX, INT64_MAX}}) {
        CHECK_FALSE(percent_ceil(rate, cents).has_value());
        CHECK_FALSE(percent_nearest(rate, cents).has_value());
    }
}

TEST_CASE("from 21 on the better of SMIC and SMC counts, below 21 always the SMIC") {
    auto pay = pay_of(day(2005, 11, 20), day(2026, 9, 1), day(2028, 8, 31));
    pay.smc = 200'000;
    auto const periods = apprentissage_periods(pay);
    REQUIRE(periods.size() == 3);
    CHECK(periods[0].base == PayBase::smic);
    CHECK(periods[0].amount == 80'282);
    CHECK(periods[1].base == PayBase::smc);
    CHECK(periods[1].amount == 106'000);
    CHECK(periods[1].reason == "53\u202f% du SMC, soit 1\u202f060,00\u202f€, car 21 ans le 20/11/2026, comptés dès le 1er du mois suivant");
    CHECK(periods[2].amount == 122'000);
    pay.smc = 180'000;
    for (PayPeriod const& period : apprentissage_periods(pay)) CHECK(period.base == PayBase::smic);
}

TEST_CASE("a year that counts as the second, points and the minima of a branch raise the rates") {
    auto pay = pay_of(day(2004, 2, 10), day(2026, 9, 1), day(2027, 8, 31));
    pay.first_year = 2;  // a licence professionnelle in one year
    auto periods = apprentissage_periods(pay);
    REQUIRE(periods.size() == 1);
    CHECK(order_of(periods[0]) == "1.1");
    CHECK(periods[0].rate == 6100);
    pay.extra_points = 1500;
    CHECK(apprentissage_periods(pay)[0].rate == 7600);
    PayGrid const branch{{{3000, 5000, 6000, 10000}, {4000, 6000, 8000, 10000}, {6000, 7000, 9000, 10500}}};
    pay.branch = &branch;
    CHECK(apprentissage_periods(pay)[0].rate == 8000);
    pay = pay_of(day(1995, 2, 10), day(2026, 9, 1), day(2027, 8, 31));
    pay.extra_points = 1500;
    CHECK(apprentissage_periods(pay)[0].rate == 10000);  // points never lift above 100 %
    CHECK(apprentissage_rate(day(2009, 3, 15), day(2026, 9, 1), day(2029, 9, 1), 1500) == 8200);
}

TEST_CASE("the fourth year has the rates of the third") {
    auto const periods = apprentissage_periods(pay_of(day(2008, 1, 5), day(2026, 9, 1), day(2030, 8, 31)));
    CHECK(order_of(periods.back()) == "4.1");
    CHECK(periods.back().rate == 7800);
}

TEST_CASE("who starts or is born on a 29 February") {
    // Date to date: the second year begins on 01/03.
    auto const periods = apprentissage_periods(pay_of(day(2003, 5, 5), day(2028, 2, 29), day(2029, 2, 28)));
    REQUIRE(periods.size() == 1);
    CHECK(periods[0].to == day(2029, 2, 28));
    // The month after February begins on 01/03.
    CHECK(apprentissage_rate(day(2008, 2, 29), day(2025, 9, 1), day(2026, 2, 28)) == 2700);
    CHECK(apprentissage_rate(day(2008, 2, 29), day(2025, 9, 1), day(2026, 3, 1)) == 4300);
}

TEST_CASE("the bracket at the start is the real age, the day of the birthday included") {
    CHECK(apprentissage_rate(day(2008, 9, 1), day(2026, 9, 1), day(2026, 9, 1)) == 4300);
    CHECK(apprentissage_rate(day(2008, 9, 2), day(2026, 9, 1), day(2026, 9, 30)) == 2700);
    CHECK(apprentissage_rate(day(2008, 9, 2), day(2026, 9, 1), day(2026, 10, 1)) == 4300);
    CHECK(apprentissage_rate(day(2008, 10, 1), day(2026, 9, 1), day(2026, 10, 31)) == 2700);  // born on a 1st
    CHECK(apprentissage_rate(day(2008, 10, 1), day(2026, 9, 1), day(2026, 11, 1)) == 4300);
    CHECK_FALSE(apprentissage_rate(day(2008, 9, 2), day(2026, 9, 1), day(2026, 8, 31)).has_value());
    CHECK_FALSE(apprentissage_rate(day(2027, 9, 2), day(2026, 9, 1), day(2026, 9, 1)).has_value());
}

TEST_CASE("periods are contiguous, cover the contract, two a year at most, and never go down") {
    Generator generator{102};
    for (int i = 0; i < 20'000; ++i) {
        Date const start = add_days(day(2019, 1, 1), static_cast<int>(generator.between(0, 7'000)));
        Date const birth = add_days(start, -static_cast<int>(generator.between(15 * 365, 35 * 366)));
        Date const end = add_days(start, static_cast<int>(generator.between(0, 4 * 366)));
        auto pay = pay_of(birth, start, end);
        if (i % 3 == 0) pay.smc = generator.between(150'000, 250'000);
        if (i % 5 == 0) pay.extra_points = 1500;
        auto const periods = apprentissage_periods(pay);
        REQUIRE_FALSE(periods.empty());
        REQUIRE(periods.front().from == start);
        REQUIRE(periods.back().to == end);
        for (std::size_t at = 0; at < periods.size(); ++at) {
            PayPeriod const& period = periods[at];
            REQUIRE(period.from <= period.to);
            REQUIRE(period.part <= 2);
            REQUIRE(period.year == age_on(start, period.from) + 1);
            REQUIRE(period.year == age_on(start, period.to) + 1);
            for (Date const each : {period.from, period.to})
                REQUIRE(apprentissage_rate(birth, start, each, pay.extra_points) == period.rate);
            REQUIRE(period.amount.has_value() == (period.from >= smic.front().from));
            REQUIRE(is_valid_utf8(period.reason));
            if (at == 0) continue;
            PayPeriod const& before = periods[at - 1];
            REQUIRE(period.from == add_days(before.to, 1));
            REQUIRE(period.rate >= before.rate);
            REQUIRE((period.year == before.year ? period.part == before.part + 1 : period.year == before.year + 1 && period.part == 1));
            if (period.year == before.year) REQUIRE(civil_from_date(period.from).day == 1);
        }
    }
}

TEST_CASE("dates that are not in order, or mistyped, give no period") {
    CHECK(apprentissage_periods(pay_of(day(2009, 3, 15), day(2026, 9, 1), day(2026, 8, 31))).empty());
    CHECK(apprentissage_periods(pay_of(day(2027, 3, 15), day(2026, 9, 1), day(2027, 8, 31))).empty());
    CHECK(apprentissage_periods(pay_of(day(2009, 3, 15), day(2026, 9, 1), day(9999, 12, 31))).empty());
    CHECK(apprentissage_periods(pay_of(day(1, 1, 1), day(9998, 9, 1), day(9999, 12, 31))).empty());
    CHECK(apprentissage_periods(pay_of(day(1, 1, 1), day(1, 1, 1), day(1, 1, 1))).size() == 1);
    ProfessionnalisationPay pay;
    pay.start = day(2026, 9, 1);
    pay.end = day(2026, 8, 31);
    CHECK(professionnalisation_periods(pay).empty());
}

TEST_CASE("professionnalisation: 55 or 65, 70 or 80 from the month after 21, and 100 %") {
    struct Row {
        Date birth;
        bool bac;
        std::int32_t at_start;
        std::int64_t amount;
        std::size_t periods;
    };
    for (Row const& row : {Row{day(2008, 3, 15), false, 5500, 102'687, 1}, Row{day(2008, 3, 15), true, 6500, 121'357, 1},
                           Row{day(2003, 3, 15), false, 7000, 130'692, 1}, Row{day(2003, 3, 15), true, 8000, 149'362, 1},
                           Row{day(2000, 9, 1), false, 10000, 186'702, 1}, Row{day(2005, 12, 1), true, 6500, 121'357, 2},
                           Row{day(2000, 9, 2), true, 8000, 149'362, 1}}) {
        ProfessionnalisationPay pay{row.birth, day(2026, 9, 1), day(2027, 8, 31), row.bac, std::nullopt, smic};
        auto const periods = professionnalisation_periods(pay);
        REQUIRE(periods.size() == row.periods);
        CHECK(periods[0].rate == row.at_start);
        CHECK(periods[0].amount == row.amount);
        CHECK(periods[0].from == pay.start);
        CHECK(periods.back().to == pay.end);
        CHECK(professionnalisation_rate(row.birth, pay.start, pay.start, row.bac) == row.at_start);
    }
    ProfessionnalisationPay const turning{day(2005, 12, 1), day(2026, 9, 1), day(2027, 8, 31), true, std::nullopt, smic};
    auto const periods = professionnalisation_periods(turning);
    CHECK(periods[1].from == day(2027, 1, 1));  // born on a 1st
    CHECK(order_of(periods[1]) == "1.2");
    CHECK(periods[1].rate == 8000);
    CHECK(periods[1].reason ==
          "80\u202f% du SMIC, soit 1\u202f493,62\u202f€, car 21 ans le 01/12/2026, comptés dès le 1er du mois suivant");
    CHECK(periods[0].reason == "65\u202f% du SMIC, soit 1\u202f213,57\u202f€, car moins de 21 ans");
    // 26 on the way changes nothing.
    CHECK(professionnalisation_rate(day(2000, 10, 5), day(2026, 9, 1), day(2027, 8, 31), false) == 7000);
    CHECK_FALSE(professionnalisation_rate(day(2000, 10, 5), day(2026, 9, 1), day(2026, 8, 31), false).has_value());
}

TEST_CASE("professionnalisation from 26 on: 85 % of the SMC where that is more than the SMIC") {
    ProfessionnalisationPay pay{day(1990, 1, 1), day(2026, 9, 1), day(2027, 8, 31), false, 250'000, smic};
    CHECK(professionnalisation_periods(pay)[0].amount == 212'500);
    CHECK(professionnalisation_periods(pay)[0].reason == "85\u202f% du SMC, soit 2\u202f125,00\u202f€, car 26 ans et plus");
    pay.smc = 210'000;
    CHECK(professionnalisation_periods(pay)[0].amount == 186'702);
    CHECK(professionnalisation_periods(pay)[0].base == PayBase::smic);
    pay.birth = day(2004, 1, 1);
    pay.smc = 900'000;
    CHECK(professionnalisation_periods(pay)[0].amount == 130'692);
}

TEST_CASE("a branch's minima are twelve percents in one text, counted where they are higher, and said") {
    auto const grid = read_pay_grid("30 45 55 100 40 55 65 100 60,5 70 80 100");
    REQUIRE(grid);
    CHECK((*grid)[0][1] == 4500);
    CHECK((*grid)[2][0] == 6050);
    for (std::string_view const text : {"", "30 45", "30 45 55 100 40 55 65 100 60 70 80 101", "30 45 55 100 40 55 65 100 60 70 80 x",
                                        "30 45 55 100 40 55 65 100 60 70 80 100 100", "-1 45 55 100 40 55 65 100 60 70 80 100"}) {
        CAPTURE(text);
        CHECK_FALSE(read_pay_grid(text));
    }
    Date const birth = day(2008, 4, 15);
    Date const start = day(2026, 9, 1);
    CHECK(apprentissage_rate(birth, start, start) == 4300);
    CHECK(apprentissage_rate(birth, start, start, 0, &*grid) == 4500);
    ApprentissagePay pay{.birth = birth, .start = start, .end = day(2027, 8, 31)};
    pay.branch = &*grid;
    auto const periods = apprentissage_periods(pay);
    REQUIRE(periods.size() == 1);
    CHECK(periods[0].rate == 4500);
    CHECK(periods[0].reason.ends_with(", minimum de la branche"));
}
