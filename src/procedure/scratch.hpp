// Where the texts and lists that a rule makes live until its value is read. Nothing is allocated
// before the first that is not short; past 4 MB nothing more is given, so that a hostile rule (a doubling `cat` in
// a `reduce`) cannot fill the memory.
#pragma once

#include <array>
#include <cstddef>
#include <memory>
#include <new>
#include <string_view>
#include <vector>

#include "procedure/facts.hpp"

namespace guichet {

class Scratch {
public:
    Scratch() {}  // NOLINT(modernize-use-equals-default): the room for short texts is not cleared
    // What was taken stands in it.
    Scratch(Scratch const&) = delete;
    Scratch& operator=(Scratch const&) = delete;
    Scratch(Scratch&&) = delete;
    Scratch& operator=(Scratch&&) = delete;
    ~Scratch() = default;

    /// nullptr past the limit; aligned for a Fact.
    [[nodiscard]] std::byte* take(std::size_t bytes) {
        bytes = (bytes + alignof(Fact) - 1) & ~(alignof(Fact) - 1);
        if (bytes > left_) {
            if (bytes > limit - total_) return nullptr;
            std::size_t const wanted = bytes > block_size ? bytes : block_size;
            auto* block = new (std::nothrow) std::byte[wanted];
            if (block == nullptr) return nullptr;
            blocks_.emplace_back(block);
            total_ += bytes > block_size ? bytes : block_size;
            if (total_ > limit) total_ = limit;
            next_ = block;
            left_ = wanted;
        }
        std::byte* const taken = next_;
        next_ += bytes;
        left_ -= bytes;
        return taken;
    }
    [[nodiscard]] Fact* take_facts(std::size_t count) {
        if (count > limit / sizeof(Fact)) return nullptr;
        auto* const raw = take((count == 0 ? 1 : count) * sizeof(Fact));
        return raw == nullptr ? nullptr : reinterpret_cast<Fact*>(raw);
    }
    [[nodiscard]] char* take_text(std::size_t bytes) { return reinterpret_cast<char*>(take(bytes == 0 ? 1 : bytes)); }
    /// Forgets all that was taken.
    void clear() {
        if (!blocks_.empty()) blocks_.clear();
        next_ = short_.data();
        left_ = short_.size();
        total_ = 0;
    }

private:
    static constexpr std::size_t limit = std::size_t{4} << 20U;
    static constexpr std::size_t block_size = 4096;
    alignas(Fact) std::array<std::byte, 64> short_;
    std::vector<std::unique_ptr<std::byte[]>> blocks_;
    std::byte* next_ = short_.data();
    std::size_t left_ = short_.size();
    std::size_t total_ = 0;
};

}  // namespace guichet
