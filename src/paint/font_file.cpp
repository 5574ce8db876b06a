#include "paint/font_file.hpp"

#include <bit>
#include <cmath>
#include <cstdint>
#include <optional>

namespace guichet {
namespace {

/// Big-endian reads that cannot leave the bytes.
class Bytes {
public:
    explicit Bytes(std::span<std::byte const> bytes) : bytes_(bytes) {}

    [[nodiscard]] std::size_t size() const { return bytes_.size(); }
    [[nodiscard]] bool has(std::size_t at, std::size_t count) const { return at <= bytes_.size() && count <= bytes_.size() - at; }
    [[nodiscard]] std::uint32_t u8(std::size_t at) const { return has(at, 1) ? std::to_integer<std::uint32_t>(bytes_[at]) : 0U; }
    [[nodiscard]] std::uint32_t u16(std::size_t at) const { return u8(at) << 8U | u8(at + 1); }
    [[nodiscard]] std::uint32_t u32(std::size_t at) const { return u16(at) << 16U | u16(at + 2); }
    [[nodiscard]] std::int32_t i16(std::size_t at) const { return static_cast<std::int16_t>(u16(at)); }
    [[nodiscard]] Bytes part(std::size_t at, std::size_t count) const {
        return Bytes(has(at, count) ? bytes_.subspan(at, count) : std::span<std::byte const>{});
    }

private:
    std::span<std::byte const> bytes_;
};

constexpr std::uint32_t tag(char const (&name)[5]) {
    return static_cast<std::uint32_t>(name[0]) << 24U | static_cast<std::uint32_t>(name[1]) << 16U |
           static_cast<std::uint32_t>(name[2]) << 8U | static_cast<std::uint32_t>(name[3]);
}

struct Table {
    std::size_t at = 0;
    std::size_t size = 0;
};

std::optional<Table> find_table(Bytes const& file, std::uint32_t name) {
    auto const count = file.u16(4);
    for (std::uint32_t i = 0; i < count; ++i) {
        std::size_t const entry = 12 + std::size_t{16} * i;
        if (file.u32(entry) != name) continue;
        Table const table{file.u32(entry + 8), file.u32(entry + 12)};
        if (!file.has(table.at, table.size)) return std::nullopt;
        return table;
    }
    return std::nullopt;
}

/// Walks the flags and coordinates of an outline as the rasteriser will.
bool simple_outline_fits(Bytes const& glyph, std::uint32_t contours) {
    std::size_t at = 10;
    if (!glyph.has(at, std::size_t{2} * contours + 2)) return false;
    std::uint32_t points = 0;
    for (std::uint32_t i = 0; i < contours; ++i) {
        auto const last = glyph.u16(at + std::size_t{2} * i);
        if (i > 0 && last + 1 < points) return false;
        points = last + 1;
    }
    at += std::size_t{2} * contours;
    at += 2 + glyph.u16(at);
    std::size_t coordinates = 0;
    for (std::uint32_t left = points; left > 0;) {
        if (!glyph.has(at, 1)) return false;
        auto const flags = glyph.u8(at++);
        std::uint32_t repeat = 1;
        if ((flags & 8U) != 0) {
            if (!glyph.has(at, 1)) return false;
            repeat += glyph.u8(at++);
        }
        // The rasteriser would go on repeating into the next outline.
        if (repeat > left) return false;
        left -= repeat;
        std::size_t const x = (flags & 2U) != 0 ? 1U : (flags & 16U) != 0 ? 0U : 2U;
        std::size_t const y = (flags & 4U) != 0 ? 1U : (flags & 32U) != 0 ? 0U : 2U;
        coordinates += repeat * (x + y);
    }
    return glyph.has(at, coordinates);
}

/// Composed outlines: who is made of whom. One that has itself among its parts would be followed for ever, and one that
/// multiplies at each level for very long.
class Composition {
public:
    Composition(Bytes const& glyf, std::vector<Table> const& outlines) : glyf_(glyf), outlines_(outlines), parts_(outlines.size(), 0) {}

