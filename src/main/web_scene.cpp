#include "main/web_scene.hpp"

#include <cstddef>
#include <string>

namespace guichet {
namespace {

/// Bytes of one UTF-8 sequence by its first byte, and the UTF-16 units that it counts for.
struct Step {
    std::uint32_t bytes;
    std::uint32_t units;
};
Step step_of(char first) {
    auto const byte = static_cast<unsigned char>(first);
    if (byte < 0x80U) { return {1, 1}; }
    if (byte < 0xE0U) { return {2, 1}; }
    return byte < 0xF0U ? Step{3, 1} : Step{4, 2};
}

/// Lines are in order, so one walk over the text serves them all.
class Offsets {
public:
    explicit Offsets(std::string const& text) : text_(text) {}
    std::uint32_t at(std::uint32_t units) {
        if (units < units_) {
            bytes_ = 0;
            units_ = 0;
        }
        while (units_ < units && bytes_ < text_.size()) {
            Step const step = step_of(text_[bytes_]);
            bytes_ += step.bytes;
            units_ += step.units;
        }
        return static_cast<std::uint32_t>(bytes_ < text_.size() ? bytes_ : text_.size());
    }

private:
    std::string const& text_;
    std::size_t bytes_ = 0;
    std::uint32_t units_ = 0;
};

}  // namespace

void make_scene(std::vector<Placed> const& order, LayoutTables const& tables, std::vector<std::uint8_t> const& touches,
                std::uint32_t surface, WebScene& out) {
    out.items.clear();
    out.lines.clear();
    for (std::size_t place = 0; place < order.size();) {
        auto const& [node, handle, end] = order[place];
        if ((node->states & state::visually_hidden) != 0) {
            place = end;
            continue;
        }
        ++place;
        if (handle >= tables.boxes.size()) { continue; }
        BoxRecord const& box = tables.boxes[handle];
        if (box.seen == 0 || box.surface != surface) { continue; }
        PaintItem item;
        item.node = node;
        item.box = {.x = box.x, .y = box.y, .width = box.width, .height = box.height};
        item.first_line = static_cast<std::uint32_t>(out.lines.size());
        item.line_count = box.line_count;
        item.touches = handle < touches.size() ? touches[handle] : std::uint8_t{0};
        item.font_size = box.font_size;
        item.baseline = box.baseline;
        item.padding_left = box.padding_left;
        item.padding_right = box.padding_right;
        item.scroll_left = box.scroll_left;
        item.weight = static_cast<std::uint16_t>(box.weight);
        // A text area's lines are those of its value.
        Offsets offsets(node->role == Role::text_area ? node->value : node->text);
        for (std::uint32_t line = 0; line < box.line_count; ++line) {
            LineRecord const& read = tables.lines[box.first_line + line];
            TextLine made;
            made.begin = offsets.at(read.begin);
            made.end = offsets.at(read.end);
            made.box = {.x = read.x, .y = read.y, .width = read.width, .height = read.height};
            out.lines.push_back(made);
        }
        out.items.push_back(item);
    }
    SurfaceRecord const& read = tables.surfaces[surface];
    out.scene.items = out.items;
    out.scene.lines = out.lines;
    out.scene.view = {.x = read.x, .y = read.y, .width = read.width, .height = read.height};
    out.scene.density = read.density;
    out.scene.palette = static_cast<Palette>(static_cast<std::uint8_t>(read.palette));
}

}  // namespace guichet
