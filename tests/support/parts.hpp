// The shared parts of a folder of procedures, for assemble(): what the receiver does for the command, for programs that do not link it.
#pragma once

#include <fstream>
#include <optional>
#include <sstream>
#include <string>
#include <string_view>

#include "procedure/assemble.hpp"

namespace guichet::test {

inline PartReader parts_in(std::string folder) {
    return [folder = std::move(folder)](std::string_view path) -> std::optional<std::string> {
        std::ifstream const file(folder + "/" + std::string(path), std::ios::binary);
        if (!file) return std::nullopt;
        std::ostringstream text;
        text << file.rdbuf();
        return text.str();
    };
}

/// A procedure of the project whole, as the page gets it; empty when there is no such file.
inline std::string whole_procedure(std::string const& path) {
    std::ifstream const file(path, std::ios::binary);
    std::ostringstream text;
    text << file.rdbuf();
    return assemble(text.str(), parts_in("assets/procedures")).text;
}

}  // namespace guichet::test
