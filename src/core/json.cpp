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

void append_canonical(std::string& out, Json const& json) {
    if (auto const* const object = json.get_ptr<Json::object_t const*>()) {
        std::vector<std::pair<std::string const*, Json const*>> members;
        members.reserve(object->size());
        for (auto const& [name, value] : *object) { members.emplace_back(&name, &value); }
        sort_items(members, [](auto const& a, auto const& b) { return utf16_less(a.first, b.first); });
        out.push_back('{');
        for (auto const& [name, value] : members) {
            out += out.back() == '{' ? "" : ",";
            out += write_json(Json(*name));
            out.push_back(':');
            append_canonical(out, *value);
        }
        out.push_back('}');
    } else if (auto const* const array = json.get_ptr<Json::array_t const*>()) {
        out.push_back('[');
        for (Json const& value : *array) {
            out += &value == array->data() ? "" : ",";
            append_canonical(out, value);
        }
        out.push_back(']');
    } else if (auto const* const number = json.get_ptr<Json::number_float_t const*>()) {
        out += std::isfinite(*number) ? ecmascript_number(*number) : "null";  // JSON has no infinities
    } else {
        out += write_json(json);
    }
}

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

std::string write_json(Json const& json) { return json.dump(-1, ' ', false, Json::error_handler_t::replace); }

std::string write_json_pretty(Json const& json) { return json.dump(2, ' ', false, Json::error_handler_t::replace); }

std::string canonical_json(Json const& json) {
    std::string out;
    append_canonical(out, json);
    return out;
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
