#include "core/file_types.hpp"

#include <span>

#include "unit/core/support.hpp"

using namespace guichet;

namespace {

FileType type_of(std::string_view head) { return detect_file_type(std::as_bytes(std::span{head.data(), head.size()})); }

}  // namespace

TEST_CASE("detect_file_type tells PDF, JPEG and PNG by their first bytes") {
    CHECK(type_of("%PDF-1.7\n%\xE2\xE3\xCF\xD3\n") == FileType::pdf);
    CHECK(type_of("%PDF-") == FileType::pdf);
    CHECK(type_of("\xFF\xD8\xFF\xE0\x00\x10JFIF") == FileType::jpeg);
    CHECK(type_of("\xFF\xD8\xFF\xE1") == FileType::jpeg);
    CHECK(type_of("\x89PNG\r\n\x1A\n\x00\x00\x00\rIHDR") == FileType::png);
}

TEST_CASE("detect_file_type does not know what is cut short, damaged or another thing") {
    for (std::string_view const head : {"", "%", "%PDF", "\xFF\xD8", "\x89PNG\r\n\x1A", "\x89PNG\n\n\x1A\n", "%pdf-1.7", " %PDF-1.7",
                                        "PK\x03\x04", "<svg xmlns=", "GIF89a", "MZ\x90"}) {
        CAPTURE(head);
        CHECK(type_of(head) == FileType::unknown);
    }
}

TEST_CASE("media_type and file_type_name name each type, and unknown by nothing") {
    CHECK(media_type(FileType::pdf) == "application/pdf");
    CHECK(media_type(FileType::jpeg) == "image/jpeg");
    CHECK(media_type(FileType::png) == "image/png");
    CHECK(media_type(FileType::unknown) == "");
    CHECK(file_type_name(FileType::pdf) == "PDF");
    CHECK(file_type_name(FileType::jpeg) == "JPEG");
    CHECK(file_type_name(FileType::png) == "PNG");
    CHECK(file_type_name(FileType::unknown) == "");
}

TEST_CASE("magic_length is enough for every type that is known") { CHECK(magic_length >= 8); }
