#include "receiver/data_lock.hpp"

#include <fcntl.h>
#include <sys/file.h>
#include <unistd.h>

namespace guichet::receiver {

std::optional<DataLock> DataLock::take(std::filesystem::path const& data, Sharing sharing) {
    int const descriptor = ::open((data / "verrou").c_str(), O_RDWR | O_CREAT | O_CLOEXEC, 0600);
    if (descriptor < 0) { return std::nullopt; }
    if (::flock(descriptor, (sharing == Sharing::alone ? LOCK_EX : LOCK_SH) | LOCK_NB) != 0) {
        ::close(descriptor);
        return std::nullopt;
    }
    return DataLock(descriptor);
}

DataLock::~DataLock() {
    if (descriptor_ >= 0) { ::close(descriptor_); }
}

}  // namespace guichet::receiver
