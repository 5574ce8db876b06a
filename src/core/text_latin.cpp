// Composition (NFC) and folding of Latin text. macOS hands file names and some pasted text over
// decomposed ("e" + U+0301): the same name must be one name in a dossier, a search and a digest.
#include <algorithm>
#include <array>
#include <string>
#include <string_view>
#include <vector>

#include "core/latin_table.hpp"
#include "core/sort.hpp"
#include "core/text.hpp"

namespace guichet {
namespace {

using latin::Decomposition;

constexpr std::uint32_t pair_of(Decomposition const& row) { return std::uint32_t{row.base} << 16 | row.mark; }

/// The pairs again, by (base, mark): what composition looks up. Sorted by the compiler.
constexpr auto compositions = [] {
    auto table = latin::decompositions;
    std::ranges::sort(table, {}, pair_of);
    return table;
}();

bool is_combining(char32_t c) { return c >= 0x0300 && c <= 0x036F; }

int combining_class(char32_t c) { return is_combining(c) ? latin::combining_classes[c - 0x0300] : 0; }

Decomposition const* decomposition_of(char32_t c) {
    if (c < 0x00C0 || c > 0xFFFF) { return nullptr; }
    auto const wanted = static_cast<char16_t>(c);
    auto const found = std::ranges::lower_bound(latin::decompositions, wanted, {}, &Decomposition::composed);
    return found != latin::decompositions.end() && found->composed == wanted ? &*found : nullptr;
}

/// The composed letter, or 0.
char32_t composition_of(char32_t base, char32_t mark) {
    // U+0344 decomposes into two marks and is excluded from composition.
    if (base > 0xFFFF || mark > 0xFFFF || is_combining(base)) return 0;
    std::uint32_t const wanted = std::uint32_t{base} << 16 | mark;
    auto const found = std::ranges::lower_bound(compositions, wanted, {}, pair_of);
    return found != compositions.end() && pair_of(*found) == wanted ? found->composed : 0;
}

void append_decomposed(std::vector<char32_t>& out, char32_t c) {
    Decomposition const* const row = decomposition_of(c);
    if (row == nullptr) {
        out.push_back(c);
        return;
    }
    append_decomposed(out, row->base);  // at most three levels in the table
    if (row->mark != 0) { out.push_back(row->mark); }
}

/// One starter and its marks, decomposed; sorts the marks and composes what can be (UAX #15, D117).
void append_composed(std::string& out, std::vector<char32_t>& segment) {
    if (segment.empty()) { return; }
    sort_by(segment, combining_class);  // a starter has class 0 and stays in front
    std::vector<char32_t> kept{segment.front()};
    bool const has_starter = combining_class(segment.front()) == 0;
    int last_class = 0;
    for (std::size_t i = 1; i < segment.size(); ++i) {
        char32_t const mark = segment[i];
        bool const blocked = kept.size() > 1 && last_class >= combining_class(mark);
        char32_t const composed = has_starter && !blocked ? composition_of(kept.front(), mark) : 0;
        if (composed != 0) {
            kept.front() = composed;
        } else {
            kept.push_back(mark);
            last_class = combining_class(mark);
        }
    }
    for (char32_t const c : kept) { append_code_point(out, c); }
    segment.clear();
}

bool needs_composition(std::string_view text) {
    for (std::size_t at = 0; at < text.size();) {
        char32_t const c = next_code_point(text, at);
        if (is_combining(c) || c == 0x212A || c == 0x212B) { return true; }
    }
    return false;
}

struct Fold {
    char16_t from;
    std::string_view to;
};

/// Letters that no accent explains: ligatures, strokes, and the two French ordinals.
constexpr std::array folds = std::to_array<Fold>({
    {0x00AA, "a"},  {0x00BA, "o"},  {0x00C6, "ae"}, {0x00D0, "d"},   {0x00D8, "o"},   {0x00DE, "th"}, {0x00DF, "ss"}, {0x00E6, "ae"},
    {0x00F0, "d"},  {0x00F8, "o"},  {0x00FE, "th"}, {0x0110, "d"},   {0x0111, "d"},   {0x0126, "h"},  {0x0127, "h"},  {0x0131, "i"},
    {0x0132, "ij"}, {0x0133, "ij"}, {0x0138, "k"},  {0x013F, "l"},   {0x0140, "l"},   {0x0141, "l"},  {0x0142, "l"},  {0x0149, "n"},
    {0x014A, "n"},  {0x014B, "n"},  {0x0152, "oe"}, {0x0153, "oe"},  {0x0166, "t"},   {0x0167, "t"},  {0x017F, "s"},  {0x1E9E, "ss"},
    {0xFB00, "ff"}, {0xFB01, "fi"}, {0xFB02, "fl"}, {0xFB03, "ffi"}, {0xFB04, "ffl"}, {0xFB05, "st"}, {0xFB06, "st"},
});

bool separates_words(char32_t c) {
    return is_space(c) || c == '-' || c == '\'' || c == '`' || c == 0x00B4 || c == 0x02BC || c == 0x2018 || c == 0x2019 ||
           (c >= 0x2010 && c <= 0x2015);
}

char32_t base_letter(char32_t c) {
    for (Decomposition const* row = decomposition_of(c); row != nullptr; row = decomposition_of(c)) { c = row->base; }
    return c;
}

}  // namespace

std::string compose_latin(std::string_view text) {
    if (!needs_composition(text)) { return std::string{text}; }
    std::string out;
    out.reserve(text.size());
    std::vector<char32_t> segment;
    for (std::size_t at = 0; at < text.size();) {
        std::size_t const start = at;
        char32_t const c = next_code_point(text, at);
        if (combining_class(c) == 0) { append_composed(out, segment); }
        bool const broken = at == start + 1 && static_cast<unsigned char>(text[start]) >= 0x80;
        if (broken) {
            out.push_back(text[start]);  // composing is not repairing: see repair_utf8
        } else {
            append_decomposed(segment, c);
        }
    }
    append_composed(out, segment);
    return out;
}

namespace {

/// `origins`, when asked for: where in `text` each byte of the result comes from.
std::string fold_from(std::string_view text, std::vector<std::size_t>* origins) {
    std::string out;
    out.reserve(text.size());
    std::size_t begin = 0;
    auto const note = [&] {
        if (origins != nullptr) origins->resize(out.size(), begin);
    };
    for (std::size_t at = 0; at < text.size();) {
        note();
        begin = at;
        // Most letters are these, and long lists are folded at each key.
        if (char const plain = text[at]; (plain >= 'a' && plain <= 'z') || (plain >= '0' && plain <= '9')) {
            out += plain;
            ++at;
            continue;
        }
        char32_t const c = base_letter(next_code_point(text, at));
        if (separates_words(c)) {
            if (!out.empty() && out.back() != ' ') { out.push_back(' '); }
            continue;
        }
        if (is_combining(c) || c == 0x00AD || (c >= 0x200B && c <= 0x200F)) { continue; }
        auto const found = std::ranges::lower_bound(folds, c, {}, [](Fold const& f) -> char32_t { return f.from; });
        if (found != folds.end() && found->from == c) {
            out += found->to;
        } else if (c >= 'A' && c <= 'Z') {
            out.push_back(static_cast<char>(c - 'A' + 'a'));
        } else {
            append_code_point(out, c);
        }
    }
    note();
    if (out.ends_with(' ')) { out.pop_back(); }
    return out;
}

}  // namespace

std::string fold(std::string_view text) { return fold_from(text, nullptr); }

std::pair<std::size_t, std::size_t> find_folded(std::string_view text, std::string_view folded) {
    std::vector<std::size_t> origins;
    auto const at = fold_from(text, &origins).find(folded);
    if (folded.empty() || at == std::string::npos) return {0, 0};
    // A ligature that is found in part is shown whole.
    auto end = at + folded.size();
    while (end < origins.size() && origins[end] == origins[end - 1]) ++end;
    return {origins[at], end < origins.size() ? origins[end] : text.size()};
}

}  // namespace guichet