    /// How many plain outlines the glyph comes down to; 0 when it does not fit.
    std::uint32_t parts(std::size_t glyph, int depth = 0) {
        if (parts_[glyph] != 0) return parts_[glyph];
        auto const& outline = outlines_[glyph];
        auto const bytes = glyf_.part(outline.at, outline.size);
        std::uint32_t sum = 1;
        if (outline.size != 0) {
            if (!bytes.has(0, 10)) return 0;
            auto const contours = bytes.i16(0);
            if (contours >= 0 && !simple_outline_fits(bytes, static_cast<std::uint32_t>(contours))) return 0;
            if (contours < 0) sum = depth > 8 ? 0 : composed(bytes, depth);
            if (sum == 0) return 0;
        }
        return parts_[glyph] = sum;
    }

private:
    std::uint32_t composed(Bytes const& glyph, int depth) {
        std::size_t at = 10;
        std::uint32_t sum = 0;
        while (sum < 256) {
            if (!glyph.has(at, 4)) return 0;
            auto const flags = glyph.u16(at);
            auto const part = glyph.u16(at + 2);
            auto const inside = part < outlines_.size() ? parts(part, depth + 1) : 0;
            if (inside == 0) return 0;
            sum += inside;
            at += 4 + ((flags & 1U) != 0 ? 4U : 2U);
            if ((flags & 8U) != 0)
                at += 2;
            else if ((flags & 64U) != 0)
                at += 4;
            else if ((flags & 128U) != 0)
                at += 8;
            if (!glyph.has(at, 0)) return 0;
            if ((flags & 32U) == 0) return sum;
        }
        return 0;
    }

