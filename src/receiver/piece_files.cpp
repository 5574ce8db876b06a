#include "receiver/piece_files.hpp"

#include <fcntl.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>

#include <array>
#include <atomic>
#include <cerrno>
#include <cstring>
#include <random>
#include <system_error>
#include <utility>

#include "core/file_types.hpp"

namespace guichet::receiver {
namespace {

namespace fs = std::filesystem;

/// Names of files and folders are durable only once their folder is.
Result<void> sync_folder(fs::path const& folder) {
    int const descriptor = ::open(folder.c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC);
    if (descriptor < 0) { return std::unexpected(file_trouble(errno)); }
    int const synced = ::fsync(descriptor);
    int const error = errno;
    ::close(descriptor);
    if (synced != 0) { return std::unexpected(file_trouble(error)); }
    return {};
}

/// A file on its way in is locked by the receiver that writes it, for as long as that lives. What nobody locks was left.
void remove_if_left(fs::path const& file) {
    int const descriptor = ::open(file.c_str(), O_WRONLY | O_CLOEXEC | O_NOFOLLOW);
    if (descriptor < 0) { return; }
    if (::flock(descriptor, LOCK_EX | LOCK_NB) == 0) { ::unlink(file.c_str()); }
    ::close(descriptor);
}

/// No other receiver's, should two share the folder.
std::string name_of_next() {
    static auto const own = std::to_string(::getpid()) + "-" + std::to_string(std::random_device()()) + "-";
    static std::atomic<std::uint64_t> next{0};
    return own + std::to_string(++next);
}

}  // namespace

Trouble file_trouble(int system_error) {
    if (system_error == ENOSPC || system_error == EDQUOT || system_error == EFBIG) {
        return {"disque-plein", "Il n’y a plus de place sur le disque du serveur. Rien n’a été enregistré : réessayez plus tard."};
    }
    return {"fichiers", std::string("Le serveur ne peut pas écrire dans son dossier de données (") + std::strerror(system_error) +
                            "). Rien n’a été enregistré : prévenez la personne qui l’administre."};
}

IncomingPiece::IncomingPiece(int descriptor, fs::path path) : descriptor_(descriptor), path_(std::move(path)) {}

IncomingPiece::~IncomingPiece() {
    ::close(descriptor_);
    if (!path_.empty()) { ::unlink(path_.c_str()); }
}

Result<void> IncomingPiece::write(std::string_view bytes) {
    hash_.update(bytes);
    if (head_.size() < magic_length) { head_ += bytes.substr(0, magic_length - head_.size()); }
    size_ += bytes.size();
    while (!bytes.empty()) {
        auto const count = ::write(descriptor_, bytes.data(), bytes.size());
        if (count < 0 && errno == EINTR) { continue; }
        if (count < 0) { return std::unexpected(file_trouble(errno)); }
        bytes.remove_prefix(static_cast<std::size_t>(count));
    }
    return {};
}

std::string IncomingPiece::digest() { return hash_.finish(); }

Result<PieceFiles> PieceFiles::open(fs::path const& data) {
    std::error_code error;
    for (auto const* name : {"pieces", "entrantes"}) {
        fs::create_directories(data / name, error);
        if (error) { return std::unexpected(file_trouble(error.value())); }
    }
    for (auto const& left : fs::directory_iterator(data / "entrantes", error)) { remove_if_left(left.path()); }
    if (auto const done = sync_folder(data); !done) { return std::unexpected(done.error()); }
    return PieceFiles(data);
}

Result<std::unique_ptr<IncomingPiece>> PieceFiles::begin() const {
    auto path = data_ / "entrantes" / name_of_next();
    int const descriptor = ::open(path.c_str(), O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC | O_NOFOLLOW, 0600);
    if (descriptor < 0) { return std::unexpected(file_trouble(errno)); }
    auto piece = std::make_unique<IncomingPiece>(descriptor, std::move(path));
    // Another receiver that has just started may have taken it for one that was left, before it was locked: it is gone then.
    // A folder whose system knows no locks is as one with a single receiver.
    bool const is_taken = ::flock(descriptor, LOCK_EX | LOCK_NB) != 0 && errno == EWOULDBLOCK;
    struct stat facts{};
    if (::fstat(descriptor, &facts) != 0) { return std::unexpected(file_trouble(errno)); }
    if (is_taken || facts.st_nlink == 0) { return begin(); }
    return piece;
}

Result<void> PieceFiles::keep(IncomingPiece& piece, std::string_view digest) const {
    if (::fsync(piece.descriptor_) != 0) { return std::unexpected(file_trouble(errno)); }
    auto const target = path_of(digest);
    std::error_code error;
    bool const is_new = fs::create_directories(target.parent_path(), error);
    if (error) { return std::unexpected(file_trouble(error.value())); }
    if (is_new) {
        if (auto const done = sync_folder(data_ / "pieces"); !done) { return done; }
    }
    // The same content may be there already: replaced by itself, atomically.
    if (::rename(piece.path_.c_str(), target.c_str()) != 0) { return std::unexpected(file_trouble(errno)); }
    piece.path_.clear();
    return sync_folder(target.parent_path());
}

std::shared_ptr<OpenFile> PieceFiles::read(std::string_view digest) const {
    int const descriptor = ::open(path_of(digest).c_str(), O_RDONLY | O_CLOEXEC | O_NOFOLLOW);
    if (descriptor < 0) { return nullptr; }
    struct stat facts{};
    if (::fstat(descriptor, &facts) != 0 || !S_ISREG(facts.st_mode)) {
        ::close(descriptor);
        return nullptr;
    }
    return std::make_shared<OpenFile>(descriptor, static_cast<std::uint64_t>(facts.st_size));
}

fs::path PieceFiles::path_of(std::string_view digest) const { return data_ / "pieces" / digest.substr(0, 2) / digest; }

}  // namespace guichet::receiver
