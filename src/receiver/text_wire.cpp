#include "receiver/text_wire.hpp"

#include <algorithm>
#include <array>
#include <charconv>

#include "core/text.hpp"

namespace guichet::receiver {
namespace {

bool is_alphanumeric(char c) { return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z'); }

int hex_value(char c) {
    if (c >= '0' && c <= '9') { return c - '0'; }
    if (c >= 'a' && c <= 'f') { return c - 'a' + 10; }
    if (c >= 'A' && c <= 'F') { return c - 'A' + 10; }
    return -1;
}

std::string_view trim_blank(std::string_view text) {
    while (!text.empty() && (text.front() == ' ' || text.front() == '\t')) { text.remove_prefix(1); }
    while (!text.empty() && (text.back() == ' ' || text.back() == '\t')) { text.remove_suffix(1); }
    return text;
}

/// Thousandths: "0.5" -> 500. Nothing for what is no qvalue.
std::optional<int> read_qvalue(std::string_view text) {
    if (text.empty() || (text.front() != '0' && text.front() != '1')) { return std::nullopt; }
    int value = (text.front() - '0') * 1000;
    text.remove_prefix(1);
    if (text.empty()) { return value; }
    if (text.front() != '.' || text.size() > 4) { return std::nullopt; }
    int weight = 100;
    for (char const c : text.substr(1)) {
        if (c < '0' || c > '9') { return std::nullopt; }
        value += (c - '0') * weight;
        weight /= 10;
    }
    return value <= 1000 ? std::optional(value) : std::nullopt;
}

/// One "name;q=0.5" of a list. A malformed weight is read as refused: nobody meant it as a preference.
std::pair<std::string, int> read_weighted(std::string_view item) {
    int quality = 1000;
    auto const parts = split(item, ';');
    for (std::size_t i = 1; i < parts.size(); ++i) {
        auto const parameter = trim_blank(parts[i]);
        if (parameter.size() >= 2 && (parameter[0] == 'q' || parameter[0] == 'Q') && parameter[1] == '=') {
            quality = read_qvalue(trim_blank(parameter.substr(2))).value_or(0);
        }
    }
    return {to_lower_ascii(trim_blank(parts.front())), quality};
}

}  // namespace

std::optional<std::string> percent_decode(std::string_view text, bool plus_is_space) {
    std::string out;
    out.reserve(text.size());
    for (std::size_t i = 0; i < text.size(); ++i) {
        char c = text[i];
        if (c == '%') {
            if (i + 2 >= text.size()) { return std::nullopt; }
            int const high = hex_value(text[i + 1]);
            int const low = hex_value(text[i + 2]);
            if (high < 0 || low < 0) { return std::nullopt; }
            c = static_cast<char>(high * 16 + low);
            i += 2;
        } else if (c == '+' && plus_is_space) {
            c = ' ';
        }
        if (c == '\0') { return std::nullopt; }
        out += c;
    }
    if (!is_valid_utf8(out)) { return std::nullopt; }
    return out;
}

std::string percent_encode(std::string_view text) {
    constexpr std::string_view digits = "0123456789ABCDEF";
    std::string out;
    for (char const c : text) {
        if (is_alphanumeric(c) || c == '-' || c == '.' || c == '_' || c == '~') {
            out += c;
        } else {
            auto const byte = static_cast<unsigned char>(c);
            out += '%';
            out += digits[byte >> 4U];
            out += digits[byte & 15U];
        }
    }
    return out;
}

std::optional<Query> read_query(std::string_view query) {
    Query out;
    if (query.empty()) { return out; }
    for (auto const part : split(query, '&')) {
        if (part.empty()) { continue; }
        auto const equals = part.find('=');
        auto name = percent_decode(part.substr(0, equals), true);
        auto value = percent_decode(equals == std::string_view::npos ? std::string_view() : part.substr(equals + 1), true);
        if (!name || !value) { return std::nullopt; }
        out.emplace_back(std::move(*name), std::move(*value));
    }
    return out;
}

std::optional<std::string_view> query_value(Query const& query, std::string_view name) {
    for (auto const& [key, value] : query) {
        if (key == name) { return value; }
    }
    return std::nullopt;
}

std::optional<Coding> choose_coding(std::optional<std::string_view> accept, Offered offered) {
    if (!accept) { return Coding::identity; }  // RFC 9110 allows any, but whoever says nothing may understand nothing
    std::optional<int> brotli;
    std::optional<int> gzip;
    std::optional<int> identity;
    std::optional<int> any;
    for (auto const item : split(*accept, ',')) {
        if (trim_blank(item).empty()) { continue; }
        auto const [name, quality] = read_weighted(item);
        if (name == "br") { brotli = quality; }
        if (name == "gzip" || name == "x-gzip") { gzip = quality; }
        if (name == "identity") { identity = quality; }
        if (name == "*") { any = quality; }
    }
    int const brotli_weight = offered.brotli ? brotli.value_or(any.value_or(0)) : 0;
    int const gzip_weight = offered.gzip ? gzip.value_or(any.value_or(0)) : 0;
    // Not named, identity is acceptable but the last choice; only "identity;q=0" or "*;q=0" refuses it.
    bool const identity_refused = identity ? *identity == 0 : any.has_value() && *any == 0;
    int const identity_weight = identity.value_or(0);
    if (brotli_weight > 0 && brotli_weight >= gzip_weight && brotli_weight >= identity_weight) { return Coding::brotli; }
    if (gzip_weight > 0 && gzip_weight >= identity_weight) { return Coding::gzip; }
    if (identity_refused) { return std::nullopt; }
    return Coding::identity;
}

bool matches_entity_tag(std::string_view header, std::string_view tag) {
    header = trim_blank(header);
    if (header == "*") { return true; }
    for (auto item : split(header, ',')) {
        item = trim_blank(item);
        if (item.starts_with("W/")) { item.remove_prefix(2); }
        if (item == tag) { return true; }
    }
    return false;
}

std::string media_type_of(std::string_view content_type) {
    return to_lower_ascii(trim_blank(content_type.substr(0, content_type.find(';'))));
}

std::string attachment_disposition(std::string_view name) {
    std::string plain;
    for (char const c : name) { plain += is_alphanumeric(c) || c == '.' || c == '-' || c == '_' || c == ' ' ? c : '_'; }
    return "attachment; filename=\"" + plain + "\"; filename*=UTF-8''" + percent_encode(repair_utf8(name));
}

bool is_token(std::string_view text) {
    return !text.empty() && std::ranges::all_of(text, [](char c) {
        return is_alphanumeric(c) || std::string_view("!#$%&'*+-.^_`|~").find(c) != std::string_view::npos;
    });
}

std::optional<std::string> to_latin1(std::string_view text) {
    std::string out;
    for (std::size_t at = 0; at < text.size();) {
        auto const code_point = next_code_point(text, at);
        if (code_point > 0xFF) { return std::nullopt; }
        out += static_cast<char>(static_cast<unsigned char>(code_point));
    }
    return out;
}

bool is_access_code(std::string_view text) {
    auto const latin = is_valid_utf8(text) ? to_latin1(text) : std::nullopt;
    return latin && !latin->empty() && std::ranges::all_of(*latin, [](char c) {
               auto const byte = static_cast<unsigned char>(c);
               return (byte > 0x20 && byte < 0x7F && c != '%') || byte > 0xA0;
           });
}

bool equal_in_constant_time(std::string_view a, std::string_view b) {
    std::size_t difference = a.size() ^ b.size();
    for (std::size_t i = 0; i < a.size(); ++i) {
        auto const other = b.empty() ? '\0' : b[i % b.size()];
        difference |= static_cast<std::size_t>(static_cast<unsigned char>(a[i]) ^ static_cast<unsigned char>(other));
    }
    return difference == 0;
}

bool is_plain_id(std::string_view text) {
    return !text.empty() && text.size() <= 64 &&
           std::ranges::all_of(text, [](char c) { return is_alphanumeric(c) || c == '-' || c == '_'; });
}

bool is_loopback_host(std::string_view host) {
    auto const colon = host.rfind(':');
    bool const has_port = colon != std::string_view::npos && (host.starts_with('[') ? host[colon - 1] == ']' : host.find(':') == colon);
    if (has_port) {
        auto const port = host.substr(colon + 1);
        if (!port.empty() && std::ranges::all_of(port, [](char c) { return c >= '0' && c <= '9'; })) { host = host.substr(0, colon); }
    }
    auto const name = to_lower_ascii(host);
    if (name == "localhost" || name == "[::1]" || name == "::1") { return true; }
    auto const parts = split(name, '.');
    if (parts.size() != 4 || parts[0] != "127") { return false; }
    return std::ranges::all_of(parts, [](std::string_view part) {
        int value = 0;
        auto const [end, error] = std::from_chars(part.data(), part.data() + part.size(), value);
        return error == std::errc() && end == part.data() + part.size() && value >= 0 && value <= 255;
    });
}

}  // namespace guichet::receiver
