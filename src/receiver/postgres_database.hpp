// PostgreSQL, the database of a service that has one: several receivers may stand before it.
//
// Writers come one at a time, whatever machine they are on: an advisory lock is taken as a transaction begins and goes with
// its commit. Without it two transactions could draw event 7 and 8 and commit 8 first; who had read up to 8 would never see 7.
// Readers wait for nobody.
#pragma once

#include <chrono>
#include <cstdint>
#include <memory>
#include <string>
#include <string_view>

#include "receiver/database.hpp"
#include "receiver/postgres_link.hpp"

namespace guichet::receiver {

class PostgresDatabase final : public Database {
public:
    /// Besides those of postgres_trouble: "base-acces-refuse", "base-absente", "base-encodage", with a sentence for who starts it.
    [[nodiscard]] static Result<std::unique_ptr<PostgresDatabase>> open(std::string const& url);

    [[nodiscard]] Result<void> run(char const* sql) override;
    [[nodiscard]] Result<std::unique_ptr<Statement>> prepare(std::string_view sql) override;
    [[nodiscard]] Result<void> begin(Purpose purpose) override;
    [[nodiscard]] Result<void> commit() override;
    [[nodiscard]] bool is_lost() const override { return !link_.is_open(); }
    /// For a second after it failed, it fails at once: those who queue behind a server that is gone must not each wait for it.
    [[nodiscard]] Result<void> reconnect() override;
    [[nodiscard]] Result<void> limit_pages(std::int64_t) override { return {}; }
    [[nodiscard]] std::string warning() override;

    /// For the statements it has prepared.
    [[nodiscard]] PostgresLink& link() { return link_; }

private:
    PostgresDatabase(std::string url, PostgresLink link) : url_(std::move(url)), link_(std::move(link)) {}
    std::string url_;
    PostgresLink link_;
    std::uint64_t prepared_ = 0;
    std::chrono::steady_clock::time_point not_before_{};
};

}  // namespace guichet::receiver
