#include "receiver/mailbox.hpp"

#include <fcntl.h>
#include <unistd.h>

#include <cerrno>
#include <system_error>

#include "receiver/clock.hpp"
#include "receiver/passwords.hpp"
#include "receiver/piece_files.hpp"

namespace guichet::receiver {
namespace {

Result<void> written(int descriptor, std::string_view bytes) {
    while (!bytes.empty()) {
        auto const count = ::write(descriptor, bytes.data(), bytes.size());
        if (count < 0 && errno == EINTR) { continue; }
        if (count < 0) { return std::unexpected(file_trouble(errno)); }
        bytes.remove_prefix(static_cast<std::size_t>(count));
    }
    if (::fsync(descriptor) != 0) { return std::unexpected(file_trouble(errno)); }
    return {};
}

Result<void> sync_folder(std::filesystem::path const& folder) {
    int const descriptor = ::open(folder.c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC);
    if (descriptor < 0) { return std::unexpected(file_trouble(errno)); }
    int const done = ::fsync(descriptor);
    int const error = errno;
    ::close(descriptor);
    return done == 0 ? Result<void>() : std::unexpected(file_trouble(error));
}

}  // namespace

Result<Mailbox> Mailbox::open(std::filesystem::path const& data) {
    std::error_code error;
    std::filesystem::create_directories(data / "courriels", error);
    if (error) { return std::unexpected(file_trouble(error.value())); }
    return Mailbox(data / "courriels");
}

Result<void> Mailbox::post(std::string_view to, std::string_view subject, std::string_view text) const {
    auto const token = new_token();
    if (!token) { return std::unexpected(token.error()); }
    auto const name = instant_now() + "-" + token->substr(0, 16);
    // "Sun, 06 Nov 1994 08:49:37 +0000": RFC 5322 knows GMT only as obsolete.
    auto date = http_date_now();
    date.replace(date.size() - 3, 3, "+0000");
    std::string message;
    for (auto const& [header, value] : {std::pair<std::string_view, std::string_view>{"From", "Guichet <guichet@localhost>"},
                                        {"To", to},
                                        {"Subject", subject},
                                        {"Date", date},
                                        {"MIME-Version", "1.0"},
                                        {"Content-Type", "text/plain; charset=utf-8"},
                                        {"Content-Transfer-Encoding", "8bit"},
                                        {"Auto-Submitted", "auto-generated"}}) {
        message.append(header).append(": ").append(value).append("\r\n");
    }
    message += "Message-ID: <" + token->substr(16, 32) + "@guichet.localhost>\r\n\r\n";
    for (char const each : text) {
        if (each == '\n') { message += '\r'; }
        message += each;
    }
    auto const part = folder_ / (name + ".part");
    int const descriptor = ::open(part.c_str(), O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0600);
    if (descriptor < 0) { return std::unexpected(file_trouble(errno)); }
    auto const done = written(descriptor, message);
    ::close(descriptor);
    if (!done) {
        ::unlink(part.c_str());
        return done;
    }
    if (::rename(part.c_str(), (folder_ / (name + ".eml")).c_str()) != 0) { return std::unexpected(file_trouble(errno)); }
    return sync_folder(folder_);
}

}  // namespace guichet::receiver
