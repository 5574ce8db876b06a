// Who uses a data folder. Over SQLite one receiver alone; over PostgreSQL several may keep their pieces in one folder.
//
// Held while the process lives; the system lets it go, whatever ends it.
#pragma once

#include <cstdint>
#include <filesystem>
#include <optional>

namespace guichet::receiver {

class DataLock {
public:
    enum class Sharing : std::uint8_t { alone, shared };

    /// Nothing when another has it, or the folder cannot be written.
    [[nodiscard]] static std::optional<DataLock> take(std::filesystem::path const& data, Sharing sharing);
    ~DataLock();
    DataLock(DataLock&& other) noexcept : descriptor_(other.descriptor_) { other.descriptor_ = -1; }
    DataLock& operator=(DataLock&&) = delete;
    DataLock(DataLock const&) = delete;
    DataLock& operator=(DataLock const&) = delete;

private:
    explicit DataLock(int descriptor) : descriptor_(descriptor) {}
    int descriptor_;
};

}  // namespace guichet::receiver
