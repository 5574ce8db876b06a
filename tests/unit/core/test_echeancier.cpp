// Instalments of the CFA: the vectors of the domain facts, section 3, and what must hold of any contract.
#include "core/echeancier.hpp"

#include <vector>

#include "unit/core/support.hpp"

using namespace guichet;
using test::day;
using test::Generator;

namespace {

FundingTerms terms_of(Date conclusion, Date start, Date end, std::int64_t npec = 800'000) {
    FundingTerms terms;
    terms.conclusion = conclusion;
    terms.start = start;
    terms.end = end;
    terms.npec = npec;
    terms.level = 5;
    return terms;
}

/// 01/09/2026–31/08/2027: 365 days under the rule of 2025.
FundingTerms one_year() { return terms_of(day(2026, 6, 1), day(2026, 9, 1), day(2027, 8, 31)); }

std::vector<std::int64_t> amounts_of(std::vector<Instalment> const& lines, FundingLine line = FundingLine::instalment) {
    std::vector<std::int64_t> amounts;
    for (Instalment const& each : lines) {
        if (each.line == line) amounts.push_back(each.amount);
    }
    return amounts;
}

std::int64_t sum_of(std::vector<std::int64_t> const& amounts) {
    std::int64_t sum = 0;
    for (std::int64_t const amount : amounts) sum += amount;
    return sum;
}

using Amounts = std::vector<std::int64_t>;

}  // namespace

TEST_CASE("funding_regime goes by the date of conclusion") {
    CHECK(funding_regime(day(2019, 8, 31)) == FundingRegime::stock);
    CHECK(funding_regime(day(2019, 9, 1)) == FundingRegime::option_2019);
    CHECK(funding_regime(day(2019, 12, 31)) == FundingRegime::option_2019);
    CHECK(funding_regime(day(2020, 1, 1)) == FundingRegime::rule_2020);
    CHECK(funding_regime(day(2021, 12, 31)) == FundingRegime::rule_2020);
    CHECK(funding_regime(day(2022, 1, 1)) == FundingRegime::interim);
    CHECK(funding_regime(day(2022, 6, 30), day(2022, 7, 1)) == FundingRegime::rule_2020);
    CHECK(funding_regime(day(2025, 6, 30)) == FundingRegime::interim);
    CHECK(funding_regime(day(2025, 7, 1)) == FundingRegime::rule_2025);
    CHECK(default_interim_from == day(2022, 1, 1));
}

