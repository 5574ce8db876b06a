#include "view/patch.hpp"

#include <algorithm>
#include <array>
#include <cstddef>
#include <unordered_map>
#include <utility>

#include "core/text.hpp"

namespace guichet {
namespace {

using patch::Attribute;
using patch::Listens;
using patch::Operation;

constexpr std::uint32_t bit(Attribute attribute) { return 1U << static_cast<std::uint32_t>(attribute); }

constexpr std::array<std::string Node::*, 14> strings{&Node::id,           &Node::text,         &Node::value,      &Node::name,
                                                      &Node::described_by, &Node::labelled_by,  &Node::refers_to,  &Node::active,
                                                      &Node::group_name,   &Node::autocomplete, &Node::input_mode, &Node::enter_key_hint,
                                                      &Node::accept,       &Node::capture_keys};
constexpr auto first_string = static_cast<std::uint32_t>(Attribute::id);

std::uint32_t listens(Node const& node) {
    std::uint32_t bits = 0;
    auto const note = [&](ActionIndex action, Listens event) {
        if (action != 0) { bits |= 1U << static_cast<std::uint32_t>(event); }
    };
    note(node.on_click, Listens::click);
    note(node.on_input, Listens::input);
    note(node.on_change, Listens::change);
    note(node.on_blur, Listens::blur);
    note(node.on_focus, Listens::focus);
    note(node.on_files, Listens::files);
    note(node.on_toggle, Listens::toggle);
    note(node.on_cancel, Listens::cancel);
    note(node.on_key, Listens::key);
    note(node.on_submit, Listens::submit);
    return bits;
}

std::uint32_t number_of(Node const& node, Attribute attribute) {
    switch (attribute) {
    case Attribute::look: return static_cast<std::uint32_t>(node.look);
    case Attribute::layout: return static_cast<std::uint32_t>(node.layout);
    case Attribute::gap: return static_cast<std::uint32_t>(node.gap);
    case Attribute::width: return static_cast<std::uint32_t>(node.width);
    case Attribute::icon: return static_cast<std::uint32_t>(node.icon);
    case Attribute::states: return node.states;
    case Attribute::columns_span: return node.columns_span;
    case Attribute::rows: return node.rows;
    case Attribute::max_length: return node.max_length;
    default: return listens(node);
    }
}

std::uint32_t difference(Node const& old, Node const& now) {
    std::uint32_t mask = 0;
    for (std::uint32_t index = 0; index < first_string; ++index) {
        auto const attribute = static_cast<Attribute>(index);
        if (number_of(old, attribute) != number_of(now, attribute)) { mask |= bit(attribute); }
    }
    for (std::size_t index = 0; index < strings.size(); ++index) {
        if (old.*strings[index] != now.*strings[index]) { mask |= 1U << (first_string + static_cast<std::uint32_t>(index)); }
    }
    return mask;
}

/// All of a node but its children; keeps the strings' memory.
void copy_own(Node& to, Node const& from) {
    to.role = from.role;
    to.look = from.look;
    to.layout = from.layout;
    to.gap = from.gap;
    to.width = from.width;
    to.icon = from.icon;
    to.level = from.level;
    to.states = from.states;
    to.max_length = from.max_length;
    to.rows = from.rows;
    to.columns_span = from.columns_span;
    to.on_click = from.on_click;
    to.on_input = from.on_input;
    to.on_change = from.on_change;
    to.on_blur = from.on_blur;
    to.on_focus = from.on_focus;
    to.on_files = from.on_files;
    to.on_toggle = from.on_toggle;
    to.on_cancel = from.on_cancel;
    to.on_key = from.on_key;
    to.on_submit = from.on_submit;
    for (auto const string : strings) {
        if (to.*string != from.*string) { to.*string = from.*string; }
    }
}

/// Marks the places of one longest increasing subsequence; zeros (new nodes) are no part of it.
std::vector<bool> longest_increasing(std::vector<std::uint32_t> const& ranks) {
    std::vector<std::size_t> tails;
    std::vector<std::size_t> previous(ranks.size(), ranks.size());
    for (std::size_t index = 0; index < ranks.size(); ++index) {
        if (ranks[index] == 0) { continue; }
        auto const found = std::ranges::lower_bound(tails, ranks[index], {}, [&](std::size_t tail) { return ranks[tail]; });
        if (found != tails.begin()) { previous[index] = *(found - 1); }
        if (found == tails.end()) {
            tails.push_back(index);
        } else {
            *found = index;
        }
    }
    std::vector<bool> stays(ranks.size(), false);
    for (std::size_t index = tails.empty() ? ranks.size() : tails.back(); index != ranks.size(); index = previous[index]) {
        stays[index] = true;
    }
    return stays;
}

}  // namespace

void Patcher::write(std::uint32_t number) {
    while (number >= 0x80U) {
        patch_.operations.push_back(static_cast<std::uint8_t>(number | 0x80U));
        number >>= 7U;
    }
    patch_.operations.push_back(static_cast<std::uint8_t>(number));
}

void Patcher::write(std::string const& text) {
    // The page cuts the decoded text by these lengths: one invalid byte would shift all that follows.
    std::uint32_t units = 0;
    for (std::size_t at = 0; at < text.size();) {
        auto const byte = static_cast<unsigned char>(text[at]);
        if (byte < 0x80U) {
            patch_.text.push_back(text[at++]);
            ++units;
            continue;
        }
        char32_t const code_point = next_code_point(text, at);
        append_code_point(patch_.text, code_point);
        units += code_point > 0xFFFFU ? 2 : 1;
    }
    write(units);
}

void Patcher::write_attributes(std::uint32_t mask, Node const& node) {
    write(mask);
    for (std::uint32_t index = 0; index < first_string; ++index) {
        if ((mask >> index & 1U) != 0) { write(number_of(node, static_cast<Attribute>(index))); }
    }
    for (std::size_t index = 0; index < strings.size(); ++index) {
        if ((mask >> (first_string + index) & 1U) != 0) { write(node.*strings[index]); }
    }
}

bool Patcher::matches(Handle handle, Node const& node) const {
    Node const& shown = entries_[handle].shown;
    return shown.role == node.role && shown.level == node.level && shown.id == node.id;
}

Handle Patcher::create(Node const& node, Handle parent) {
    if (kept_ == 0 || !matches(kept_, node)) { return make(node, parent); }
    Handle const handle = std::exchange(kept_, 0);
    mark_used(handle, true);
    if (parent != 0) {
        write(static_cast<std::uint32_t>(Operation::insert));
        write(handle);
        write(parent);
        write(0);
    }
    renew(handle, node);
    return handle;
}

Handle Patcher::make(Node const& node, Handle parent) {
    Handle handle = 0;
    if (free_.empty()) {
        handle = handle_limit();
        entries_.emplace_back();
    } else {
        handle = free_.back();
        free_.pop_back();
    }
    if (room_ > 0) { --room_; }
    static Node const blank;
    write(static_cast<std::uint32_t>(Operation::create));
    write(handle);
    write(parent);
    write(static_cast<std::uint32_t>(node.role));
    write(node.level);
    write_attributes(difference(blank, node), node);

    copy_own(entries_[handle].shown, node);
    entries_[handle].used = true;
    std::vector<Handle> children;
    children.reserve(node.children.size());
    for (Node const& child : node.children) {
        if (can_wait(child)) {
            cut_ = true;
            break;
        }
        children.push_back(create(child, handle));
    }
    entries_[handle].children = std::move(children);  // entries_ may have grown meanwhile
    return handle;
}

void Patcher::remove(Handle handle) {
    if (keep_tables(handle)) { return; }
    write(static_cast<std::uint32_t>(Operation::remove));
    write(handle);
    forget(handle);
}

/// Takes the tables out of what is about to go; true when that is itself one.
bool Patcher::keep_tables(Handle handle) {
    Node const& shown = entries_[handle].shown;
    if (shown.role == Role::table && !shown.id.empty()) {
        keep(handle);
        return true;
    }
    std::erase_if(entries_[handle].children, [this](Handle child) { return keep_tables(child); });
    return false;
}

void Patcher::keep(Handle handle) {
    if (kept_ != 0) {
        write(static_cast<std::uint32_t>(Operation::remove));
        write(kept_);
        forget(kept_);
    }
    write(static_cast<std::uint32_t>(Operation::detach));
    write(handle);
    mark_used(handle, false);
    kept_ = handle;
}

/// Of what is not in use nothing is known, and no event is taken.
void Patcher::mark_used(Handle handle, bool used) {
    entries_[handle].used = used;
    for (Handle const child : entries_[handle].children) { mark_used(child, used); }
}

void Patcher::forget(Handle handle) {
    std::vector<Handle> const children = std::move(entries_[handle].children);
    for (Handle const child : children) { forget(child); }
    entries_[handle] = Entry{};
    free_.push_back(handle);
}

void Patcher::renew(Handle handle, Node const& node) {
    Node& shown = entries_[handle].shown;
    if (std::uint32_t const mask = difference(shown, node); mask != 0) {
        write(static_cast<std::uint32_t>(Operation::update));
        write(handle);
        write_attributes(mask, node);
    }
    copy_own(shown, node);
    if (!node.children.empty() || !entries_[handle].children.empty()) { renew_children(handle, node.children); }
}

void Patcher::pair_up(std::vector<Handle> const& olds, std::vector<Node> const& nodes, std::size_t first, std::size_t old_end,
                      std::size_t new_end, std::vector<Handle>& paired) const {
    // A key is the id, or role and level where there is none; equal keys are taken in order.
    auto const key = [](Node const& node) {
        return node.id.empty() ? std::string{static_cast<char>(node.role), static_cast<char>(node.level)} : node.id;
    };
    std::unordered_map<std::string, std::vector<Handle>> waiting;
    for (std::size_t index = old_end; index > first; --index) { waiting[key(entries_[olds[index - 1]].shown)].push_back(olds[index - 1]); }
    for (std::size_t index = first; index < new_end; ++index) {
        auto const found = waiting.find(key(nodes[index]));
        if (found != waiting.end() && !found->second.empty() && matches(found->second.back(), nodes[index])) {
            paired[index] = found->second.back();
            found->second.pop_back();
        }
    }
}

void Patcher::renew_children(Handle parent, std::vector<Node> const& nodes) {
    std::vector<Handle> const olds = std::move(entries_[parent].children);
    std::vector<Handle> paired(nodes.size(), 0);
    std::size_t first = 0;
    while (first < olds.size() && first < nodes.size() && matches(olds[first], nodes[first])) {
        paired[first] = olds[first];
        ++first;
    }
    std::size_t old_end = olds.size();
    std::size_t new_end = nodes.size();
    while (old_end > first && new_end > first && matches(olds[old_end - 1], nodes[new_end - 1])) { paired[--new_end] = olds[--old_end]; }
    if (first < old_end && first < new_end) { pair_up(olds, nodes, first, old_end, new_end, paired); }

    // Place among the old ones, from 1; taken out when found again.
    std::vector<std::uint32_t> rank(first < old_end ? entries_.size() : 0, 0);
    for (std::size_t index = first; index < old_end; ++index) { rank[olds[index]] = static_cast<std::uint32_t>(index - first + 1); }
    std::vector<std::uint32_t> ranks;
    ranks.reserve(new_end - first);
    for (std::size_t index = first; index < new_end; ++index) {
        ranks.push_back(paired[index] == 0 ? 0 : std::exchange(rank[paired[index]], 0));
    }
    for (std::size_t index = first; index < old_end; ++index) {
        if (rank[olds[index]] != 0) { remove(olds[index]); }
    }

    std::vector<bool> const stays = longest_increasing(ranks);
    // In order, so that it is the last ones that wait: those after which nothing stands that is there already.
    auto const is_new = [](std::uint32_t old_rank) { return old_rank == 0; };
    for (std::size_t at = first; at < new_end; ++at) {
        if (paired[at] != 0) { continue; }
        if (new_end == nodes.size() && can_wait(nodes[at]) &&
            std::ranges::all_of(ranks.begin() + static_cast<std::ptrdiff_t>(at - first), ranks.end(), is_new)) {
            cut_ = true;
            new_end = at;
            paired.resize(at);
            break;
        }
        paired[at] = create(nodes[at], 0);
    }
    for (std::size_t index = new_end; index > first; --index) {
        std::size_t const at = index - 1;
        if (stays[at - first]) { continue; }
        write(static_cast<std::uint32_t>(Operation::insert));
        write(paired[at]);
        write(parent);
        write(at + 1 < paired.size() ? paired[at + 1] : 0);
    }
    for (std::size_t index = 0; index < paired.size(); ++index) {
        if (index < first || index >= new_end || ranks[index - first] != 0) { renew(paired[index], nodes[index]); }
    }
    entries_[parent].children = std::move(paired);
}

/// What is alike and may be many, and makes sense without those that follow.
bool Patcher::can_wait(Node const& node) const { return room_ == 0 && (node.role == Role::row || node.id.ends_with("-champ")); }

void Patcher::place(Node const& node, Handle handle) {
    std::size_t const at = order_.size();
    order_.push_back({&node, handle, 0});
    std::vector<Handle> const& children = entries_[handle].children;
    for (std::size_t index = 0; index < children.size(); ++index) { place(node.children[index], children[index]); }
    order_[at].end = static_cast<std::uint32_t>(order_.size());
}

Patch const& Patcher::update(Node const& root, std::uint32_t room) {
    room_ = room;
    cut_ = false;
    patch_.operations.clear();
    patch_.text.clear();
    if (root_ != 0 && matches(root_, root)) {
        renew(root_, root);
    } else {
        if (root_ != 0) { remove(root_); }
        root_ = create(root, 0);
        write(static_cast<std::uint32_t>(Operation::insert));
        write(root_);
        write(0);
        write(0);
    }
    order_.clear();
    place(root, root_);
    return patch_;
}

void Patcher::holds_text(Handle handle, std::string_view text) {
    if (known(handle) != nullptr) { entries_[handle].shown.value = text; }
}

void Patcher::holds_state(Handle handle, std::uint32_t bit, bool on) {
    if (known(handle) != nullptr) {
        std::uint32_t& states = entries_[handle].shown.states;
        states = on ? states | bit : states & ~bit;
    }
}

void Patcher::holds_radio(Handle handle) {
    if (known(handle) == nullptr) { return; }
    std::string const group = entries_[handle].shown.group_name;
    for (Entry& entry : entries_) {
        if (entry.used && entry.shown.role == Role::radio && entry.shown.group_name == group) { entry.shown.states &= ~state::checked; }
    }
    entries_[handle].shown.states |= state::checked;
}

Node const* Patcher::known(Handle handle) const {
    return handle < entries_.size() && entries_[handle].used ? &entries_[handle].shown : nullptr;
}

}  // namespace guichet