    Bytes const& glyf_;
    std::vector<Table> const& outlines_;
    std::vector<std::uint32_t> parts_;
};

bool outlines_fit(Bytes const& glyf, Bytes const& loca, bool long_offsets, std::uint32_t count) {
    std::size_t const entry = long_offsets ? 4 : 2;
    if (loca.size() < entry * (count + std::size_t{1})) return false;
    std::vector<Table> outlines;
    outlines.reserve(count);
    auto const offset = [&](std::size_t i) { return long_offsets ? std::size_t{loca.u32(4 * i)} : std::size_t{loca.u16(2 * i)} * 2; };
    for (std::size_t i = 0; i < count; ++i) {
        auto const begin = offset(i);
        auto const end = offset(i + 1);
        if (end < begin || !glyf.has(begin, end - begin)) return false;
        outlines.push_back({begin, end - begin});
    }
    Composition composition(glyf, outlines);
    for (std::size_t i = 0; i < count; ++i) {
        if (composition.parts(i) == 0) return false;
    }
    return true;
}

/// Format 4, every code point to a glyph that exists; the numbers for its binary search are the rasteriser's to use as they stand.
bool segments_fit(Bytes const& map, std::uint32_t glyphs) {
    std::size_t const segments = map.u16(6) / 2;
    std::size_t const ends = 14;
    std::size_t const starts = ends + 2 * segments + 2;
    std::size_t const deltas = starts + 2 * segments;
    std::size_t const shifts = deltas + 2 * segments;
    if (segments == 0 || !map.has(0, shifts + 2 * segments)) return false;
    auto const power = std::bit_floor(segments);
    if (map.u16(8) != 2 * power || map.u16(10) != static_cast<std::uint32_t>(std::countr_zero(power)) ||
        map.u16(12) != 2 * (segments - power))
        return false;
    std::int64_t before = -1;
    for (std::size_t i = 0; i < segments; ++i) {
        auto const end = map.u16(ends + 2 * i);
        auto const start = map.u16(starts + 2 * i);
        auto const shift = map.u16(shifts + 2 * i);
        if (start > end || start <= before) return false;
        before = end;
        for (auto code = start; code <= end; ++code) {
            auto glyph = code;
            if (shift != 0) {
                auto const at = shifts + 2 * i + shift + std::size_t{2} * (code - start);
                if (!map.has(at, 2)) return false;
                glyph = map.u16(at);
            }
            // Without a shift the difference wraps at 16 bits; with one, the rasteriser takes the entry as it stands.
            if (shift == 0) glyph = (code + map.u16(deltas + 2 * i)) & 0xFFFFU;
            if (glyph >= glyphs) return false;
        }
    }
    return before == 0xFFFF;
}

/// Format 12.
bool groups_fit(Bytes const& map, std::uint32_t glyphs) {
    auto const groups = map.u32(12);
    if (groups > map.size() / 12 || !map.has(16, std::size_t{12} * groups)) return false;
    std::int64_t before = -1;
    for (std::size_t i = 0; i < groups; ++i) {
        auto const start = map.u32(16 + 12 * i);
        auto const end = map.u32(20 + 12 * i);
        auto const glyph = map.u32(24 + 12 * i);
        if (start > end || start <= before || glyph >= glyphs || end - start >= glyphs - glyph) return false;
        before = end;
    }
    return true;
}

/// The rasteriser takes the last Unicode map that is listed: all must be sound.
bool maps_fit(Bytes const& cmap, std::uint32_t glyphs) {
    auto const count = cmap.u16(2);
    bool unicode = false;
    if (count > 16 || !cmap.has(0, 4 + std::size_t{8} * count)) return false;
    for (std::size_t i = 0; i < count; ++i) {
        auto const platform = cmap.u16(4 + 8 * i);
        auto const encoding = cmap.u16(6 + 8 * i);
        bool const maps_unicode = platform == 0 || (platform == 3 && (encoding == 1 || encoding == 10));
        if (!maps_unicode) continue;
        std::size_t const at = cmap.u32(8 + 8 * i);
        auto const format = cmap.u16(at);
        std::size_t const size = format == 4 ? cmap.u16(at + 2) : cmap.u32(at + 4);
        if (size < 16 || !cmap.has(at, size)) return false;
        auto const map = cmap.part(at, size);
        if (format == 4 ? !segments_fit(map, glyphs) : format != 12 || !groups_fit(map, glyphs)) return false;
        unicode = true;
    }
    return unicode;
}

void write16(std::vector<std::byte>& bytes, std::size_t at, std::int32_t value) {
    bytes[at] = static_cast<std::byte>(static_cast<std::uint32_t>(value) >> 8U & 0xFFU);
    bytes[at + 1] = static_cast<std::byte>(static_cast<std::uint32_t>(value) & 0xFFU);
}

std::unexpected<Trouble> refused() {
    return std::unexpected(Trouble{
        "police",
        "Une police de caractères est illisible : la page reste en mode simple. Rechargez-la ; si cela persiste, prévenez l’assistance."});
}

}  // namespace

Result<std::vector<std::byte>> sized_by_em(std::span<std::byte const> const file) {
    Bytes const bytes(file);
    if (!bytes.has(0, 12) || bytes.u32(0) != 0x00010000U || bytes.u16(4) > 64 || !bytes.has(12, std::size_t{16} * bytes.u16(4)))
        return refused();
    auto const head = find_table(bytes, tag("head"));
    auto const hhea = find_table(bytes, tag("hhea"));
    auto const maxp = find_table(bytes, tag("maxp"));
    auto const hmtx = find_table(bytes, tag("hmtx"));
    auto const cmap = find_table(bytes, tag("cmap"));
    auto const loca = find_table(bytes, tag("loca"));
    auto const glyf = find_table(bytes, tag("glyf"));
    if (!head || !hhea || !maxp || !hmtx || !cmap || !loca || !glyf) return refused();
    // A kern table would be read too; the subset has none, and none is needed.
    if (head->size < 54 || hhea->size < 36 || maxp->size < 6) return refused();

    auto const units = static_cast<std::int32_t>(bytes.u16(head->at + 18));
    auto const glyphs = bytes.u16(maxp->at + 4);
    auto const metrics = bytes.u16(hhea->at + 34);
    auto const ascender = bytes.i16(hhea->at + 4);
    auto const descender = bytes.i16(hhea->at + 6);
    if (units < 16 || units > 16384 || glyphs == 0 || metrics == 0 || metrics > glyphs) return refused();
    if (ascender <= 0 || descender > 0) return refused();
    if (hmtx->size < std::size_t{4} * metrics + std::size_t{2} * (glyphs - metrics)) return refused();
    if (bytes.u16(head->at + 50) > 1) return refused();
    auto const part = [&](Table const& table) { return bytes.part(table.at, table.size); };
    if (!maps_fit(part(*cmap), glyphs) || !outlines_fit(part(*glyf), part(*loca), bytes.u16(head->at + 50) == 1, glyphs)) return refused();

    std::vector<std::byte> copy(file.begin(), file.end());
    auto const share = static_cast<double>(ascender) / static_cast<double>(ascender - descender);
    auto const above = static_cast<std::int32_t>(std::lround(share * units));
    write16(copy, hhea->at + 4, above);
    write16(copy, hhea->at + 6, above - units);
    return copy;
}

}  // namespace guichet
