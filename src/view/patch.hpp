// The difference between the tree that the page shows and a new one, as a compact list of operations
// for the mirror (web/mirror.ts). Pure: no platform, no clock; the test applies patches to a plain tree.
//
// - Siblings are matched by id; those without one by role, in order. A node whose role or heading level
//   changed is another node, since its element is another.
// - Each node has a handle: small, dense, reused after its node is gone, never 0.
// - The longest run of siblings that keep their order stays put: moving an element takes the focus from it.
// - A long page comes in two patches: the first makes what a window can show, so that nobody waits for the rest.
// - A table that leaves the page is detached and kept, the last one only: who comes back from one of its rows finds
//   hundreds of them again, and little of it has changed.
// - `Patcher` remembers what each control holds by the person's hand (`holds`), so a value that the model
//   took over is not written back, and one that the model refused is.
//
// Form of a patch. `operations`: LEB128 numbers. `text`: all strings one after the other, UTF-8, decoded
// by the page at one go; an operation names a string by its length in UTF-16 units only.
//   1 create  handle parent role level mask attributes…   parent 0: not attached yet; else appended to it
//   2 update  handle mask attributes…
//   3 insert  handle parent before                         before 0: at the end; moves what is attached already
//   4 remove  handle                                       with everything under it
//   5 detach  handle                                       out of the page, but kept: an insert brings it back
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "view/node.hpp"

namespace guichet {

using Handle = std::uint32_t;

namespace patch {
enum class Operation : std::uint8_t { create = 1, update, insert, remove, detach };

/// Bits of an operation's mask, and the order in which the attributes follow. Known to web/protocol.ts.
enum class Attribute : std::uint8_t {
    look = 0,
    layout,
    gap,
    width,
    icon,
    states,
    columns_span,
    rows,
    max_length,
    listens,
    id,
    text,
    value,
    name,
    described_by,
    labelled_by,
    refers_to,
    active,
    group_name,
    autocomplete,
    input_mode,
    enter_key_hint,
    accept,
    capture_keys,
};

/// Bits of `listens`: which events the page has to tell of this node.
enum class Listens : std::uint8_t { click = 0, input, change, blur, focus, files, toggle, cancel, key, submit };
}  // namespace patch

struct Patch {
    std::vector<std::uint8_t> operations;
    std::string text;
};

/// A node of the current tree, in document order; `end` is the place after its last descendant.
struct Placed {
    Node const* node = nullptr;
    Handle handle = 0;
    std::uint32_t end = 0;
};

class Patcher {
public:
    static constexpr std::uint32_t no_limit = UINT32_MAX;

    /// What turns the page into `root`. Valid until the next call; empty when nothing changed. Once it makes `room` new nodes, the
    /// fields and rows that come last are left for another call, with what follows them in their list.
    Patch const& update(Node const& root, std::uint32_t room = no_limit);
    /// Whether the last update() left something out.
    [[nodiscard]] bool is_cut() const { return cut_; }

    /// The person's hand: the control of that handle now holds this.
    void holds_text(Handle handle, std::string_view text);
    void holds_state(Handle handle, std::uint32_t bit, bool on);
    /// Only one radio of a group stays checked in the page.
    void holds_radio(Handle handle);

    /// What the page was last told of that node, without its children; null when there is none.
    [[nodiscard]] Node const* known(Handle handle) const;
    /// The tree last given to update(), as far as it has been made, in document order; its pointers live as long as that tree.
    [[nodiscard]] std::vector<Placed> const& order() const { return order_; }
    /// All handles are below this.
    [[nodiscard]] Handle handle_limit() const { return static_cast<Handle>(entries_.size()); }

private:
    struct Entry {
        Node shown;  ///< without children
        std::vector<Handle> children;
        bool used = false;
    };

    [[nodiscard]] bool matches(Handle handle, Node const& node) const;
    Handle create(Node const& node, Handle parent);
    Handle make(Node const& node, Handle parent);
    void remove(Handle handle);
    bool keep_tables(Handle handle);
    void keep(Handle handle);
    void mark_used(Handle handle, bool used);
    void forget(Handle handle);
    void renew(Handle handle, Node const& node);
    void renew_children(Handle parent, std::vector<Node> const& nodes);
    void pair_up(std::vector<Handle> const& olds, std::vector<Node> const& nodes, std::size_t first, std::size_t old_end,
                 std::size_t new_end, std::vector<Handle>& paired) const;
    [[nodiscard]] bool can_wait(Node const& node) const;
    void place(Node const& node, Handle handle);
    void write_attributes(std::uint32_t mask, Node const& node);
    void write(std::uint32_t number);
    void write(std::string const& text);

    std::vector<Entry> entries_{1};
    std::vector<Handle> free_;
    std::vector<Placed> order_;
    Handle root_ = 0;
    Handle kept_ = 0;  ///< the table that was detached last; 0: none
    std::uint32_t room_ = no_limit;
    bool cut_ = false;
    Patch patch_;
};

}  // namespace guichet
