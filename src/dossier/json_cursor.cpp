#include "dossier/json_cursor.hpp"

#include <bit>
#include <charconv>
#include <cstring>

#include "core/text.hpp"

namespace guichet {

namespace {

bool is_digit(char each) { return each >= '0' && each <= '9'; }

/// Where plain text ends: before a quote, a backslash, a control character or, if asked, the first letter beyond ASCII.
/// Eight bytes at once, then the odd ones.
template <bool ascii_only>
std::size_t plain_end(std::string_view text, std::size_t at) {
    constexpr std::uint64_t ones = 0x0101010101010101U;
    constexpr std::uint64_t highs = 0x80 * ones;
    static_assert(std::endian::native == std::endian::little, "the first byte must be the lowest");
    // Bytes of zero have their high bit set in this; so may others, but only above the first, which is the one looked for.
    auto const zeros = [](std::uint64_t bytes) { return (bytes - ones) & ~bytes & highs; };
    for (; at + 8 <= text.size(); at += 8) {
        std::uint64_t bytes = 0;
        std::memcpy(&bytes, text.data() + at, 8);
        std::uint64_t const below_space = (bytes - 0x20 * ones) & ~bytes & highs;
        std::uint64_t const ends =
            (ascii_only ? bytes & highs : 0) | below_space | zeros(bytes ^ ('"' * ones)) | zeros(bytes ^ ('\\' * ones));
        if (ends != 0) return at + static_cast<std::size_t>(std::countr_zero(ends)) / 8;
    }
    while (at < text.size()) {
        auto const each = static_cast<unsigned char>(text[at]);
        if (each < 0x20 || (ascii_only && each >= 0x80) || each == '"' || each == '\\') break;
        ++at;
    }
    return at;
}

}  // namespace

void JsonCursor::skip_spaces() {
    // Counted in a local: what is written elsewhere meanwhile cannot be its place.
    std::size_t at = at_;
    while (at < text_.size() && (text_[at] == ' ' || text_[at] == '\n' || text_[at] == '\r' || text_[at] == '\t')) ++at;
    at_ = at;
}

bool JsonCursor::take(char wanted) {
    if (at_ < text_.size() && text_[at_] == wanted) {
        ++at_;
        return true;
    }
    failed_ = true;
    return false;
}

bool JsonCursor::take_word(std::string_view word) {
    if (text_.substr(at_, word.size()) != word) {
        failed_ = true;
        return false;
    }
    at_ += word.size();
    return true;
}

JsonCursor::Type JsonCursor::peek() {
    skip_spaces();
    if (failed_ || at_ >= text_.size()) return Type::fault;
    switch (text_[at_]) {
    case '{': return Type::object;
    case '[': return Type::array;
    case '"': return Type::text;
    case 't':
    case 'f': return Type::boolean;
    case 'n': return Type::null;
    default: return text_[at_] == '-' || is_digit(text_[at_]) ? Type::number : Type::fault;
    }
}

bool JsonCursor::enter_object() {
    skip_spaces();
    if (failed_ || !take('{')) return false;
    if (++level_ > most_levels) failed_ = true;
    first_ = true;
    return !failed_;
}

bool JsonCursor::enter_array() {
    skip_spaces();
    if (failed_ || !take('[')) return false;
    if (++level_ > most_levels) failed_ = true;
    first_ = true;
    return !failed_;
}

bool JsonCursor::next_member(std::string_view& name) {
    if (failed_) return false;
    skip_spaces();
    if (at_ < text_.size() && text_[at_] == '}') {
        ++at_;
        --level_;
        first_ = false;
        return false;
    }
    if (!first_ && !take(',')) return false;
    first_ = false;
    skip_spaces();
    name = scan_text(name_);
    skip_spaces();
    return !failed_ && take(':');
}

bool JsonCursor::take_member(std::string_view name) {
    // A name has no quote and no backslash in it (src/procedure/load.cpp): what is the same is the whole of it.
    std::size_t const comma = first_ ? 0 : 1;
    std::size_t const size = name.size();
    if (failed_ || text_.size() - at_ < comma + size + 3) return false;
    char const* const here = text_.data() + at_;
    char const* const quoted = here + comma;
    if ((comma == 1 && *here != ',') || quoted[0] != '"' || quoted[size + 1] != '"' || quoted[size + 2] != ':') return false;
    for (std::size_t at = 0; at < size; ++at) {
        if (quoted[at + 1] != name[at]) return false;
    }
    at_ += comma + size + 3;
    first_ = false;
    return true;
}

bool JsonCursor::next_item() {
    if (failed_) return false;
    skip_spaces();
    if (at_ < text_.size() && text_[at_] == ']') {
        ++at_;
        --level_;
        first_ = false;
        return false;
    }
    if (!first_ && !take(',')) return false;
    first_ = false;
    return true;
}

std::string_view JsonCursor::read_text() {
    skip_spaces();
    return failed_ ? std::string_view{} : scan_text(value_);
}

std::string_view JsonCursor::scan_text(std::string& buffer) {
    if (!take('"')) return {};
    std::size_t const start = at_;
    // Most texts have no escape: they are used where they stand.
    std::size_t at = plain_end<true>(text_, start);
    bool const ascii = at >= text_.size() || static_cast<unsigned char>(text_[at]) < 0x80;
    if (!ascii) at = plain_end<false>(text_, at);
    at_ = at;
    if (at < text_.size() && static_cast<unsigned char>(text_[at]) < 0x20) {
        failed_ = true;
        return {};
    }
    if (at_ < text_.size() && text_[at_] == '"') {
        std::string_view const found = text_.substr(start, at_ - start);
        ++at_;
        if (!ascii && !is_valid_utf8(found)) failed_ = true;
        return failed_ ? std::string_view{} : found;
    }
    buffer.assign(text_.substr(start, at_ - start));
    while (at_ < text_.size() && text_[at_] != '"') {
        auto const each = static_cast<unsigned char>(text_[at_]);
        if (each < 0x20) break;
        if (each == '\\') {
            ++at_;
            if (!scan_escape(buffer)) break;
        } else {
            buffer.push_back(text_[at_++]);
        }
    }
    if (failed_ || !take('"') || !is_valid_utf8(buffer)) {
        failed_ = true;
        return {};
    }
    return buffer;
}

bool JsonCursor::scan_hex(std::uint32_t& unit) {
    unit = 0;
    if (text_.size() - at_ < 4) return false;
    char const* const digits = text_.data() + at_;
    auto const read = std::from_chars(digits, digits + 4, unit, 16);
    at_ += 4;
    return read.ec == std::errc{} && read.ptr == digits + 4;
}

bool JsonCursor::scan_escape(std::string& buffer) {
    char const kind = at_ < text_.size() ? text_[at_++] : '\0';
    switch (kind) {
    case '"':
    case '\\':
    case '/': buffer.push_back(kind); return true;
    case 'b': buffer.push_back('\b'); return true;
    case 'f': buffer.push_back('\f'); return true;
    case 'n': buffer.push_back('\n'); return true;
    case 'r': buffer.push_back('\r'); return true;
    case 't': buffer.push_back('\t'); return true;
    case 'u': {
        std::uint32_t unit = 0;
        if (!scan_hex(unit)) break;
        if (unit >= 0xD800 && unit < 0xDC00 && text_.substr(at_, 2) == "\\u") {
            at_ += 2;
            std::uint32_t low = 0;
            if (!scan_hex(low) || low < 0xDC00 || low > 0xDFFF) break;
            unit = 0x10000 + ((unit - 0xD800) << 10U) + (low - 0xDC00);
        } else if (unit >= 0xD800 && unit <= 0xDFFF) {
            break;  // half of a pair is no character
        }
        append_code_point(buffer, static_cast<char32_t>(unit));
        return true;
    }
    default: break;
    }
    failed_ = true;
    return false;
}

bool JsonCursor::scan_number() {
    auto const digits = [this] {
        std::size_t const start = at_;
        while (at_ < text_.size() && is_digit(text_[at_])) ++at_;
        return at_ > start;
    };
    auto const next = [this] { return at_ < text_.size() ? text_[at_] : '\0'; };
    if (next() == '-') ++at_;
    if (next() == '0') {
        ++at_;
    } else if (!digits()) {
        return false;
    }
    if (next() == '.') {
        ++at_;
        if (!digits()) return false;
    }
    if (next() == 'e' || next() == 'E') {
        ++at_;
        if (next() == '+' || next() == '-') ++at_;
        if (!digits()) return false;
    }
    return true;
}

std::optional<std::int64_t> JsonCursor::read_integer() {
    std::string_view source;
    return read_integer(source);
}

std::optional<std::int64_t> JsonCursor::read_integer(std::string_view& source) {
    skip_spaces();
    std::size_t const start = at_;
    if (failed_ || !scan_number()) {
        failed_ = true;
        return std::nullopt;
    }
    source = text_.substr(start, at_ - start);
    std::int64_t value = 0;
    auto const read = std::from_chars(source.data(), source.data() + source.size(), value);
    return read.ec == std::errc{} && read.ptr == source.data() + source.size() ? std::optional{value} : std::nullopt;
}

bool JsonCursor::read_boolean() {
    skip_spaces();
    if (failed_) return false;
    bool const value = at_ < text_.size() && text_[at_] == 't';
    return take_word(value ? "true" : "false") && value;
}

void JsonCursor::read_null() {
    skip_spaces();
    if (!failed_) take_word("null");
}

std::string_view JsonCursor::skip() {
    skip_spaces();
    std::size_t const start = at_;
    // Its own count of open containers, so that depth costs no recursion.
    std::string open;
    do {
        bool const in_object = !open.empty() && open.back() == '{';
        std::string_view name;
        if (!open.empty() && !(in_object ? next_member(name) : next_item())) {
            if (failed_) return {};
            open.pop_back();
            continue;
        }
        switch (peek()) {
        case Type::object:
            if (enter_object()) open.push_back('{');
            break;
        case Type::array:
            if (enter_array()) open.push_back('[');
            break;
        case Type::text: static_cast<void>(scan_text(value_)); break;
        case Type::number: failed_ = !scan_number() || failed_; break;
        case Type::boolean: static_cast<void>(read_boolean()); break;
        case Type::null: read_null(); break;
        case Type::fault: failed_ = true; break;
        }
    } while (!failed_ && !open.empty());
    return failed_ ? std::string_view{} : text_.substr(start, at_ - start);
}

bool JsonCursor::at_end() {
    skip_spaces();
    return !failed_ && at_ == text_.size();
}

}  // namespace guichet
