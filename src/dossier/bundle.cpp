// The first line of a dossier carried away as one file.
#include <charconv>

#include "dossier/codec.hpp"

namespace guichet {

namespace {

constexpr std::string_view mark = "GUICHET1 ";

}  // namespace

Result<BundleHead> read_bundle_head(std::string_view first_bytes) {
    Trouble const trouble{"fichier-illisible",
                          "Ce fichier n’est pas un dossier Guichet complet : sa première ligne n’est pas celle attendue."};
    if (!first_bytes.starts_with(mark)) return std::unexpected(trouble);
    char const* const digits = first_bytes.data() + mark.size();
    char const* const end = first_bytes.data() + first_bytes.size();
    BundleHead head;
    auto const read = std::from_chars(digits, end, head.json_length);
    if (read.ec != std::errc{} || read.ptr == end || *read.ptr != '\n') return std::unexpected(trouble);
    head.json_offset = static_cast<std::uint64_t>(read.ptr - first_bytes.data()) + 1;
    return head;
}

std::string write_bundle_head(std::uint64_t json_length) { return std::string(mark) + std::to_string(json_length) + '\n'; }

}  // namespace guichet
