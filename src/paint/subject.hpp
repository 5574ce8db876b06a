// What is being painted: one item with what it inherits from those around it, as colours and places are inherited in CSS.
#pragma once

#include <cstdint>
#include <span>

#include "paint/brush.hpp"
#include "paint/painter.hpp"

namespace guichet::paint {

/// Where a node stands, when that changes how it looks.
namespace place {
inline constexpr std::uint32_t header = 1U << 0U;
inline constexpr std::uint32_t footer = 1U << 1U;
inline constexpr std::uint32_t navigation = 1U << 2U;
inline constexpr std::uint32_t error_summary = 1U << 3U;
inline constexpr std::uint32_t steps = 1U << 4U;
inline constexpr std::uint32_t steps_across = 1U << 5U;  ///< the stepper lies: narrow page
inline constexpr std::uint32_t toast = 1U << 6U;
inline constexpr std::uint32_t quiet_list = 1U << 7U;    ///< definitions with small terms above, without lines
inline constexpr std::uint32_t stacked_row = 1U << 8U;   ///< a table row shown as a card: narrow page
inline constexpr std::uint32_t tile = 1U << 9U;
inline constexpr std::uint32_t hidden = 1U << 10U;
}  // namespace place

/// What the children of a node start from.
struct Context {
    Colour ink = 0;
    std::uint32_t places = 0;
    Node const* parent = nullptr;
    Node const* grandparent = nullptr;

    [[nodiscard]] bool in(std::uint32_t where) const { return (places & where) != 0; }
};

struct Subject {
    Node const& node;
    PaintItem const& item;
    Rect rect;
    Context context;
    std::span<PaintItem const> following;  ///< the items after this one

    [[nodiscard]] bool is(std::uint32_t state_bit) const { return (node.states & state_bit) != 0; }
    [[nodiscard]] bool hovered() const { return (item.touches & touch::hovered) != 0; }
    [[nodiscard]] bool pressed() const { return (item.touches & touch::pressed) != 0; }
    [[nodiscard]] bool focused() const { return (item.touches & touch::focused) != 0; }
    [[nodiscard]] bool focus_visible() const { return (item.touches & touch::focus_visible) != 0; }
    [[nodiscard]] bool dragged_over() const { return (item.touches & touch::dragged_over) != 0; }
};

/// Colour of the node's own text, and of what its children inherit.
[[nodiscard]] Colour ink_of(Subject const& subject, theme::Colours const& colours);
[[nodiscard]] Context context_inside(Subject const& subject, Colour ink);

/// A link or button that looks like a button, a tile included.
[[nodiscard]] bool looks_like_button(Node const& node);
[[nodiscard]] bool is_badge(Look look);
[[nodiscard]] bool is_callout(Node const& node);
/// Text fields of all kinds and selects: shown by the browser while they have the focus.
[[nodiscard]] bool is_field(Role role);

}  // namespace guichet::paint
