// What a file is, by its first bytes: the name's ending proves nothing.
#pragma once

#include <cstddef>
#include <span>
#include <string_view>

namespace guichet {

enum class FileType { unknown, pdf, jpeg, png };

/// Number of leading bytes that detect_file_type wants to see (fewer if the file is shorter).
inline constexpr std::size_t magic_length = 16;

[[nodiscard]] FileType detect_file_type(std::span<std::byte const> head);
/// "application/pdf", …; "" for unknown.
[[nodiscard]] std::string_view media_type(FileType type);
/// "PDF", "JPEG", "PNG", …: how people call it.
[[nodiscard]] std::string_view file_type_name(FileType type);

}  // namespace guichet
