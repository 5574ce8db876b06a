#include "receiver/database.hpp"

namespace guichet::receiver {

int status_of_database_trouble(std::string_view code) {
    if (code == "disque-plein") { return 507; }
    if (code == "base-occupee" || code == "base-injoignable" || code == "base-acces-refuse" || code == "base-coupee") { return 503; }
    return 500;
}

Trouble full_disk() {
    return {"disque-plein", "Il n’y a plus de place sur le disque du serveur. Rien n’a été enregistré : réessayez plus tard."};
}

Result<std::int64_t> Database::integer(std::string_view sql) {
    auto const statement = prepare(sql);
    if (!statement) { return std::unexpected(statement.error()); }
    auto const row = (*statement)->step();
    if (!row) { return std::unexpected(row.error()); }
    return *row ? (*statement)->integer(0) : 0;
}

Result<Transaction> Transaction::begin(Database& database, Purpose purpose) {
    auto const begun = database.begin(purpose);
    if (!begun) { return std::unexpected(begun.error()); }
    return Transaction(database);
}

Transaction::~Transaction() {
    // After some errors the database has rolled back by itself, or is gone, and this one says so: nothing to add.
    if (database_ != nullptr && !database_->is_lost()) { static_cast<void>(database_->run("ROLLBACK")); }
}

Result<void> Transaction::commit() {
    auto const committed = database_->commit();
    if (committed) { database_ = nullptr; }
    return committed;
}

}  // namespace guichet::receiver
