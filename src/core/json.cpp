// nlohmann/json driven through its SAX interface: its parser keeps its own stack, so depth costs no
// recursion, and it reports errors to the handler instead of throwing.
#include "core/json.hpp"

#include <algorithm>
#include <cmath>
#include <cstddef>
#include <iterator>
#include <unordered_set>
#include <vector>

#include "core/ecmascript_number.hpp"
#include "core/sort.hpp"
#include "core/text.hpp"

namespace guichet {
namespace {

constexpr std::size_t max_depth = 64;

/// Bytes of a text, counted as the parser takes them: the handler is not told where it stands.
struct CountingIterator {
    using iterator_category = std::input_iterator_tag;
    using value_type = char;
    using difference_type = std::ptrdiff_t;
    using pointer = char const*;
    using reference = char const&;

    std::string_view::const_iterator at;
    std::size_t* taken;

    reference operator*() const { return *at; }
    CountingIterator& operator++() {
        ++at;
        ++*taken;
        return *this;
    }
    CountingIterator operator++(int) {
        CountingIterator before = *this;
        ++*this;
        return before;
    }
    friend bool operator==(CountingIterator const& a, CountingIterator const& b) { return a.at == b.at; }
};

enum class Refusal { none, syntax, depth, duplicate_key };

/// Builds the value. Only the innermost container grows, and it is the last child of its parent, so
/// the pointers in `open_` stay good.
class Builder final : public nlohmann::json_sax<Json> {
public:
    Json root;
    Refusal refusal = Refusal::none;

    bool null() override { return add(Json(nullptr)); }
    bool boolean(bool value) override { return add(Json(value)); }
    bool number_integer(number_integer_t value) override { return add(Json(value)); }
    bool number_unsigned(number_unsigned_t value) override { return add(Json(value)); }
    bool number_float(number_float_t value, string_t const&) override { return add(Json(value)); }
    bool string(string_t& value) override { return add(Json(std::move(value))); }
    bool binary(binary_t&) override { return refuse(Refusal::syntax); }
    bool start_object(std::size_t) override { return open(Json::object()); }
    bool start_array(std::size_t) override { return open(Json::array()); }
    bool end_object() override { return close(); }
    bool end_array() override { return close(); }
    bool key(string_t& name) override {
        if (!open_.back().keys.insert(name).second) { return refuse(Refusal::duplicate_key); }
        key_ = std::move(name);
        return true;
    }
    bool parse_error(std::size_t, std::string const&, nlohmann::detail::exception const&) override { return refuse(Refusal::syntax); }

private:
    struct Open {
        Json* container;
        std::unordered_set<std::string> keys;  ///< looking a key up in the ordered object itself is linear
    };
    std::vector<Open> open_;
    std::string key_;

    bool refuse(Refusal why) {
        refusal = why;
        return false;
    }
    Json* place(Json&& value) {
        if (open_.empty()) {
            root = std::move(value);
            return &root;
        }
        Json& parent = *open_.back().container;
        if (auto* const array = parent.get_ptr<Json::array_t*>()) { return &array->emplace_back(std::move(value)); }
        // Past the object's own emplace, which looks for the key first.
        auto& members = static_cast<Json::object_t::Container&>(*parent.get_ptr<Json::object_t*>());
        return &members.emplace_back(std::move(key_), std::move(value)).second;
    }
    bool add(Json&& value) {
        place(std::move(value));
        return true;
    }
    bool open(Json&& container) {
        if (open_.size() == max_depth) { return refuse(Refusal::depth); }
        Json* const placed = place(std::move(container));
        open_.push_back({placed, {}});
        return true;
    }
    bool close() {
        open_.pop_back();
        return true;
    }
};

Trouble trouble_of(Refusal refusal, std::size_t byte) {
    std::string const where = " (octet " + std::to_string(byte) + ").";
    switch (refusal) {
    case Refusal::depth: return {"json_depth", "Ces données sont imbriquées sur plus de 64 niveaux\u00a0: elles sont refusées" + where};
    case Refusal::duplicate_key:
        return {"json_duplicate_key", "Une même clé figure deux fois dans ces données\u00a0: gardez-en une" + where};
    case Refusal::none:
    case Refusal::syntax: break;
    }
    return {"json_syntax", "Ces données ne sont pas du JSON lisible\u00a0: vérifiez qu’elles sont entières" + where};
}

/// Order of UTF-16 code units, as RFC 8785 sorts: it differs from byte order above U+D7FF.
bool utf16_less(std::string const* a, std::string const* b) {
    auto const rank = [](char32_t c) { return c >= 0xE000 && c <= 0xFFFF ? c + 0x200000 : c; };
    std::size_t at_a = 0;
    std::size_t at_b = 0;
    while (at_a < a->size() && at_b < b->size()) {
        char32_t const ca = rank(next_code_point(*a, at_a));
        char32_t const cb = rank(next_code_point(*b, at_b));
        if (ca != cb) { return ca < cb; }
    }
    return at_a >= a->size() && at_b < b->size();
}

void append_text(std::string& out, std::string_view text) {
    out.push_back('"');
    for (std::size_t at = 0; at < text.size();) {
        auto const byte = static_cast<unsigned char>(text[at]);
        if (byte >= 0x80) {
            append_code_point(out, next_code_point(text, at));  // what is not UTF-8 becomes U+FFFD
            continue;
        }
        ++at;
        constexpr std::string_view named = "\"\\\b\f\n\r\t";
        if (auto const found = named.find(static_cast<char>(byte)); found != std::string_view::npos) {
            out.push_back('\\');
            out.push_back("\"\\bfnrt"[found]);
        } else if (byte < 0x20) {
            out += "\\u00";
            out.push_back(static_cast<char>('0' + (byte >> 4)));
            out.push_back("0123456789abcdef"[byte & 15]);
        } else {
            out.push_back(static_cast<char>(byte));
        }
    }
    out.push_back('"');
}

/// Writes JSON; numbers as ECMAScript does (a library's own writer of floating point weighs 3 KB in the page).
struct Writer {
    std::string out;
    bool sorted = false;  ///< members in the order of RFC 8785
    bool lines = false;   ///< one member or item a line, two spaces a level
    std::size_t level = 0;

