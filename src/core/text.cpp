// UTF-8 walking, trimming, compacting, and the small French helpers. Decoding is strict
// (Unicode 3.9, table 3-7): no overlong form, no surrogate, nothing above U+10FFFF.
#include "core/text.hpp"

#include <algorithm>

#include "core/numbers.hpp"

namespace guichet {
namespace {

constexpr char32_t replacement = 0xFFFD;

std::uint8_t byte_at(std::string_view text, std::size_t at) { return static_cast<std::uint8_t>(text[at]); }

/// Length of the well-formed sequence at `at` (1–4), and its code point; 0 when it is not well formed.
struct Decoded {
    std::size_t length = 0;
    char32_t code_point = replacement;
};

Decoded decode(std::string_view text, std::size_t at) {
    std::uint8_t const lead = byte_at(text, at);
    if (lead < 0x80) { return {1, lead}; }
    std::size_t const length = lead >= 0xC2 && lead <= 0xDF ? 2 : lead >= 0xE0 && lead <= 0xEF ? 3 : lead >= 0xF0 && lead <= 0xF4 ? 4 : 0;
    if (length == 0 || text.size() - at < length) { return {}; }
    char32_t code_point = static_cast<char32_t>(lead & (0xFF >> (length + 1)));
    for (std::size_t i = 1; i < length; ++i) {
        std::uint8_t const next = byte_at(text, at + i);
        if ((next & 0xC0) != 0x80) { return {}; }
        code_point = (code_point << 6) | (next & 0x3F);
    }
    bool const overlong = (length == 3 && code_point < 0x800) || (length == 4 && code_point < 0x10000);
    bool const surrogate = code_point >= 0xD800 && code_point <= 0xDFFF;
    if (overlong || surrogate || code_point > 0x10FFFF) { return {}; }
    return {length, code_point};
}

bool is_dot_or_hyphen(char32_t c) { return c == '.' || c == '-' || c == 0x00AD || (c >= 0x2010 && c <= 0x2015); }

}  // namespace

bool is_valid_utf8(std::string_view text) {
    for (std::size_t at = 0; at < text.size();) {
        bool const ascii = (static_cast<unsigned char>(text[at]) & 0x80U) == 0;
        std::size_t const length = ascii ? 1 : decode(text, at).length;
        if (length == 0) { return false; }
        at += length;
    }
    return true;
}

std::string repair_utf8(std::string_view text) {
    std::string out;
    out.reserve(text.size());
    for (std::size_t at = 0; at < text.size();) { append_code_point(out, next_code_point(text, at)); }
    return out;
}

char32_t next_code_point(std::string_view text, std::size_t& at) {
    if (at >= text.size()) {
        ++at;
        return replacement;
    }
    Decoded const decoded = decode(text, at);
    at += decoded.length == 0 ? 1 : decoded.length;
    return decoded.code_point;
}

void append_code_point(std::string& out, char32_t code_point) {
    bool const surrogate = code_point >= 0xD800 && code_point <= 0xDFFF;
    char32_t const c = surrogate || code_point > 0x10FFFF ? replacement : code_point;
    auto const put = [&out](char32_t byte) { out.push_back(static_cast<char>(static_cast<std::uint8_t>(byte))); };
    if (c < 0x80) {
        put(c);
    } else if (c < 0x800) {
        put(0xC0 | (c >> 6));
        put(0x80 | (c & 0x3F));
    } else if (c < 0x10000) {
        put(0xE0 | (c >> 12));
        put(0x80 | ((c >> 6) & 0x3F));
        put(0x80 | (c & 0x3F));
    } else {
        put(0xF0 | (c >> 18));
        put(0x80 | ((c >> 12) & 0x3F));
        put(0x80 | ((c >> 6) & 0x3F));
        put(0x80 | (c & 0x3F));
    }
}

std::size_t count_code_points(std::string_view text) {
    std::size_t count = 0;
    for (std::size_t at = 0; at < text.size(); ++count) { (void)next_code_point(text, at); }
    return count;
}

std::string_view first_code_points(std::string_view text, std::size_t count) {
    std::size_t at = 0;
    for (std::size_t seen = 0; seen < count && at < text.size(); ++seen) { (void)next_code_point(text, at); }
    return text.substr(0, at);
}

bool is_space(char32_t c) {
    return c == ' ' || (c >= '\t' && c <= '\r') || c == 0x00A0 || (c >= 0x2000 && c <= 0x200A) || c == 0x202F || c == 0x205F ||
           c == 0x3000 || c == 0xFEFF;
}

bool is_invisible(char32_t c) { return (c >= 0x200B && c <= 0x200F) || (c >= 0x202A && c <= 0x202E) || (c >= 0x2060 && c <= 0x2069); }

std::string_view trim(std::string_view text) {
    auto const plain = [](char each) { return static_cast<unsigned char>(each) > ' ' && static_cast<unsigned char>(each) < 0x80; };
    if (!text.empty() && plain(text.front()) && plain(text.back())) { return text; }
    std::size_t first = text.size();
    std::size_t last = text.size();
    for (std::size_t at = 0; at < text.size();) {
        std::size_t const start = at;
        if (!is_space(next_code_point(text, at))) {
            first = std::min(first, start);
            last = at;
        }
    }
    return text.substr(first, last - first);
}

std::string compact(std::string_view text) {
    std::string out;
    out.reserve(text.size());
    for (std::size_t at = 0; at < text.size();) {
        std::size_t const start = at;
        while (at < text.size() && text[at] > '.' && byte_at(text, at) < 0x80) ++at;
        out += text.substr(start, at - start);
        if (at == text.size()) break;
        char32_t const c = next_code_point(text, at);
        if (!is_space(c) && !is_dot_or_hyphen(c) && !is_invisible(c)) append_code_point(out, c);
    }
    return out;
}

void upper_ascii(std::string& text) {
    for (char& c : text) {
        if (c >= 'a' && c <= 'z') { c = static_cast<char>(c - 'a' + 'A'); }
    }
}

std::string to_upper_ascii(std::string_view text) {
    std::string out{text};
    upper_ascii(out);
    return out;
}

std::string to_lower_ascii(std::string_view text) {
    std::string out{text};
    for (char& c : out) {
        if (c >= 'A' && c <= 'Z') { c = static_cast<char>(c - 'A' + 'a'); }
    }
    return out;
}

bool contains_folded(std::string_view haystack, std::string_view needle) { return fold(haystack).find(fold(needle)) != std::string::npos; }

std::vector<std::string_view> split(std::string_view text, char separator) {
    std::vector<std::string_view> parts;
    while (true) {
        std::size_t const end = text.find(separator);
        parts.push_back(text.substr(0, end));
        if (end == std::string_view::npos) { return parts; }
        text.remove_prefix(end + 1);
    }
}

std::string joined(std::initializer_list<std::string_view> parts) {
    std::string out;
    for (std::string_view const part : parts) out += part;
    return out;
}

std::string counted(std::int64_t count, std::string_view singular, std::string_view plural) {
    bool const one = count > -2 && count < 2;
    std::string out = show_integer(count);
    out += "\u202f";
    out += one ? singular : plural;
    return out;
}

std::string fill_in(std::string_view message, std::vector<NamedText> const& arguments) {
    std::string out;
    out.reserve(message.size());
    std::size_t at = 0;
    while (at < message.size()) {
        std::size_t const open = message.find('{', at);
        std::size_t const close = open == std::string_view::npos ? open : message.find('}', open);
        if (close == std::string_view::npos) { break; }
        std::string_view const name = message.substr(open + 1, close - open - 1);
        auto const found = std::ranges::find(arguments, name, &NamedText::name);
        out += message.substr(at, open - at);
        if (found == arguments.end()) {
            // Kept as it stands, but only its brace: a name may still begin inside ("{a{b}").
            out += '{';
            at = open + 1;
        } else {
            out += found->text;
            at = close + 1;
        }
    }
    out += message.substr(at);
    return out;
}

bool is_uuid(std::string_view text) {
    constexpr std::string_view shape = "00000000-0000-0000-0000-000000000000";
    return text.size() == shape.size() && std::ranges::equal(text, shape, [](char each, char wanted) {
               return wanted == '-' ? each == '-' : (each >= '0' && each <= '9') || (each >= 'a' && each <= 'f');
           });
}

}  // namespace guichet
