#include "core/number_scan.hpp"

#include <algorithm>
#include <vector>

#include "core/text.hpp"

namespace guichet {
namespace {

bool is_digit(char c) { return c >= '0' && c <= '9'; }

/// "1", ' ', "234", ',', "56": groups of digits and the mark after each but the last.
struct Groups {
    std::vector<std::string_view> digits;
    std::vector<char> marks;
};

std::optional<Groups> cut_groups(std::string_view text) {
    Groups groups;
    std::size_t at = 0;
    while (true) {
        std::size_t const start = at;
        while (at < text.size() && is_digit(text[at])) { ++at; }
        groups.digits.push_back(text.substr(start, at - start));
        if (at == text.size()) { return groups; }
        char const mark = text[at];
        if (mark != ' ' && mark != '.' && mark != ',' && mark != '\'') { return std::nullopt; }
        while (at < text.size() && text[at] == mark) {
            ++at;
            if (mark != ' ') {
                break;  // a run of spaces is one space; two commas are not one comma
            }
        }
        groups.marks.push_back(mark);
    }
}

bool is_thousands(Groups const& groups, std::size_t count) {
    for (std::size_t i = 0; i < count; ++i) {
        std::size_t const size = groups.digits[i].size();
        if (i == 0 ? (size < 1 || size > 3) : size != 3) { return false; }
    }
    return true;
}

std::string joined(Groups const& groups, std::size_t count) {
    std::string out;
    for (std::size_t i = 0; i < count; ++i) { out += groups.digits[i]; }
    out.erase(0, std::min(out.find_first_not_of('0'), out.size()));
    return out;
}

bool all_are(std::vector<char> const& marks, std::size_t count, char mark) {
    return std::all_of(marks.begin(), marks.begin() + static_cast<std::ptrdiff_t>(count), [mark](char m) { return m == mark; });
}

/// Whole numbers: no mark, or one kind of mark between groups.
std::optional<ScannedNumber> whole_number(Groups const& groups) {
    std::size_t const count = groups.digits.size();
    if (std::ranges::any_of(groups.digits, [](std::string_view d) { return d.empty(); })) { return std::nullopt; }
    bool const one_kind = groups.marks.empty() || all_are(groups.marks, groups.marks.size(), groups.marks.front());
    if (!one_kind) { return std::nullopt; }
    ScannedNumber number;
    number.whole = joined(groups, count);
    if (count > 1 && !is_thousands(groups, count)) {
        if (groups.marks.front() != ' ') { return std::nullopt; }
        number.shape = NumberShape::loose_groups;
    }
    return number;
}

}  // namespace

std::string plain_number_text(std::string_view typed) {
    std::string out;
    std::string_view const text = trim(typed);
    out.reserve(text.size());
    for (std::size_t at = 0; at < text.size();) {
        char32_t const c = next_code_point(text, at);
        if (is_space(c)) {
            out.push_back(' ');
        } else if (c == 0x2212) {
            out.push_back('-');
        } else if (c == 0x2019) {
            out.push_back('\'');
        } else {
            append_code_point(out, c);
        }
    }
    return to_lower_ascii(out);
}

std::optional<ScannedNumber> scan_number(std::string_view plain) {
    bool const negative = plain.starts_with('-');
    if (negative || plain.starts_with('+')) {
        plain.remove_prefix(1);
        plain = trim(plain);
    }
    std::optional<Groups> const cut = cut_groups(plain);
    if (!cut) { return std::nullopt; }
    Groups const& groups = *cut;
    std::size_t const marks = groups.marks.size();
    char const last = marks == 0 ? ' ' : groups.marks.back();
    bool const may_be_decimal = (last == '.' || last == ',') && std::ranges::count(groups.marks, last) == 1;

    std::optional<ScannedNumber> number;
    if (!may_be_decimal) {
        number = whole_number(groups);
    } else {
        Groups before = groups;
        before.digits.pop_back();
        before.marks.pop_back();
        std::string_view const decimals = groups.digits.back();
        bool const bare = marks == 1 && groups.digits.front().empty();  // ",5"
        if (bare && decimals.empty()) { return std::nullopt; }
        number = bare ? ScannedNumber{} : whole_number(before);
        if (!number) { return std::nullopt; }
        number->decimals = decimals;
        std::string_view const first = groups.digits.front();
        if (marks == 1 && decimals.size() == 3 && first.size() <= 3 && !first.starts_with('0') && !bare) {
            number->shape = NumberShape::maybe_thousands;
        }
    }
    if (number) { number->negative = negative; }
    return number;
}

std::optional<std::int64_t> scaled(ScannedNumber const& number, int places) {
    std::size_t const wanted = static_cast<std::size_t>(places);
    if (number.decimals.size() > wanted || number.whole.size() > 16) { return std::nullopt; }
    std::int64_t value = 0;
    for (char const c : number.whole + number.decimals + std::string(wanted - number.decimals.size(), '0')) {
        value = value * 10 + (c - '0');  // at most 18 digits: no overflow
    }
    if (value > largest_number) { return std::nullopt; }
    return number.negative ? -value : value;
}

}  // namespace guichet
