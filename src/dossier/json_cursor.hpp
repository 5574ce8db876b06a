// Reads JSON text in one pass, without a tree: opening a dossier must not cost a copy of all its texts in nodes
// that are thrown away. Strict JSON (RFC 8259), valid UTF-8, at most 64 levels. Internal to the room.
//
// After the first fault every call answers false or empty and `failed()` stays true: callers check once, at the end.
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace guichet {

class JsonCursor {
public:
    enum class Type : std::uint8_t { object, array, text, number, boolean, null, fault };

    explicit JsonCursor(std::string_view text) : text_(text) {}

    [[nodiscard]] bool failed() const { return failed_; }
    [[nodiscard]] std::size_t offset() const { return at_; }
    /// What comes next; reads nothing.
    [[nodiscard]] Type peek();

    /// while (cursor.next_member(name)) { read exactly one value } — after enter_object().
    [[nodiscard]] bool enter_object();
    [[nodiscard]] bool next_member(std::string_view& name);
    /// Reads the name of the next member if it is that one, written without a space or an escape; else nothing.
    [[nodiscard]] bool take_member(std::string_view name);
    [[nodiscard]] bool enter_array();
    [[nodiscard]] bool next_item();

    /// The text: a view of the source, or of an inner buffer when it had escapes. Valid until the next text or name.
    [[nodiscard]] std::string_view read_text();
    /// A whole number within 64 bits; nothing for any other number, which is then read all the same.
    [[nodiscard]] std::optional<std::int64_t> read_integer();
    /// The same, and in `source` the text of the number.
    [[nodiscard]] std::optional<std::int64_t> read_integer(std::string_view& source);
    [[nodiscard]] bool read_boolean();
    void read_null();
    /// Reads one value of any kind; its source text.
    std::string_view skip();
    /// Only white space is left.
    [[nodiscard]] bool at_end();
    void fail() { failed_ = true; }

private:
    void skip_spaces();
    bool take(char wanted);
    bool take_word(std::string_view word);
    std::string_view scan_text(std::string& buffer);
    bool scan_escape(std::string& buffer);
    bool scan_hex(std::uint32_t& unit);
    bool scan_number();

    static constexpr int most_levels = 64;
    std::string_view text_;
    std::size_t at_ = 0;
    int level_ = 0;
    bool first_ = false;  ///< just entered: no comma before the next member or item
    bool failed_ = false;
    std::string name_;
    std::string value_;
};

}  // namespace guichet
