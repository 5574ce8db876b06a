// Signatures: ISO 32000-1 7.5.2 (%PDF-), ITU-T T.81 B.1.1.3 (SOI and the next marker's first byte),
// W3C PNG 5.2.
#include "core/file_types.hpp"

#include <algorithm>
#include <array>
#include <cstdint>

namespace guichet {
namespace {

constexpr std::array<std::uint8_t, 5> pdf_magic{'%', 'P', 'D', 'F', '-'};
constexpr std::array<std::uint8_t, 3> jpeg_magic{0xFF, 0xD8, 0xFF};
constexpr std::array<std::uint8_t, 8> png_magic{0x89, 'P', 'N', 'G', '\r', '\n', 0x1A, '\n'};

bool begins_with(std::span<std::byte const> head, std::span<std::uint8_t const> magic) {
    return head.size() >= magic.size() &&
           std::equal(magic.begin(), magic.end(), head.begin(), [](std::uint8_t m, std::byte b) { return std::byte{m} == b; });
}

}  // namespace

FileType detect_file_type(std::span<std::byte const> head) {
    if (begins_with(head, pdf_magic)) { return FileType::pdf; }
    if (begins_with(head, jpeg_magic)) { return FileType::jpeg; }
    if (begins_with(head, png_magic)) { return FileType::png; }
    return FileType::unknown;
}

std::string_view media_type(FileType type) {
    switch (type) {
    case FileType::pdf: return "application/pdf";
    case FileType::jpeg: return "image/jpeg";
    case FileType::png: return "image/png";
    case FileType::unknown: break;
    }
    return "";
}

std::string_view file_type_name(FileType type) {
    switch (type) {
    case FileType::pdf: return "PDF";
    case FileType::jpeg: return "JPEG";
    case FileType::png: return "PNG";
    case FileType::unknown: break;
    }
    return "";
}

}  // namespace guichet
