// What a store holds: one connection that writes for all, some that read.
#pragma once

#include <memory>
#include <utility>
#include <vector>

#include "receiver/store_lines.hpp"
#include "receiver/store_writer.hpp"

namespace guichet::receiver {

struct Store::State {
    State(std::unique_ptr<Database> writing, std::vector<std::unique_ptr<Database>> reading)
        : writer(std::move(writing)),
          readers(std::move(reading)) {}
    Writer writer;
    Readers readers;
};

}  // namespace guichet::receiver
