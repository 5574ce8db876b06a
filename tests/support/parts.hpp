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

}  // namespace guichet::test
