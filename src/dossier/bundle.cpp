// Dossiers put away whole: the first line of one carried away as a file, several in one file, and what was sent within its own.
#include <charconv>

#include "dossier/codec.hpp"
#include "dossier/json_cursor.hpp"

namespace guichet {

namespace {

constexpr std::string_view mark = "GUICHET1 ";
constexpr char const* several_open = "{\"guichet_dossiers\":[";

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

std::string write_sent(Procedure const& procedure, Dossier const& dossier) {
    Dossier sent = dossier;
    sent.history.clear();
    sent.remarks.clear();
    sent.instalments.clear();
    sent.receipt.reset();
    sent.sent.clear();
    sent.place.clear();
    return write_dossier(procedure, sent);
}

std::string write_several(std::span<std::string_view const> files) {
    std::string json = several_open;
    for (std::size_t i = 0; i < files.size(); ++i) {
        if (i > 0) json += ',';
        json += files[i];
    }
    return json += "]}";
}

std::vector<std::string_view> dossiers_in(std::string_view json) {
    std::vector<std::string_view> files;
    if (!json.starts_with(several_open)) {
        files.push_back(json);
        return files;
    }
    JsonCursor cursor{json};
    std::string_view name;
    if (!cursor.enter_object() || !cursor.next_member(name) || !cursor.enter_array()) return {};
    while (cursor.next_item()) { files.push_back(cursor.skip()); }
    if (cursor.next_member(name) || !cursor.at_end()) files.clear();
    return files;
}

}  // namespace guichet
