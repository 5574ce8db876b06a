#include "receiver/piece_files.hpp"

#include <doctest/doctest.h>
#include <unistd.h>

#include <filesystem>
#include <string>

#include "core/sha256.hpp"
#include "folder.hpp"

using namespace guichet;
using namespace guichet::receiver;
using guichet::receiver::test::Folder;

namespace {

std::string text_of(OpenFile const& file) {
    std::string text(file.size(), '\0');
    REQUIRE(::pread(file.descriptor(), text.data(), text.size(), 0) == static_cast<ssize_t>(text.size()));
    return text;
}

std::size_t files_in(std::filesystem::path const& folder) {
    std::size_t count = 0;
    for (auto const& entry : std::filesystem::recursive_directory_iterator(folder)) { count += entry.is_regular_file() ? 1 : 0; }
    return count;
}

}  // namespace

TEST_CASE("a piece gets its name once it is whole, and is read back") {
    Folder const folder;
    auto const files = PieceFiles::open(folder.path());
    REQUIRE(files);
    auto const digest = sha256_hex("%PDF-1.4 contenu");
    {
        auto piece = files->begin();
        REQUIRE(piece);
        REQUIRE((*piece)->write("%PDF-1.4 "));
        REQUIRE((*piece)->write("contenu"));
        CHECK((*piece)->size() == 16);
        CHECK((*piece)->head() == "%PDF-1.4 contenu");
        CHECK((*piece)->digest() == digest);
        CHECK(!files->read(digest));
        REQUIRE(files->keep(**piece, digest));
    }
    auto const file = files->read(digest);
    REQUIRE(file);
    CHECK(text_of(*file) == "%PDF-1.4 contenu");
    CHECK(files_in(folder / "entrantes") == 0);
    CHECK(files_in(folder / "pieces") == 1);
}

TEST_CASE("the same content twice is one file; an empty one is a file too") {
    Folder const folder;
    auto const files = PieceFiles::open(folder.path());
    REQUIRE(files);
    auto const digest = sha256_hex("");
    for (int i = 0; i < 2; ++i) {
        auto piece = files->begin();
        REQUIRE(piece);
        REQUIRE(files->keep(**piece, digest));
    }
    CHECK(files_in(folder / "pieces") == 1);
    CHECK(files->read(digest)->size() == 0);
    CHECK(!files->read(std::string(64, '0')));
}

TEST_CASE("a piece that is given up, or was under way at a kill, leaves nothing") {
    Folder const folder;
    {
        auto const files = PieceFiles::open(folder.path());
        REQUIRE(files);
        auto piece = files->begin();
        REQUIRE(piece);
        REQUIRE((*piece)->write("à moitié"));
        CHECK(files_in(folder / "entrantes") == 1);
    }
    CHECK(files_in(folder.path()) == 0);
    folder.write("entrantes/7", "d’un arrêt brutal");
    REQUIRE(PieceFiles::open(folder.path()));
    CHECK(files_in(folder.path()) == 0);
}

TEST_CASE("a folder that cannot be written is told in a sentence") {
    Folder const folder;
    folder.write("pieces", "un fichier à la place du dossier");
    auto const files = PieceFiles::open(folder.path());
    REQUIRE(!files);
    CHECK(files.error().code == "fichiers");
    CHECK(file_trouble(ENOSPC).code == "disque-plein");
    CHECK(file_trouble(EDQUOT).code == "disque-plein");
    CHECK(file_trouble(EFBIG).code == "disque-plein");
    CHECK(file_trouble(EIO).code == "fichiers");
}
