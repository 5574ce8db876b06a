// Colours of text and what is inherited: the twin of shell/base.css, containers.css and steps.css where they say `color`.
#include "paint/subject.hpp"

namespace guichet::paint {

bool is_field(Role role) { return role == Role::text_field || role == Role::text_area || role == Role::select || role == Role::combobox; }

bool is_badge(Look look) {
    return look == Look::badge || look == Look::badge_info || look == Look::badge_success || look == Look::badge_warning ||
           look == Look::badge_fault;
}

bool is_callout(Node const& node) {
    switch (node.role) {
    case Role::box:
    case Role::alert:
    case Role::status:
    case Role::section:
    case Role::paragraph:
    case Role::list_item:
        return node.look == Look::info || node.look == Look::success || node.look == Look::warning || node.look == Look::fault;
    default: return false;
    }
}

bool looks_like_button(Node const& node) {
    if (node.role == Role::button) return node.look != Look::tile;
    return node.role == Role::link && (node.look == Look::primary || node.look == Look::secondary);
}

namespace {

Colour button_ink(Subject const& subject, theme::Colours const& c) {
    if (subject.context.in(place::toast)) return c.toast_link;
    if (subject.is(state::disabled)) return c.ink_disabled;
    if (subject.node.look == Look::primary) return c.on_accent;
    if (subject.node.look == Look::danger) return c.on_danger;
    return subject.pressed() ? c.accent_soft_ink : subject.hovered() ? c.accent_hover : c.accent;
}

Colour link_ink(Subject const& subject, theme::Colours const& c) {
    auto const& around = subject.context;
    auto const hovered = subject.hovered();
    if (subject.node.look == Look::brand || subject.node.look == Look::tile) return c.ink;
    if (around.in(place::error_summary)) return hovered ? c.danger_hover : c.danger;
    if (around.in(place::footer)) return hovered ? c.accent_hover : c.ink_muted;
    if (around.in(place::header | place::steps)) {
        auto const current = subject.is(state::current) || (around.parent != nullptr && (around.parent->states & state::current) != 0);
        auto const bare = around.in(place::steps) || around.in(place::navigation) || subject.node.look == Look::quiet;
        if (bare) return current || hovered ? c.accent : c.ink;
    }
    if (subject.node.look == Look::danger) return c.danger;
    return subject.pressed() ? c.accent_pressed : hovered ? c.accent_hover : c.accent;
}

Colour badge_ink(Look look, bool in_steps, theme::Colours const& c) {
    if (in_steps) return look == Look::badge_success ? c.success : look == Look::badge_fault ? c.danger : c.ink_muted;
    switch (look) {
    case Look::badge_info: return c.info_soft_ink;
    case Look::badge_success: return c.success_soft_ink;
    case Look::badge_warning: return c.warning_soft_ink;
    case Look::badge_fault: return c.danger_soft_ink;
    default: return c.neutral_soft_ink;
    }
}

/// Looks that say a colour, on roles that are text.
Colour toned(Look look, Colour otherwise, theme::Colours const& c) {
    switch (look) {
    case Look::danger:
    case Look::fault: return c.danger;
    case Look::success: return c.success;
    case Look::warning: return c.warning;
    case Look::info: return c.info;
    case Look::primary: return c.accent;
    default: return otherwise;
    }
}

}  // namespace

Colour ink_of(Subject const& subject, theme::Colours const& c) {
    auto const& node = subject.node;
    auto const& around = subject.context;
    if (is_badge(node.look)) return badge_ink(node.look, around.in(place::steps), c);
    if (looks_like_button(node)) return button_ink(subject, c);
    switch (node.role) {
    case Role::link: return link_ink(subject, c);
    case Role::hint: return node.look == Look::warning ? c.warning : node.look == Look::info ? c.info : c.ink_muted;
    case Role::error: return c.danger;
    case Role::column_header: return c.ink_muted;
    case Role::footer: return c.ink_muted;
    case Role::disclosure_summary: return subject.hovered() ? c.accent_hover : c.accent;
    case Role::listbox_option: return subject.is(state::selected) ? c.accent_soft_ink : subject.is(state::disabled) ? c.ink_muted : c.ink;
    case Role::grid_cell:
        if (subject.is(state::selected)) return c.on_accent;
        return subject.is(state::disabled) ? c.ink_disabled : subject.is(state::current) ? c.accent : c.ink;
    case Role::tab: return subject.is(state::selected) || subject.hovered() ? c.accent : c.ink_muted;
    case Role::term:
        if (around.in(place::quiet_list)) return c.ink_muted;
        break;
    case Role::heading:
        if (node.look == Look::subtitle) return c.ink_muted;
        if (around.parent != nullptr && around.parent->look == Look::tile) return c.accent;
        break;
    default: break;
    }
    switch (node.look) {
    case Look::lead:
    case Look::caption:
    case Look::muted: return c.ink_muted;
    case Look::required_mark: return c.danger;
    case Look::toast: return c.on_toast;
    case Look::zone: return c.ink_muted;
    case Look::strong:
        if (around.parent != nullptr && around.parent->look == Look::tile) return c.accent;
        break;
    default: break;
    }
    if (node.role == Role::text || node.role == Role::term || node.role == Role::definition || node.role == Role::icon)
        return toned(node.look, around.ink, c);
    return around.ink;
}

Context context_inside(Subject const& subject, Colour ink) {
    auto const& node = subject.node;
    Context inside{ink, subject.context.places, &node, subject.context.parent};
    switch (node.role) {
    case Role::header: inside.places |= place::header; break;
    case Role::footer: inside.places |= place::footer; break;
    case Role::navigation: inside.places |= place::navigation; break;
    case Role::error_summary: inside.places |= place::error_summary; break;
    case Role::definition_list:
        if (node.look == Look::panel || node.layout == Layout::columns2 || node.layout == Layout::columns3 ||
            (subject.context.parent != nullptr && subject.context.parent->look == Look::panel))
            inside.places |= place::quiet_list;
        break;
    case Role::ordered_steps:
        inside.places |= place::steps;
            // The first two steps stand side by side, or one over the other.
        if (node.children.size() > 1) {
            for (auto const& other : subject.following) {
                if (other.node != &node.children[1]) continue;
                if (other.box.x > subject.item.box.x + 1) inside.places |= place::steps_across;
                break;
            }
        }
        break;
    case Role::row:
            // In a card, the first cell begins inside the padding.
        if (!subject.following.empty() && !node.children.empty() && subject.following.front().node == &node.children.front() &&
            subject.following.front().box.x > subject.item.box.x + 4)
            inside.places |= place::stacked_row;
        break;
    default: break;
    }
    if (node.look == Look::toast) inside.places |= place::toast;
    if (node.look == Look::tile) inside.places |= place::tile;
    if (subject.is(state::visually_hidden)) inside.places |= place::hidden;
    return inside;
}

}  // namespace guichet::paint
