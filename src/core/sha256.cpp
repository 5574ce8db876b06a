// FIPS 180-4, sections 4.1.2, 4.2.2, 5.1.1 and 6.2.
#include "core/sha256.hpp"

#include <algorithm>
#include <bit>

namespace guichet {
namespace {

/// First 32 bits of the fractional parts of the cube roots of the first 64 primes.
constexpr std::array<std::uint32_t, 64> round_constants{
    0x428a2f98U, 0x71374491U, 0xb5c0fbcfU, 0xe9b5dba5U, 0x3956c25bU, 0x59f111f1U, 0x923f82a4U, 0xab1c5ed5U, 0xd807aa98U, 0x12835b01U,
    0x243185beU, 0x550c7dc3U, 0x72be5d74U, 0x80deb1feU, 0x9bdc06a7U, 0xc19bf174U, 0xe49b69c1U, 0xefbe4786U, 0x0fc19dc6U, 0x240ca1ccU,
    0x2de92c6fU, 0x4a7484aaU, 0x5cb0a9dcU, 0x76f988daU, 0x983e5152U, 0xa831c66dU, 0xb00327c8U, 0xbf597fc7U, 0xc6e00bf3U, 0xd5a79147U,
    0x06ca6351U, 0x14292967U, 0x27b70a85U, 0x2e1b2138U, 0x4d2c6dfcU, 0x53380d13U, 0x650a7354U, 0x766a0abbU, 0x81c2c92eU, 0x92722c85U,
    0xa2bfe8a1U, 0xa81a664bU, 0xc24b8b70U, 0xc76c51a3U, 0xd192e819U, 0xd6990624U, 0xf40e3585U, 0x106aa070U, 0x19a4c116U, 0x1e376c08U,
    0x2748774cU, 0x34b0bcb5U, 0x391c0cb3U, 0x4ed8aa4aU, 0x5b9cca4fU, 0x682e6ff3U, 0x748f82eeU, 0x78a5636fU, 0x84c87814U, 0x8cc70208U,
    0x90befffaU, 0xa4506cebU, 0xbef9a3f7U, 0xc67178f2U,
};

}  // namespace

void Sha256::block(std::uint8_t const* bytes) {
    std::array<std::uint32_t, 64> w{};
    for (std::size_t i = 0; i < 16; ++i) {
        w[i] = std::uint32_t{bytes[4 * i]} << 24 | std::uint32_t{bytes[4 * i + 1]} << 16 | std::uint32_t{bytes[4 * i + 2]} << 8 |
               std::uint32_t{bytes[4 * i + 3]};
    }
    for (std::size_t i = 16; i < 64; ++i) {
        std::uint32_t const s0 = std::rotr(w[i - 15], 7) ^ std::rotr(w[i - 15], 18) ^ (w[i - 15] >> 3);
        std::uint32_t const s1 = std::rotr(w[i - 2], 17) ^ std::rotr(w[i - 2], 19) ^ (w[i - 2] >> 10);
        w[i] = w[i - 16] + s0 + w[i - 7] + s1;
    }
    auto [a, b, c, d, e, f, g, h] = state_;
    for (std::size_t i = 0; i < 64; ++i) {
        std::uint32_t const s1 = std::rotr(e, 6) ^ std::rotr(e, 11) ^ std::rotr(e, 25);
        std::uint32_t const t1 = h + s1 + ((e & f) ^ (~e & g)) + round_constants[i] + w[i];
        std::uint32_t const s0 = std::rotr(a, 2) ^ std::rotr(a, 13) ^ std::rotr(a, 22);
        std::uint32_t const t2 = s0 + ((a & b) ^ (a & c) ^ (b & c));
        h = g;
        g = f;
        f = e;
        e = d + t1;
        d = c;
        c = b;
        b = a;
        a = t1 + t2;
    }
    std::array<std::uint32_t, 8> const added{a, b, c, d, e, f, g, h};
    for (std::size_t i = 0; i < 8; ++i) { state_[i] += added[i]; }
}

void Sha256::update(std::span<std::byte const> bytes) {
    // std::uint8_t is unsigned char: it may look at any bytes.
    update(std::string_view{reinterpret_cast<char const*>(bytes.data()), bytes.size()});
}

void Sha256::update(std::string_view text) {
    total_ += text.size();
    auto const* bytes = reinterpret_cast<std::uint8_t const*>(text.data());
    std::size_t left = text.size();
    if (pending_size_ > 0) {
        std::size_t const taken = std::min(left, pending_.size() - pending_size_);
        std::copy_n(bytes, taken, pending_.data() + pending_size_);
        pending_size_ += taken;
        bytes += taken;
        left -= taken;
        if (pending_size_ < pending_.size()) { return; }
        block(pending_.data());
        pending_size_ = 0;
    }
    for (; left >= 64; left -= 64, bytes += 64) { block(bytes); }
    std::copy_n(bytes, left, pending_.data());
    pending_size_ = left;
}

std::string Sha256::finish() {
    std::uint64_t const bits = total_ * 8;
    pending_[pending_size_++] = 0x80;
    if (pending_size_ > 56) {
        std::fill(pending_.begin() + static_cast<std::ptrdiff_t>(pending_size_), pending_.end(), std::uint8_t{0});
        block(pending_.data());
        pending_size_ = 0;
    }
    std::fill(pending_.begin() + static_cast<std::ptrdiff_t>(pending_size_), pending_.end(), std::uint8_t{0});
    for (std::size_t i = 0; i < 8; ++i) { pending_[63 - i] = static_cast<std::uint8_t>(bits >> (8 * i)); }
    block(pending_.data());
    pending_size_ = 0;

    std::string out;
    out.reserve(64);
    for (std::uint32_t const word : state_) {
        for (int shift = 28; shift >= 0; shift -= 4) { out.push_back("0123456789abcdef"[(word >> shift) & 0xF]); }
    }
    return out;
}

bool is_sha256_hex(std::string_view text) {
    return text.size() == 64 && text.find_first_not_of("0123456789abcdef") == std::string_view::npos;
}

std::string sha256_hex(std::string_view text) {
    Sha256 digest;
    digest.update(text);
    return digest.finish();
}

}  // namespace guichet