TEST_CASE("split_by_percents gives the last part the remainder") {
    constexpr std::array<int, 4> percents{40, 30, 20, 10};
    auto const split = [&](std::int64_t amount) {
        Amounts parts(4);
        split_by_percents(amount, percents, parts);
        return parts;
    };
    CHECK(split(810'959) == Amounts{324'384, 243'288, 162'192, 81'095});
    CHECK(split(800'000) == Amounts{320'000, 240'000, 160'000, 80'000});
    CHECK(split(0) == Amounts{0, 0, 0, 0});
    for (std::int64_t amount = 0; amount < 1000; ++amount) CHECK(sum_of(split(amount)) == amount);
}

TEST_CASE("2025: a year of 365 days is paid 40, 30, 20 and 10 %") {
    auto const lines = echeancier_apprentissage(one_year());
    CHECK(amounts_of(lines) == Amounts{320'000, 240'000, 160'000, 80'000});
    REQUIRE(lines.size() == 4);
    CHECK(lines[0].opens == day(2026, 9, 1));
    CHECK(lines[1].opens == day(2027, 3, 1));
    CHECK(lines[2].opens == day(2027, 6, 1));
    CHECK(lines[3].opens == day(2027, 9, 1));
    CHECK(lines[0].label == "1er acompte");
    CHECK(lines[1].label == "2e acompte");
    CHECK(lines[3].label == "Solde");
    CHECK(lines[0].days == 365);
    CHECK(lines[0].to == day(2027, 8, 31));
    CHECK(lines[0].detail == "40\u202f% de 365 jours × 8\u202f000,00\u202f€ / 365");
}

TEST_CASE("2025: 370 days are 8 109,59 €, a year and five days") {
    auto terms = one_year();
    terms.end = day(2027, 9, 5);
    auto const lines = echeancier_apprentissage(terms);
    CHECK(sum_of(amounts_of(lines)) == 810'959);
    // The last 10 % of the first year come with the first 40 % of the second.
    CHECK(amounts_of(lines) == Amounts{320'000, 240'000, 160'000, 80'000 + 4'384, 6'575});
    CHECK(lines[3].opens == day(2027, 9, 1));
    CHECK(lines[3].days == 5);
    CHECK(lines[4].opens == day(2027, 9, 6));
    CHECK(lines[4].label == "Solde");
}

TEST_CASE("2025: a year with a 29 February is 8 000,00 € by its own days, 8 021,92 € by 365") {
    auto terms = terms_of(day(2026, 6, 1), day(2026, 9, 1), day(2028, 8, 31));
    auto const by_365 = echeancier_apprentissage(terms);
    CHECK(amounts_of(by_365).size() == 7);
    CHECK(sum_of(amounts_of(by_365)) == 800'000 + 802'192);
    terms.divisor = 0;
    auto const by_real_days = echeancier_apprentissage(terms);
    CHECK(sum_of(amounts_of(by_real_days)) == 1'600'000);
    CHECK(by_real_days[6].detail.contains("366 jours × 8\u202f000,00\u202f€ / 366"));
    CHECK(by_365[6].detail.contains("366 jours × 8\u202f000,00\u202f€ / 365"));
}

TEST_CASE("2025: level 6 and more takes 750 € off the first instalment") {
    auto terms = one_year();
    terms.level = 6;
    CHECK(amounts_of(echeancier_apprentissage(terms)) == Amounts{245'000, 240'000, 160'000, 80'000});
    CHECK(echeancier_apprentissage(terms)[0].detail ==
          "40\u202f% de 365 jours × 8\u202f000,00\u202f€ / 365, moins 750,00\u202f€ de participation de l’employeur");
    terms.other_employer = true;
    CHECK(employer_part(terms) == 20'000);
    CHECK(amounts_of(echeancier_apprentissage(terms))[0] == 300'000);
    terms.other_employer = false;
    terms.level = 5;
    CHECK(employer_part(terms) == 0);
    terms.level = 7;
    terms.conclusion = day(2025, 6, 30);
    CHECK(employer_part(terms) == 0);  // concluded before the rule
    // A first instalment that cannot bear it leaves the rest to the next ones.
    auto small = one_year();
    small.level = 6;
    small.npec = 100'000;
    CHECK(amounts_of(echeancier_apprentissage(small)) == Amounts{0, 0, 15'000, 10'000});
}

TEST_CASE("2025: broken within 45 days, the employer pays half of what is due, 750 € at most") {
    auto terms = one_year();
    terms.level = 6;
    terms.rupture = day(2026, 9, 30);  // 30 days: 657,53 €
    CHECK(employer_part(terms) == 32'877);
    terms.rupture = day(2026, 10, 15);  // 45 days: 986,30 €
    CHECK(employer_part(terms) == 49'315);
    terms.rupture = day(2026, 10, 16);
    CHECK(employer_part(terms) == 75'000);
    terms.npec = 2'000'000;
    terms.rupture = day(2026, 10, 15);
    CHECK(employer_part(terms) == 75'000);
    terms.rupture = day(2026, 9, 30);
    auto const lines = echeancier_apprentissage(terms);
    CHECK(sum_of(amounts_of(lines)) == 164'384 - 75'000);
}

TEST_CASE("2025: after a rupture only the days done are due, and what was paid in advance is settled") {
    auto terms = one_year();
    terms.rupture = day(2026, 10, 30);  // 60 days
    auto const lines = echeancier_apprentissage(terms);
    CHECK(amounts_of(lines) == Amounts{320'000, 131'507 - 320'000});
    CHECK(lines[1].opens == day(2026, 10, 31));
    CHECK(lines[1].detail == "1\u202f315,07\u202f€ dus au jour de la rupture, moins 3\u202f200,00\u202f€\u00a0: avoir à établir");
    CHECK(lines[1].days == 60);
    terms.rupture = day(2027, 7, 31);
    CHECK(amounts_of(echeancier_apprentissage(terms)) == Amounts{320'000, 240'000, 160'000, 732'055 - 720'000});
    terms.rupture = day(2027, 8, 31);  // the end of the contract is no rupture
    CHECK(amounts_of(echeancier_apprentissage(terms)) == Amounts{320'000, 240'000, 160'000, 80'000});
    terms.rupture = day(2026, 8, 31);
    CHECK(echeancier_apprentissage(terms).empty());
}

TEST_CASE("2025: four fifths of the NPEC from 80 % of remote hours on, 4 000 € at least") {
    auto terms = one_year();
    terms.hours = 10'000;
    terms.remote_hours = 7'999;
    CHECK(counted_npec(terms) == 800'000);
    terms.remote_hours = 8'000;
    CHECK(counted_npec(terms) == 640'000);
    CHECK(amounts_of(echeancier_apprentissage(terms)) == Amounts{256'000, 192'000, 128'000, 64'000});
    terms.npec = 450'000;
    CHECK(counted_npec(terms) == 400'000);
    terms.npec = 390'000;
    CHECK(counted_npec(terms) == 390'000);  // never above the original
    terms.npec = 800'000;
    terms.remote_exempt = true;
    CHECK(counted_npec(terms) == 800'000);
    terms.remote_exempt = false;
    terms.conclusion = day(2025, 6, 30);
    CHECK(counted_npec(terms) == 800'000);
    terms.conclusion = day(2026, 6, 1);
    terms.hours = 0;
    CHECK(counted_npec(terms) == 800'000);
    terms.hours = 3;
    terms.remote_hours = 2;
    CHECK(counted_npec(terms) == 800'000);
    terms.remote_hours = 3;
    CHECK(counted_npec(terms) == 640'000);
}

TEST_CASE("days before the contract are paid, three months at most") {
    auto terms = one_year();
    terms.npec = 876'500;
    terms.precontract_start = day(2026, 7, 1);
    auto lines = echeancier_apprentissage(terms);
    CHECK(amounts_of(lines, FundingLine::precontract) == Amounts{148'885});
    CHECK(lines[1].line == FundingLine::precontract);
    CHECK(lines[1].detail == "62 jours × 8\u202f765,00\u202f€ / 365");
    CHECK(lines[1].number == 1);
    CHECK(lines[1].days == 62);
    CHECK(lines[1].to == day(2026, 8, 31));
    terms.precontract_start = day(2026, 5, 1);
    lines = echeancier_apprentissage(terms);
    CHECK(lines[1].days == 92);  // May, June, July
    CHECK(lines[1].to == day(2026, 7, 31));
    terms.precontract_start = day(2026, 9, 1);
    CHECK(amounts_of(echeancier_apprentissage(terms), FundingLine::precontract).empty());
}

TEST_CASE("the majoration for a disabled apprentice is the amount of each year of execution") {
    // Two years to the day: 2026-09-01 to 2028-08-31; the second year has 366 days, counted over 365.
    auto terms = terms_of(day(2026, 6, 1), day(2026, 9, 1), day(2028, 8, 31));
    terms.rqth = {400'000, 200'000};
    CHECK(amounts_of(echeancier_apprentissage(terms), FundingLine::rqth) == Amounts{400'000, 200'548});
    terms.rqth = {0, 200'000};
    CHECK(amounts_of(echeancier_apprentissage(terms), FundingLine::rqth) == Amounts{200'548});
    terms.rqth = {400'000, -1};
    CHECK(echeancier_apprentissage(terms).empty());
}

TEST_CASE("what is paid beside the NPEC has its caps and goes with an instalment") {
    auto terms = terms_of(day(2026, 6, 1), day(2026, 9, 1), day(2028, 8, 31));
    terms.rqth = {500'000, 500'000};
    terms.first_equipment = 60'000;
    terms.nights = 10;
    terms.meals = 100;
    terms.mobility = 70'000;
    auto const lines = echeancier_apprentissage(terms);
    CHECK(amounts_of(lines, FundingLine::rqth) == Amounts{400'000, 401'096});
    CHECK(amounts_of(lines, FundingLine::equipment) == Amounts{50'000});
    CHECK(amounts_of(lines, FundingLine::lodging) == Amounts{6'000});
    CHECK(amounts_of(lines, FundingLine::meals) == Amounts{30'000});
    CHECK(amounts_of(lines, FundingLine::mobility) == Amounts{70'000});
    int number = 0;
    for (Instalment const& line : lines) {
        CHECK(line.number >= number);
        number = line.number;
        if (line.line == FundingLine::equipment) CHECK(line.number == 1);
        if (line.line == FundingLine::lodging) CHECK(line.detail == "10 × 6,00\u202f€");
        if (line.line == FundingLine::mobility) CHECK(line.number == 7);
    }
}

TEST_CASE("2020: 50, 25 and 25 %, any month begun is due, a balance under a year") {
    auto terms = terms_of(day(2021, 6, 1), day(2021, 9, 1), day(2023, 4, 2));
    auto const lines = echeancier_apprentissage(terms);
    // The second year has 8 months: 5 333,33 €; its tenth month never comes.
    CHECK(amounts_of(lines) == Amounts{400'000, 200'000, 200'000, 266'667, 133'333, 133'333});
    CHECK(lines[2].opens == day(2022, 6, 1));
    CHECK(lines[3].opens == day(2022, 9, 1));
    CHECK(lines[5].opens == day(2023, 4, 3));
    CHECK(lines[3].detail == "50\u202f% de 8 mois × 8\u202f000,00\u202f€ / 12");
    auto const short_contract = echeancier_apprentissage(terms_of(day(2021, 6, 1), day(2021, 9, 1), day(2022, 7, 31)));
    CHECK(amounts_of(short_contract) == Amounts{366'667, 366'666});
    CHECK(short_contract[1].opens == day(2022, 8, 1));
    auto reduced = terms_of(day(2021, 6, 1), day(2021, 9, 1), day(2022, 5, 31));
    CHECK(sum_of(amounts_of(echeancier_apprentissage(reduced))) == 600'000);
    reduced.reduced_duration = true;
    CHECK(sum_of(amounts_of(echeancier_apprentissage(reduced))) == 660'000);
    reduced.end = day(2022, 8, 15);  // 12 months begun: never above the NPEC
    CHECK(sum_of(amounts_of(echeancier_apprentissage(reduced))) == 800'000);
}

TEST_CASE("interim: 40, 30 and 30 %; 2019: the rhythm of 2020") {
    CHECK(amounts_of(echeancier_apprentissage(terms_of(day(2023, 6, 1), day(2023, 9, 1), day(2024, 8, 31)))) ==
          Amounts{320'000, 240'000, 240'000});
    CHECK(amounts_of(echeancier_apprentissage(terms_of(day(2019, 10, 1), day(2019, 10, 1), day(2020, 9, 30)))) ==
          Amounts{400'000, 200'000, 200'000});
    auto by_input = terms_of(day(2023, 6, 1), day(2023, 9, 1), day(2024, 8, 31));
    by_input.interim_from = day(2024, 1, 1);
    CHECK(amounts_of(echeancier_apprentissage(by_input)) == Amounts{400'000, 200'000, 200'000});
}

TEST_CASE("stock: half a year's amount on 01/02/2020, the rest of what remains by quarters") {
    auto terms = terms_of(day(2019, 7, 1), day(2019, 9, 1), day(2020, 12, 30));  // 365 days from 01/01/2020
    auto const lines = echeancier_apprentissage(terms);
    CHECK(amounts_of(lines) == Amounts{400'000, 133'333, 133'334, 133'333});
    CHECK(lines[0].opens == day(2020, 2, 1));
    CHECK(lines[1].opens == day(2020, 5, 1));
    terms.end = day(2019, 12, 31);
    CHECK(echeancier_apprentissage(terms).empty());
}

TEST_CASE("what cannot be computed gives no line") {
    auto terms = one_year();
    terms.end = day(2026, 8, 31);
    CHECK(echeancier_apprentissage(terms).empty());
    terms.end = day(9999, 12, 31);
    CHECK(echeancier_apprentissage(terms).empty());
    CHECK(employer_part(terms) == 0);
    terms = one_year();
    terms.npec = -1;
    CHECK(echeancier_apprentissage(terms).empty());
    terms.npec = INT64_MAX;
    CHECK(echeancier_apprentissage(terms).empty());
    terms = one_year();
    terms.nights = INT64_MAX;
    CHECK(echeancier_apprentissage(terms).empty());
    terms = one_year();
    terms.npec = 0;
    CHECK(sum_of(amounts_of(echeancier_apprentissage(terms))) == 0);
}

TEST_CASE("the instalments sum to what is due, whatever the contract") {
    Generator generator{111};
    for (int i = 0; i < 100'000; ++i) {
        Date const start = add_days(day(2019, 1, 1), static_cast<int>(generator.between(0, 4'000)));
        auto terms =
            terms_of(add_days(start, -static_cast<int>(generator.between(0, 90))), start,
                     add_days(start, static_cast<int>(generator.between(0, 1'600))), generator.between(0, i % 7 == 0 ? 300 : 2'000'000));
        terms.level = generator.between(3, 8);
        terms.divisor = i % 2 == 0 ? 365 : 0;
        terms.other_employer = i % 3 == 0;
        terms.hours = 400;
        terms.remote_hours = i % 4 == 0 ? 390 : 10;
        if (i % 5 == 0) terms.rupture = add_days(start, static_cast<int>(generator.between(0, 1'700)));
        auto const lines = echeancier_apprentissage(terms);
        FundingRegime const regime = funding_regime(terms.conclusion);
        if (lines.empty()) {
            REQUIRE(regime == FundingRegime::stock);
            continue;
        }
        Date const end = terms.rupture ? std::min(*terms.rupture, terms.end) : terms.end;
        if (regime == FundingRegime::rule_2025) {
            // What is due, added up year by year without the code under test.
            std::int64_t due = 0;
            for (Date from = start; from <= end;) {
                Date const next = anniversary(start, age_on(start, from) + 1);
                Date const to = std::min(end, add_days(next, -1));
                std::int64_t const whole = terms.divisor == 0 ? next.days - from.days : 365;
                std::int64_t const parts = std::int64_t{counted_npec(terms)} * (to.days - from.days + 1);
                due += parts / whole + (2 * (parts % whole) >= whole ? 1 : 0);
                from = next;
            }
            REQUIRE(sum_of(amounts_of(lines)) == due - employer_part(terms));
            REQUIRE(employer_part(terms) <= due);
        }
        for (std::size_t at = 0; at < lines.size(); ++at) {
            REQUIRE(lines[at].from <= lines[at].to);
            if (end == terms.end) REQUIRE(lines[at].amount >= 0);
            if (at > 0) REQUIRE(lines[at].opens > lines[at - 1].opens);
            REQUIRE(lines[at].number == static_cast<int>(at) + 1);
        }
    }
}
