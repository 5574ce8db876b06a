// A contract is cut into years of execution, date to date; each is due by days or by months begun, and cut by the percents of its
// regime. Parts that open on the same day are one instalment: the last 10 % of a year and the first 40 % of the next.
#include "core/echeancier.hpp"

#include <algorithm>

#include "core/echeancier_due.hpp"
#include "core/numbers.hpp"
#include "core/text.hpp"

namespace guichet {
namespace {

// As days since 1970-01-01.
constexpr Date first_of_2020{18262};
constexpr Date first_of_february_2020{18293};

constexpr std::int64_t most_rqth = 400'000;
constexpr std::int64_t most_equipment = 50'000;
constexpr std::int64_t night_price = 600;
constexpr std::int64_t meal_price = 300;

constexpr std::array<int, 3> percents_2020{50, 25, 25};
constexpr std::array<int, 3> percents_interim{40, 30, 30};
constexpr std::array<int, 4> percents_2025{40, 30, 20, 10};
/// Months from the start of a year to the day on which each part opens; the fourth opens after its end.
constexpr std::array<int, 4> opening_months{0, 6, 9, 120};

/// "366 jours × 8 000,00 € / 365".
std::string computation(FundingShare const& share, std::int64_t yearly) {
    return joined({std::to_string(share.part), share.unit, " × ", show_money(yearly), " / ", std::to_string(share.whole)});
}

class Schedule {
public:
    explicit Schedule(FundingTerms const& terms) : terms_(terms), end_(done_end(terms)), yearly_(counted_npec(terms)) {}

    std::vector<Instalment> lines() {
        if (!is_sound(terms_) || end_ < terms_.start) { return {}; }
        if (regime_of(terms_) == FundingRegime::stock) {
            add_stock();
        } else {
            for (Date from = terms_.start; from <= end_;) { from = add_year(from); }
            if (end_ < terms_.end) { add_settlement(); }
        }
        if (instalments_.empty()) { return {}; }
        deduct(employer_part(terms_));
        name_all();
        add_other_lines();
        return std::move(lines_);
    }

private:
    void add_part(Date opens, FundingShare const& share, std::int64_t amount, std::string_view detail) {
        bool const is_new = instalments_.empty() || instalments_.back().opens != opens;
        Instalment& into = is_new ? instalments_.emplace_back() : instalments_.back();
        into.opens = opens;
        into.from = share.from;
        into.to = share.to;
        into.days = days_between(share.from, share.to);
        into.amount += amount;
        if (!is_new) { into.detail += " + "; }
        into.detail += detail;
    }

    /// The parts of a year as the contract has it; those that would open after a rupture are left out. Gives the next year's start.
    Date add_year(Date from) {
        FundingShare const share = share_of(terms_, from, year_end(terms_, from, terms_.end));
        Date const next = add_days(share.to, 1);
        FundingRegime const regime = regime_of(terms_);
        std::span<int const> percents = percents_2025;
        if (regime != FundingRegime::rule_2025) { percents = regime == FundingRegime::interim ? percents_interim : percents_2020; }
        // Before 2025 a contract of less than a year has one payment and the balance.
        bool const short_contract = is_short_before_2025(terms_);
        std::array<int, 4> open_percents{};
        std::array<Date, 4> openings{};
        std::array<std::int64_t, 4> amounts{};
        std::size_t count = 0;
        for (std::size_t i = 0; i < percents.size(); ++i) {
            Date const opens = i > 0 && short_contract ? next : std::min(add_months(from, opening_months[i]), next);
            if (i == 0 || openings[count - 1] != opens) { openings[count++] = opens; }
            open_percents[count - 1] += percents[i];
        }
        split_by_percents(due_of(terms_, share), std::span{open_percents}.first(count), amounts);
        for (std::size_t i = 0; i < count; ++i) {
            if (end_ < terms_.end && openings[i] > end_) { continue; }
            add_part(openings[i], share, amounts[i],
                     joined({std::to_string(open_percents[i]), "\u202f% de ", computation(share, yearly_)}));
        }
        return next;
    }

    /// After a rupture: what the days done are worth, less what was paid in advance.
    void add_settlement() {
        std::int64_t paid = 0;
        for (Instalment const& each : instalments_) { paid += each.amount; }
        std::int64_t const due = whole_due(terms_);
        add_part(
            add_days(end_, 1), {terms_.start, end_, 0, 1, ""}, due - paid,
            joined({show_money(due), " dus au jour de la rupture, moins ", show_money(paid), due < paid ? "\u00a0: avoir à établir" : ""}));
    }

