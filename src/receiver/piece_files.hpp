// The bytes of pieces, one file a content: data/pieces/ab/<sha256>. Written aside, hashed on the way, brought to the disk,
// and only then given their name: a file under a digest is whole, whatever happened to the machine.
//
// In memory there is never more than one network buffer of a piece. Two dossiers with the same piece share the file.
#pragma once

#include <cstdint>
#include <filesystem>
#include <memory>
#include <string>
#include <string_view>

#include "core/result.hpp"
#include "core/sha256.hpp"
#include "receiver/http.hpp"

namespace guichet::receiver {

/// A piece on its way in. Removed when it goes without keep().
class IncomingPiece {
public:
    IncomingPiece(int descriptor, std::filesystem::path path);
    ~IncomingPiece();
    IncomingPiece(IncomingPiece const&) = delete;
    IncomingPiece& operator=(IncomingPiece const&) = delete;

    [[nodiscard]] Result<void> write(std::string_view bytes);
    [[nodiscard]] std::uint64_t size() const { return size_; }
    /// The first bytes, for what the file says it is.
    [[nodiscard]] std::string_view head() const { return head_; }
    /// SHA-256; nothing may be written after.
    [[nodiscard]] std::string digest();

private:
    friend class PieceFiles;
    int descriptor_;
    std::filesystem::path path_;
    std::uint64_t size_ = 0;
    std::string head_;
    Sha256 hash_;
};

class PieceFiles {
public:
    /// Makes the folders, and removes what an interrupted run left on its way in; not what another receiver is taking in.
    [[nodiscard]] static Result<PieceFiles> open(std::filesystem::path const& data);

    [[nodiscard]] Result<std::unique_ptr<IncomingPiece>> begin() const;
    /// Gives it its name, on the disk before this returns.
    [[nodiscard]] Result<void> keep(IncomingPiece& piece, std::string_view digest) const;
    /// Null when there is none.
    [[nodiscard]] std::shared_ptr<OpenFile> read(std::string_view digest) const;

private:
    explicit PieceFiles(std::filesystem::path data) : data_(std::move(data)) {}
    [[nodiscard]] std::filesystem::path path_of(std::string_view digest) const;
    std::filesystem::path data_;
};

/// "disque-plein" or "fichiers" for an error of the system.
[[nodiscard]] Trouble file_trouble(int system_error);

}  // namespace guichet::receiver
