// The page's own small pieces of memory (src/main/web_memory.cpp): of any sizes, in any order, none ever lies in another.
#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <cstring>
#include <random>
#include <vector>

#include "doctest/doctest.h"

namespace {

struct Piece {
    unsigned char* at;
    std::size_t size;
    unsigned char mark;
};

Piece take(std::size_t size, unsigned char mark) {
    auto* const at = static_cast<unsigned char*>(operator new(size));
    std::memset(at, mark, size);
    return {at, size, mark};
}

bool is_whole(Piece const& piece) {
    return std::all_of(piece.at, piece.at + piece.size, [&](unsigned char byte) { return byte == piece.mark; });
}

}  // namespace

TEST_CASE("pieces of every size, taken and given back in any order, keep what was written in them") {
    std::mt19937 random(7);
    std::vector<Piece> held;
    for (int turn = 0; turn < 60'000; ++turn) {
        bool const more = held.empty() || random() % (turn < 30'000 ? 3 : 5) != 0;
        if (more && held.size() < 20'000) {
            // Around the sizes of which blocks are made, and beyond the largest.
            std::size_t const size = random() % 16 == 0 ? random() % 5'000 : random() % 150;
            held.push_back(take(size, static_cast<unsigned char>(random())));
            REQUIRE(reinterpret_cast<std::uintptr_t>(held.back().at) % 8 == 0);
        } else {
            std::swap(held[random() % held.size()], held.back());
            REQUIRE(is_whole(held.back()));
            operator delete(held.back().at);
            held.pop_back();
        }
    }
    for (Piece const& piece : held) {
        REQUIRE(is_whole(piece));
        operator delete(piece.at);
    }
}

TEST_CASE("what is given back is taken again: a page that is left open does not grow") {
    std::vector<void*> first;
    for (std::size_t size = 1; size <= 200; ++size) first.push_back(operator new(size));
    for (void* piece : first) operator delete(piece);
    std::size_t const pages = __builtin_wasm_memory_size(0);
    for (int turn = 0; turn < 20'000; ++turn) {
        std::vector<void*> again;
        for (std::size_t size = 1; size <= 200; ++size) again.push_back(operator new(size));
        for (void* piece : again) operator delete(piece);
    }
    CHECK(__builtin_wasm_memory_size(0) == pages);
    operator delete(nullptr);
}
