#include "unit/paint/support.hpp"

#include <algorithm>
#include <utility>

#include <imgui_internal.h>

#include "paint/font_file.hpp"

namespace guichet::test {
namespace {

class Writer {
public:
    Writer& u16(int value) {
        bytes.push_back(static_cast<std::byte>((value >> 8) & 0xFF));
        bytes.push_back(static_cast<std::byte>(value & 0xFF));
        return *this;
    }
    Writer& u32(std::uint32_t value) { return u16(static_cast<int>(value >> 16U)).u16(static_cast<int>(value & 0xFFFFU)); }
    Writer& zeros(std::size_t count) {
        bytes.insert(bytes.end(), count, std::byte{0});
        return *this;
    }
    std::vector<std::byte> bytes;
};

std::vector<std::byte> character_map() {
    // Segments from start to end, all letters of each on one glyph.
    struct Segment {
        int start, end, glyph;
    };
    Segment const segments[] = {{0x20, 0x20, 2},     {0x21, 0x9F, 1},     {0xA0, 0xA0, 2},     {0xA1, 0x17F, 1},
                                {0x2009, 0x2009, 2}, {0x2013, 0x20AC, 1}, {0xFFFD, 0xFFFD, 1}, {0xFFFF, 0xFFFF, 0}};
    constexpr int count = 8;
    Writer table;
    int entries = 0;
    for (auto const& segment : segments) entries += segment.end - segment.start + 1;
    table.u16(4).u16(16 + 8 * count + 2 * entries).u16(0).u16(2 * count).u16(16).u16(3).u16(0);
    for (auto const& segment : segments) table.u16(segment.end);
    table.u16(0);
    for (auto const& segment : segments) table.u16(segment.start);
    for (int i = 0; i < count; ++i) table.u16(0);
    int before = 0;
    for (int i = 0; i < count; ++i) {
        table.u16(2 * (count - i) + 2 * before);
        before += segments[i].end - segments[i].start + 1;
    }
    for (auto const& segment : segments) {
        for (int code = segment.start; code <= segment.end; ++code) table.u16(segment.glyph);
    }
    Writer map;
    map.u16(0).u16(1).u16(3).u16(1).u32(12);
    map.bytes.insert(map.bytes.end(), table.bytes.begin(), table.bytes.end());
    return map.bytes;
}

std::vector<std::byte> box_outline() {
    Writer glyph;
    glyph.u16(1).u16(50).u16(0).u16(450).u16(700).u16(3).u16(0);
    for (int i = 0; i < 4; ++i) glyph.bytes.push_back(std::byte{1});
    for (int const x : {50, 0, 400, 0}) glyph.u16(x);
    for (int const y : {0, 700, 0, -700}) glyph.u16(y);
    return glyph.bytes;
}

}  // namespace

std::vector<std::byte> box_font() {
    auto outline = box_outline();
    if (outline.size() % 2 != 0) outline.push_back(std::byte{0});
    auto const end = static_cast<int>(outline.size() / 2);
    std::pair<std::uint32_t, std::vector<std::byte>> const tables[] = {
        {0x636D6170, character_map()},
        {0x676C7966, outline},
        {0x68656164, Writer().u32(0x10000).zeros(8).u32(0x5F0F3CF5).u16(0).u16(1000).zeros(16).zeros(14).u16(0).u16(0).bytes},
        {0x68686561, Writer().u32(0x10000).u16(960).u16(-250).zeros(26).u16(3).bytes},
        {0x686D7478, Writer().u16(500).u16(0).u16(500).u16(50).u16(250).u16(0).bytes},
        {0x6C6F6361, Writer().u16(0).u16(0).u16(end).u16(end).bytes},
        {0x6D617870, Writer().u32(0x10000).u16(3).zeros(26).bytes},
    };
    Writer file;
    file.u32(0x10000).u16(7).u16(64).u16(2).u16(48);
    auto at = static_cast<std::uint32_t>(12 + 16 * std::size(tables));
    for (auto const& [name, bytes] : tables) {
        file.u32(name).u32(0).u32(at).u32(static_cast<std::uint32_t>(bytes.size()));
        at += static_cast<std::uint32_t>((bytes.size() + 3) / 4 * 4);
    }
    for (auto const& [name, bytes] : tables) {
        file.bytes.insert(file.bytes.end(), bytes.begin(), bytes.end());
        file.zeros((4 - bytes.size() % 4) % 4);
    }
    return file.bytes;
}

Canvas::Canvas() : context_(ImGui::CreateContext()) {
    ImGui::SetCurrentContext(context_);
    ImGui::GetIO().IniFilename = nullptr;
    auto& fonts = *ImGui::GetIO().Fonts;
    fonts.Flags |= ImFontAtlasFlags_NoMouseCursors | ImFontAtlasFlags_NoBakedLines;
    auto const file = sized_by_em(box_font()).value();
    auto* copy = ImGui::MemAlloc(file.size());
    std::ranges::copy(file, static_cast<std::byte*>(copy));
    face_.font = fonts.AddFontFromMemoryTTF(copy, static_cast<int>(file.size()), 16.0F);
    ImGui::GetDrawListSharedData()->SetCircleTessellationMaxError(0.2F);
    list_ = IM_NEW(ImDrawList)(ImGui::GetDrawListSharedData());
}

Canvas::~Canvas() {
    ImGui::SetCurrentContext(context_);
    IM_DELETE(list_);
    ImGui::DestroyContext(context_);
}

void Canvas::begin(float width, float height) {
    ImGui::SetCurrentContext(context_);
    auto& fonts = *ImGui::GetIO().Fonts;
    for (auto* texture : fonts.TexList) texture->SetStatus(ImTextureStatus_OK);
    ImFontAtlasUpdateNewFrame(&fonts, ++frame_, true);
    list_->_ResetForNewFrame();
    list_->Flags = ImDrawListFlags_AntiAliasedFill | ImDrawListFlags_AntiAliasedLines;
    list_->PushTexture(fonts.TexRef);
    list_->PushClipRect({0, 0}, {width, height});
}

paint::Brush Canvas::brush(float density) const { return {list_, theme::palettes.data(), face_, face_, density, 0, 0}; }

paint::Rect Canvas::bounds() const {
    paint::Rect all{1e9F, 1e9F, -1e9F, -1e9F};
    for (auto const& vertex : list_->VtxBuffer) {
        all.left = std::min(all.left, vertex.pos.x);
        all.top = std::min(all.top, vertex.pos.y);
        all.right = std::max(all.right, vertex.pos.x);
        all.bottom = std::max(all.bottom, vertex.pos.y);
    }
    return all;
}

Node make(Role role, Look look, std::string text, std::vector<Node> children) {
    Node node;
    node.role = role;
    node.look = look;
    node.text = std::move(text);
    node.children = std::move(children);
    return node;
}

Stage& Stage::add(Node const& node, float width, float height) {
    PaintItem item;
    item.node = &node;
    item.box = {40, next_, width, height};
    item.baseline = 28;
    item.padding_left = item.padding_right = 12;
    item.first_line = static_cast<std::uint32_t>(lines.size());
    if (!node.text.empty() && node.role != Role::option) {
        item.line_count = 1;
        lines.push_back({0, static_cast<std::uint32_t>(node.text.size()), {40, next_ + 10, width, 19}});
    }
    items.push_back(item);
    next_ += height + 10;
    for (auto const& child : node.children) add(child, width, height);
    return *this;
}

Scene Stage::scene(float density) const {
    Scene scene;
    scene.items = items;
    scene.lines = lines;
    scene.view = {0, 0, 1200, next_ + 100};
    scene.density = density;
    return scene;
}

}  // namespace guichet::test
