// A procedure while it is assembled: a tree that borrows the JSON of its files and knows of each node where it stands there. What holds
// no reference and no name stays one node, whole: a list of 20,000 choices costs nothing. Internal to assemble.cpp.
#pragma once

#include <cstdint>
#include <functional>
#include <string>
#include <string_view>
#include <vector>

#include "core/json.hpp"
#include "procedure/assemble.hpp"

namespace guichet::parts {

/// A place of the sources: a file, by its number (0: the procedure itself), and a JSON pointer.
struct Place {
    std::uint32_t file = 0;
    std::string pointer;
    friend bool operator==(Place const&, Place const&) = default;
    [[nodiscard]] Place at(std::string_view name) const;
    [[nodiscard]] Place at(std::size_t index) const;
};

struct Node {
    Json const* whole = nullptr;  ///< taken as it stands; null: an object or array of `children`
    bool is_list = false;
    std::string key;              ///< in an object
    Place place;
    std::vector<Node> children;

    [[nodiscard]] bool is_object() const { return whole == nullptr ? !is_list : whole->is_object(); }
    [[nodiscard]] bool is_array() const { return whole == nullptr ? is_list : whole->is_array(); }
    [[nodiscard]] Node* child(std::string_view name);
    /// The text, when it is one.
    [[nodiscard]] std::string const* text() const;
};

/// Makes children of what was taken whole, one level.
void open(Node& node);
/// Puts a member into an object, over the one of that name; a null takes that one away.
void set_member(Node& object, Node&& member);
/// What an object of the format is called: its `field`, `group`, `attachment`, `schedule` or `id`. Null: it has no name.
[[nodiscard]] std::string const* name_of(Node const& object);
/// Calls `each(node, name, full name)` for every named object below; the full name of a row's field begins with its group's. Nodes of
/// which it returns true are left out.
using Named = std::function<bool(Node& object, std::string const& name, std::string const& full_name)>;
void for_each_named(Node& within, Named const& each, std::string const& group = {});
/// Drops the top-level sources, nomenclatures and tables that came from a part and that nothing mentions.
void drop_unused(Node& procedure);

/// Compact JSON. Notes an origin wherever a node does not stand where its parent's place would have it; null: none are wanted.
void write(Node const& node, std::string& text, std::string const& pointer, std::vector<std::pair<std::string, Place>>& origins);

}  // namespace guichet::parts
