// What a store holds: one connection that writes for all, one that reads.
#pragma once

#include <memory>
#include <utility>

#include "receiver/store_lines.hpp"
#include "receiver/store_writer.hpp"

namespace guichet::receiver {

struct Store::State {
    State(std::unique_ptr<Database> writing, std::unique_ptr<Database> reading) : writer(std::move(writing)), reader(std::move(reading)) {}
    Writer writer;
    Line reader;
};

}  // namespace guichet::receiver
