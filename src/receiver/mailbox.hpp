// Messages that a relay is to send: one file .eml each in data/courriels, whole and on the disk before it has its name. The receiver
// sends nothing itself, and never reads them again.
#pragma once

#include <filesystem>
#include <string>
#include <string_view>
#include <utility>

#include "core/result.hpp"

namespace guichet::receiver {

class Mailbox {
public:
    [[nodiscard]] static Result<Mailbox> open(std::filesystem::path const& data);
    /// `to` is a plain address, `subject` plain ASCII.
    [[nodiscard]] Result<void> post(std::string_view to, std::string_view subject, std::string_view text) const;

private:
    explicit Mailbox(std::filesystem::path folder) : folder_(std::move(folder)) {}
    std::filesystem::path folder_;
};

}  // namespace guichet::receiver