    void item(bool first) {
        if (!first) { out.push_back(','); }
        line();
    }
    void line() {
        if (!lines) { return; }
        out.push_back('\n');
        out.append(level * 2, ' ');
    }

    void object(Json::object_t const& object) {
        std::vector<std::pair<std::string const*, Json const*>> members;
        members.reserve(object.size());
        for (auto const& [name, value] : object) { members.emplace_back(&name, &value); }
        if (sorted) {
            sort_items(members, [](auto const& a, auto const& b) { return utf16_less(a.first, b.first); });
        }
        for (auto const& member : members) {
            item(&member == members.data());
            append_text(out, *member.first);
            out += lines ? ": " : ":";
            write(*member.second);
        }
    }

    void write(Json const& json) {
        switch (json.type()) {
        case Json::value_t::object:
        case Json::value_t::array: {
            bool const object = json.is_object();
            out.push_back(object ? '{' : '[');
            ++level;
            if (object) {
                this->object(*json.get_ptr<Json::object_t const*>());
            } else {
                auto const& array = *json.get_ptr<Json::array_t const*>();
                for (Json const& value : array) {
                    item(&value == array.data());
                    write(value);
                }
            }
            --level;
            if (!json.empty()) { line(); }
            return out.push_back(object ? '}' : ']');
        }
        case Json::value_t::string: return append_text(out, *json.get_ptr<Json::string_t const*>());
        case Json::value_t::boolean: out += *json.get_ptr<Json::boolean_t const*>() ? "true" : "false"; return;
        case Json::value_t::number_unsigned: out += std::to_string(*json.get_ptr<Json::number_unsigned_t const*>()); return;
        case Json::value_t::number_integer: out += std::to_string(*json.get_ptr<Json::number_integer_t const*>()); return;
        case Json::value_t::number_float: {
            double const number = *json.get_ptr<Json::number_float_t const*>();
            out += std::isfinite(number) ? ecmascript_number(number) : "null";  // JSON has no infinities
            return;
        }
        case Json::value_t::null:
        case Json::value_t::binary:
        case Json::value_t::discarded: out += "null"; return;
        }
    }
};

}  // namespace

Result<Json> parse_json(std::string_view text) {
    if (std::size_t const nul = text.find('\0'); nul != std::string_view::npos) {
        // The parser would take it for the end and never look at what follows.
        return std::unexpected(trouble_of(Refusal::syntax, nul + 1));
    }
    Builder builder;
    std::size_t taken = 0;
    CountingIterator const first{text.begin(), &taken};
    CountingIterator const last{text.end(), &taken};
    if (!Json::sax_parse(first, last, &builder)) { return std::unexpected(trouble_of(builder.refusal, taken)); }
    return std::move(builder.root);
}

std::string write_json(Json const& json) {
    Writer writer;
    writer.write(json);
    return std::move(writer.out);
}

std::string write_json_pretty(Json const& json) {
    Writer writer{.out = {}, .lines = true};
    writer.write(json);
    return std::move(writer.out);
}

std::string canonical_json(Json const& json) {
    Writer writer{.out = {}, .sorted = true};
    writer.write(json);
    return std::move(writer.out);
}

Json const* member(Json const& json, std::string_view name) {
    auto const* const object = json.get_ptr<Json::object_t const*>();
    if (object == nullptr) { return nullptr; }
    auto const found = std::ranges::find(*object, name, [](auto const& entry) { return std::string_view{entry.first}; });
    return found == object->end() ? nullptr : &found->second;
}

std::optional<std::string> text_member(Json const& json, std::string_view name) {
    Json const* const value = member(json, name);
    auto const* const text = value == nullptr ? nullptr : value->get_ptr<Json::string_t const*>();
    return text == nullptr ? std::nullopt : std::optional{*text};
}

std::optional<std::int64_t> integer_member(Json const& json, std::string_view name) {
    Json const* const value = member(json, name);
    if (value == nullptr || !value->is_number_integer()) { return std::nullopt; }
    if (auto const* const large = value->get_ptr<Json::number_unsigned_t const*>()) {
        return std::in_range<std::int64_t>(*large) ? std::optional{static_cast<std::int64_t>(*large)} : std::nullopt;
    }
    return *value->get_ptr<Json::number_integer_t const*>();
}

std::optional<bool> boolean_member(Json const& json, std::string_view name) {
    Json const* const value = member(json, name);
    auto const* const flag = value == nullptr ? nullptr : value->get_ptr<Json::boolean_t const*>();
    return flag == nullptr ? std::nullopt : std::optional{*flag};
}

}  // namespace guichet
