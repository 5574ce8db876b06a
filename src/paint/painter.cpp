#include "paint/painter.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <utility>

#include <imgui.h>
#include <imgui_internal.h>

#include "paint/font_file.hpp"
#include "paint/look.hpp"
#include "paint/renderer.hpp"

namespace guichet {

using paint::Brush;
using paint::Colour;
using paint::Context;
using paint::Subject;

struct Painter::State {
    ImGuiContext* context = nullptr;
    std::array<paint::Face, 2> faces;
    std::optional<Trouble> trouble;
    BaselineOf baseline = nullptr;
    std::unique_ptr<ImDrawList> list;
    int frame = 0;
    bool renderer = false;
    std::vector<Node const*> painted;
    std::vector<Context> around;  ///< what the children of each open node inherit, outermost first

    void add_font(std::size_t which, std::span<std::byte const> file);
    void paint_items(Brush const& brush, Scene const& scene);
    void paint_one(Brush const& brush, Scene const& scene, Subject const& subject, Colour ink);
    [[nodiscard]] Context const& context_of(Node const& node);
};

namespace {

bool usable(Box const& box) {
    return std::isfinite(box.x) && std::isfinite(box.y) && std::isfinite(box.width) && std::isfinite(box.height) && box.width >= 0 &&
           box.height >= 0 && std::abs(box.x) < 1e7F && std::abs(box.y) < 1e7F && box.width < 1e7F && box.height < 1e7F;
}

AdvanceOf advance_of = nullptr;

/// ImGui's loader of letters, which then asks the browser how wide the letter is: a hinted one may have been rounded.
ImFontLoader const& letters_as_laid_out() {
    static ImFontLoader const loader = [] {
        ImFontLoader made = *ImFontAtlasGetFontLoaderForStbTruetype();
        made.FontBakedLoadGlyph = [](ImFontAtlas* atlas, ImFontConfig* source, ImFontBaked* baked, void* data, ImWchar letter,
                                     ImFontGlyph* glyph, float* only_advance) {
            auto const* own = ImFontAtlasGetFontLoaderForStbTruetype();
            if (!own->FontBakedLoadGlyph(atlas, source, baked, data, letter, glyph, only_advance)) return false;
            if (advance_of == nullptr) return true;
            auto const asked =
                advance_of(baked->Size * baked->RasterizerDensity, static_cast<std::uint16_t>(source->FontLoaderFlags), letter);
            if (asked > 0) (glyph != nullptr ? glyph->AdvanceX : *only_advance) = asked / baked->RasterizerDensity;
            return true;
        };
        return made;
    }();
    return loader;
}

bool is_child(Node const& parent, Node const& node) {
    // Children lie side by side in memory: no search.
    auto const* first = parent.children.data();
    return !parent.children.empty() && std::less_equal<>{}(first, &node) && std::less<>{}(&node, first + parent.children.size());
}

}  // namespace

Painter::Painter(std::span<std::byte const> regular, std::span<std::byte const> semibold, BaselineOf baseline, AdvanceOf advance)
    : state_(std::make_unique<State>()) {
    auto& state = *state_;
    state.baseline = baseline;
    state.context = ImGui::CreateContext();
    ImGui::SetCurrentContext(state.context);
    auto& io = ImGui::GetIO();
    io.IniFilename = nullptr;
    io.LogFilename = nullptr;
    io.BackendFlags |= ImGuiBackendFlags_RendererHasTextures;
    io.Fonts->Flags |= ImFontAtlasFlags_NoMouseCursors | ImFontAtlasFlags_NoBakedLines;
    advance_of = advance;
    state.add_font(0, regular);
    state.add_font(1, semibold);
    auto* shared = ImGui::GetDrawListSharedData();
    shared->SetCircleTessellationMaxError(0.2F);
    shared->InitialFlags = ImDrawListFlags_AntiAliasedFill | ImDrawListFlags_AntiAliasedLines;
    state.list = std::make_unique<ImDrawList>(shared);
}

Painter::~Painter() {
    ImGui::SetCurrentContext(state_->context);
    if (state_->renderer) paint::stop_renderer();
    state_->list.reset();
    ImGui::DestroyContext(state_->context);
}

void Painter::State::add_font(std::size_t which, std::span<std::byte const> file) {
    auto copy = sized_by_em(file);
    if (!copy) {
        trouble = std::move(copy.error());
        return;
    }
    auto& fonts = *ImGui::GetIO().Fonts;
    // The atlas frees what it owns with ImGui's allocator.
    auto* bytes = ImGui::MemAlloc(copy->size());
    if (bytes == nullptr) return;
    std::ranges::copy(*copy, static_cast<std::byte*>(bytes));
    ImFontConfig config;
    config.OversampleH = 2;
    config.Flags = ImFontFlags_NoLoadError;
    config.FontLoader = &letters_as_laid_out();
    config.FontLoaderFlags = which == 0 ? 400 : 600;
    faces[which].font = fonts.AddFontFromMemoryTTF(bytes, static_cast<int>(copy->size()), 16.0F, &config);
}

std::optional<Trouble> const& Painter::trouble() const { return state_->trouble; }

bool Painter::start_renderer() {
    auto& state = *state_;
    if (state.trouble || state.renderer) return state.renderer;
    ImGui::SetCurrentContext(state.context);
    state.renderer = paint::start_renderer();
    return state.renderer;
}

void Painter::restore_renderer() {
    auto& state = *state_;
    if (!state.renderer) return;
    ImGui::SetCurrentContext(state.context);
    paint::forget_device_objects(*ImGui::GetIO().Fonts);
}

Context const& Painter::State::context_of(Node const& node) {
    // Items come parents first: what is open and not a parent of this one is done with.
    auto open = around.size();
    while (open > 1 && !is_child(*around[open - 1].parent, node)) --open;
    around.resize(open);
    return around.back();
}

void Painter::State::paint_one(Brush const& brush, Scene const& scene, Subject const& subject, Colour ink) {
    auto const& item = subject.item;
    auto const& node = subject.node;
    // Seen when it has the focus, and then by the browser.
    if (node.role == Role::skip_link || node.role == Role::option) return;
    painted.push_back(&node);
    // The field being edited is the browser's, over its place in the picture.
    if (paint::is_field(node.role) && subject.focused()) return;
    paint::paint_rules(brush, subject);
    if (node.role == Role::list_item && subject.context.parent != nullptr && subject.context.parent->role == Role::ordered_steps &&
        is_child(*subject.context.parent, node)) {
        paint::paint_step(brush, subject);
    } else {
        paint::paint_container(brush, subject);
    }
    paint::paint_control(brush, subject);
    std::span<TextLine const> lines;
    if (item.line_count > 0 && item.first_line < scene.lines.size()) {
        lines = scene.lines.subspan(item.first_line, std::min<std::size_t>(item.line_count, scene.lines.size() - item.first_line));
    }
    if (node.role == Role::text_area)
        paint::paint_area_lines(brush, subject, lines, baseline);
    else if (!paint::is_field(node.role))
        paint::paint_lines(brush, subject, lines, ink, baseline);
    paint::paint_focus(brush, subject);
}

void Painter::State::paint_items(Brush const& brush, Scene const& scene) {
    // Rings, shadows and red lines reach this far out of a box.
    constexpr float reach = 48;
    auto const& view = scene.view;
    for (std::size_t i = 0; i < scene.items.size(); ++i) {
        auto const& item = scene.items[i];
        if (item.node == nullptr) continue;
        auto const& node = *item.node;
        Subject const subject{node, item, usable(item.box) ? brush.snap(item.box) : paint::Rect{0, 0, 0, 0}, context_of(node),
                              scene.items.subspan(i + 1)};
        auto const ink = paint::ink_of(subject, *brush.colours);
        if (!node.children.empty()) around.push_back(paint::context_inside(subject, ink));
        if (!usable(item.box) || subject.context.in(paint::place::hidden) || subject.is(state::visually_hidden)) continue;
        // A box of one pixel is how style sheets hide what must stay for assistive technology.
        if (item.box.width <= 1.5F && item.box.height <= 1.5F) continue;
        if (item.box.y > view.y + view.height + reach || item.box.y + item.box.height < view.y - reach) continue;
        if (item.box.x > view.x + view.width + reach || item.box.x + item.box.width < view.x - reach) continue;
        if (!std::isfinite(item.font_size) || item.font_size > 500) continue;
        if (item.font_size < 1) {
            // A target without words of its own: the circle of a step in a narrow page.
            if (node.role == Role::link) {
                painted.push_back(&node);
                paint::paint_focus(brush, subject);
            }
            continue;
        }
        paint_one(brush, scene, subject, ink);
    }
}

void Painter::paint(Scene const& scene, std::uint32_t pixel_width, std::uint32_t pixel_height) {
    auto& state = *state_;
    state.painted.clear();
    if (state.trouble) return;
    ImGui::SetCurrentContext(state.context);
    auto& fonts = *ImGui::GetIO().Fonts;
    ImFontAtlasUpdateNewFrame(&fonts, ++state.frame, true);
    auto& list = *state.list;
    list._ResetForNewFrame();
    auto const wide = static_cast<float>(std::min(pixel_width, 32768U));
    auto const high = static_cast<float>(std::min(pixel_height, 32768U));
    list.PushTexture(fonts.TexRef);
    list.PushClipRect({0, 0}, {wide, high});

    auto const density = std::isfinite(scene.density) ? std::clamp(scene.density, 0.25F, 8.0F) : 1.0F;
    auto const which = std::min<std::size_t>(static_cast<std::size_t>(scene.palette), theme::palettes.size() - 1);
    Brush const brush{&list,
                      &theme::palettes[which],
                      state.faces[0],
                      state.faces[1],
                      density,
                      std::isfinite(scene.view.x) ? scene.view.x : 0,
                      std::isfinite(scene.view.y) ? scene.view.y : 0};
    state.around.assign(1, Context{brush.colours->ink, 0, nullptr, nullptr});
    state.paint_items(brush, scene);
    list.PopClipRect();
    list.PopTexture();

    ImDrawData data;
    data.Valid = true;
    data.DisplaySize = {wide, high};
    data.FramebufferScale = {1, 1};
    data.Textures = &fonts.TexList;
    data.AddDrawList(&list);
    if (state.renderer) {
        paint::draw(data);
        return;
    }
    // Nobody uploads anything: the atlas is told that it was done.
    for (auto* texture : fonts.TexList)
        texture->SetStatus(texture->Status == ImTextureStatus_WantDestroy ? ImTextureStatus_Destroyed : ImTextureStatus_OK);
}

std::vector<Node const*> const& Painter::painted() const { return state_->painted; }

std::uint32_t Painter::vertex_count() const { return static_cast<std::uint32_t>(state_->list->VtxBuffer.Size); }

}  // namespace guichet
