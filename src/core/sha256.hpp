// SHA-256 (FIPS 180-4), fed in parts: the browser's own digest wants the whole file in memory,
// and a piece of 20 MB must never be.
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <span>
#include <string>
#include <string_view>

namespace guichet {

class Sha256 {
public:
    void update(std::span<std::byte const> bytes);
    void update(std::string_view text);
    /// Lower-case hexadecimal, 64 characters. The object may not be fed again.
    [[nodiscard]] std::string finish();

private:
    void block(std::uint8_t const* bytes);
    std::array<std::uint32_t, 8> state_{0x6a09e667U, 0xbb67ae85U, 0x3c6ef372U, 0xa54ff53aU,
                                        0x510e527fU, 0x9b05688cU, 0x1f83d9abU, 0x5be0cd19U};
    std::array<std::uint8_t, 64> pending_{};
    std::size_t pending_size_ = 0;
    std::uint64_t total_ = 0;
};

/// 64 lower-case hexadecimal digits.
[[nodiscard]] bool is_sha256_hex(std::string_view text);
[[nodiscard]] std::string sha256_hex(std::string_view text);

}  // namespace guichet
