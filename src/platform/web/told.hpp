// What the page tells, read: either an event of a node, still by handle, or one of the platform as it stands.
#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <variant>
#include <vector>

#include "platform/ports.hpp"

namespace guichet {

/// The person did something to a node. `kind` is a patch::Listens number; the caller, who knows the tree, finds the action.
struct NodeEvent {
    std::uint32_t handle = 0;
    std::uint32_t kind = 0;
    std::string text;
};

/// Files chosen or dropped on a node.
struct NodeFiles {
    std::uint32_t handle = 0;
    std::vector<ChosenFile> files;
};

using Told = std::variant<NodeEvent, NodeFiles, PlatformEvent>;

/// Nothing for a kind that is not known.
[[nodiscard]] std::optional<Told> read_told(std::span<std::uint8_t const> bytes);

}  // namespace guichet
