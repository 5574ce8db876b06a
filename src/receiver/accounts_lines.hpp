// What the files of accounts share: how their work comes to the store's connections.
#pragma once

#include <functional>

#include "receiver/accounts.hpp"
#include "receiver/store_state.hpp"

namespace guichet::receiver {

/// One transaction.
template <class Out, class Work>
Result<Out> Accounts::written(Work const& work) {
    return store_.state_->writer.write<Out>(std::function<Result<Out>(Line&)>(work));
}

/// The same for what gives nothing but that it is done.
template <class Work>
Result<void> Accounts::done(Work const& work) {
    auto const made = written<bool>([&work](Line& line) -> Result<bool> {
        auto const result = work(line);
        return result ? Result<bool>(true) : std::unexpected(result.error());
    });
    return made ? Result<void>() : std::unexpected(made.error());
}

template <class Work>
auto Accounts::read(Work const& work) {
    return reading(store_.state_->readers, work);
}

/// The rights that an account gets when it comes to an organisation: all for the first, none for others until they are agreed to.
[[nodiscard]] Result<Rights> join_in(Line& line, std::int64_t account, std::string_view siret, std::string_view now);

}  // namespace guichet::receiver