    /// Half a year's amount on 01/02/2020, the rest by quarters.
    void add_stock() {
        Date const from = std::max(terms_.start, first_of_2020);
        if (from > end_) { return; }
        FundingShare const share = share_of(terms_, from, end_);
        std::int64_t const due = due_of(terms_, share);
        std::int64_t const first = std::min(due, prorata(yearly_, 1, 2));
        std::string const detail = computation(share, yearly_);
        add_part(first_of_february_2020, share, first, detail);
        int quarters = 1;
        while (add_months(first_of_february_2020, 3 * (quarters + 1)) <= end_) ++quarters;
        for (int i = 1; i <= quarters && first < due; ++i) {
            std::int64_t const sum_before = prorata(due - first, i - 1, quarters);
            add_part(add_months(first_of_february_2020, 3 * i), share, prorata(due - first, i, quarters) - sum_before, detail);
        }
    }

    /// From the first instalment; what it cannot bear, from the next ones.
    void deduct(std::int64_t part) {
        for (Instalment& each : instalments_) {
            std::int64_t const taken = &each == &instalments_.back() ? part : std::clamp<std::int64_t>(each.amount, 0, part);
            if (taken == 0) { continue; }
            each.amount -= taken;
            each.detail += joined({", moins ", show_money(taken), " de participation de l’employeur"});
            part -= taken;
        }
    }

    void name_all() {
        for (std::size_t i = 0; i < instalments_.size(); ++i) {
            Instalment& each = instalments_[i];
            each.number = static_cast<int>(i) + 1;
            each.label = i > 0 && i + 1 == instalments_.size()
                             ? std::string{"Solde"}
                             : joined({std::to_string(each.number), each.number == 1 ? "er" : "e", " acompte"});
        }
    }

    /// A line beside the last instalment, which it is invoiced with.
    void add_line(FundingLine line, std::string_view label, std::int64_t amount, std::string_view detail) {
        if (amount == 0) { return; }
        Instalment& added = lines_.emplace_back();
        added = beside_;
        added.line = line;
        added.label = label;
        added.amount = amount;
        added.detail = detail;
    }

    void add_counted(FundingLine line, std::string_view label, std::int64_t count, std::int64_t price) {
        add_line(line, label, count * price, joined({show_integer(count), " × ", show_money(price)}));
    }

    void add_share(FundingLine line, std::string_view label, FundingShare const& share, std::int64_t yearly) {
        beside_.from = share.from;
        beside_.to = share.to;
        beside_.days = days_between(share.from, share.to);
        add_line(line, label, prorata(yearly, share.part, share.whole), computation(share, yearly));
    }

    /// What is paid beside the NPEC, after the instalment it is invoiced with.
    void add_other_lines() {
        for (Instalment const& each : instalments_) {
            lines_.emplace_back() = each;
            beside_ = each;
            if (each.number == 1) {
                add_line(FundingLine::equipment, "Premier équipement", std::min(terms_.first_equipment, most_equipment),
                         terms_.first_equipment > most_equipment ? "plafond de 500\u202f€" : "");
                Date const entry = terms_.precontract_start.value_or(terms_.start);
                Date const last = std::min(add_days(terms_.start, -1), add_days(add_months(entry, 3), -1));
                if (entry < terms_.start) {
                    add_share(FundingLine::precontract, "Formation avant le contrat", days_share(terms_, entry, last, 365), yearly_);
                }
            }
            if (each.opens == each.from) {
                add_share(FundingLine::rqth, "Majoration handicap", share_of(terms_, each.from, year_end(terms_, each.from, end_)),
                          std::min(rqth_of(each.from), most_rqth));
            }
        }
        add_counted(FundingLine::lodging, "Hébergement", terms_.nights, night_price);
        add_counted(FundingLine::meals, "Restauration", terms_.meals, meal_price);
        add_line(FundingLine::mobility, "Mobilité internationale", terms_.mobility, "forfait");
    }

    [[nodiscard]] std::int64_t rqth_of(Date day) const {
        auto const year = static_cast<std::size_t>(age_on(terms_.start, day));
        return terms_.rqth[std::min(year, terms_.rqth.size() - 1)];
    }

    FundingTerms const& terms_;
    Date end_;
    std::int64_t yearly_;
    std::vector<Instalment> instalments_;
    std::vector<Instalment> lines_;
    Instalment beside_;
};

}  // namespace

std::vector<Instalment> echeancier_apprentissage(FundingTerms const& terms) { return Schedule(terms).lines(); }

}  // namespace guichet
