// Small pieces of memory for the page: emmalloc is small but slow, and a dossier of 50 stagiaires is a thousand short texts.
// Pieces of up to 128 bytes come from blocks of one size each, and go back to a list of that size; the rest is malloc's. What a
// block is for stands in a table by its address, so that a piece need not say how long it was. A block is never given back:
// what a page took once it will want again.
#include <array>
#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <new>

namespace {

constexpr std::size_t unit = 8;
constexpr std::size_t largest = 128;
constexpr unsigned block_bits = 14;
constexpr std::size_t block_size = std::size_t{1} << block_bits;
/// As much memory as the module may have (cmake/page.cmake).
constexpr std::size_t most_memory = std::size_t{256} << 20U;

struct Free {
    Free* next;
};

/// By size, in units.
std::array<Free*, largest / unit + 1> free_pieces{};
/// By address: the size of a block's pieces in units; 0 where malloc rules.
std::array<std::uint8_t, (most_memory >> block_bits)> piece_units{};

std::uint8_t& units_at(void* piece) { return piece_units[reinterpret_cast<std::uintptr_t>(piece) >> block_bits]; }

void* checked(void* memory) {
    // The page says that it cannot go on (web/boot.ts).
    if (memory == nullptr) std::abort();
    return memory;
}

/// One piece of a new block; the others wait in their list, in the order of their addresses.
[[gnu::noinline]] void* first_of_block(std::size_t units) {
    std::size_t const size = units * unit;
    auto* const block = static_cast<std::byte*>(checked(std::aligned_alloc(block_size, block_size)));
    units_at(block) = static_cast<std::uint8_t>(units);
    for (std::size_t at = block_size / size; --at > 0;) { free_pieces[units] = new (block + at * size) Free{free_pieces[units]}; }
    return block;
}

}  // namespace

// Called from everywhere: inlined, they would weigh 600 bytes more in the module.
[[gnu::noinline]] void* operator new(std::size_t size) {
    if (size > largest) return checked(std::malloc(size));
    std::size_t const units = size == 0 ? 1 : (size + unit - 1) / unit;
    Free* const piece = free_pieces[units];
    if (piece == nullptr) return first_of_block(units);
    free_pieces[units] = piece->next;
    return piece;
}

[[gnu::noinline]] void operator delete(void* piece) noexcept {
    if (std::size_t const units = units_at(piece); units != 0) {
        free_pieces[units] = new (piece) Free{free_pieces[units]};
    } else {
        std::free(piece);
    }
}
