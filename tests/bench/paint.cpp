// What painting costs without the graphics card: 60 fields with label, hint and value, and a page of 200 table rows of which one
// screen is seen. Prints the median of many frames; the aim is 0.5 ms for the 60 fields.
#include <algorithm>
#include <chrono>
#include <cstddef>
#include <cstdio>
#include <fstream>
#include <iterator>
#include <string>
#include <vector>

#include "paint/painter.hpp"

using namespace guichet;

namespace {

std::vector<std::byte> read(char const* path) {
    std::ifstream file(path, std::ios::binary);
    std::string const bytes((std::istreambuf_iterator<char>(file)), std::istreambuf_iterator<char>());
    auto const* begin = reinterpret_cast<std::byte const*>(bytes.data());
    return {begin, begin + bytes.size()};
}

Node node_of(Role role, std::string text, std::vector<Node> children = {}) {
    Node node;
    node.role = role;
    node.text = std::move(text);
    node.value = role == Role::text_field ? "Contrôleur technique de véhicules légers" : "";
    node.children = std::move(children);
    return node;
}

void place(Node const& node, float x, float& y, std::vector<PaintItem>& items, std::vector<TextLine>& lines) {
    PaintItem item;
    item.node = &node;
    auto const height = node.role == Role::text_field ? 44.0F : node.children.empty() ? 24.0F : 120.0F;
    item.box = {x, y, 600, height};
    item.baseline = 28;
    item.padding_left = item.padding_right = 12;
    item.first_line = static_cast<std::uint32_t>(lines.size());
    if (!node.text.empty()) {
        item.line_count = 1;
        lines.push_back({0, static_cast<std::uint32_t>(node.text.size()), {x, y + 2, 600, 19}});
    }
    items.push_back(item);
    if (node.children.empty()) y += height + 4;
    for (auto const& child : node.children) place(child, x, y, items, lines);
}

void measure(char const* name, Painter& painter, Scene const& scene) {
    std::vector<double> times;
    for (int i = 0; i < 400; ++i) {
        auto const begin = std::chrono::steady_clock::now();
        painter.paint(scene, 1280, 2400);
        times.push_back(std::chrono::duration<double, std::milli>(std::chrono::steady_clock::now() - begin).count());
    }
    std::ranges::sort(times);
    std::printf("%-28s median %.3f ms, p95 %.3f ms, %u vertices, %zu nodes painted\n", name, times[times.size() / 2],
                times[times.size() * 95 / 100], painter.vertex_count(), painter.painted().size());
}

}  // namespace

int main(int argc, char** argv) {
    // The page's own fonts, as tools/dist.mjs leaves them.
    std::string const folder = argc > 1 ? argv[1] : "dist/fonts";
    auto const regular = read((folder + "/inter-400.ttf").c_str());
    auto const semibold = read((folder + "/inter-600.ttf").c_str());
    Painter painter(regular, semibold, nullptr);
    if (painter.trouble()) {
        std::printf("no fonts in %s: build the site first, or name their folder\n", folder.c_str());
        return 1;
    }
    std::vector<Node> fields;
    for (int i = 0; i < 60; ++i) {
        fields.push_back(node_of(Role::box, {},
                                 {node_of(Role::label, "Intitulé de la formation"),
                                  node_of(Role::hint, "Tel qu’il figure dans la convention"), node_of(Role::text_field, {})}));
    }
    std::vector<Node> rows;
    for (int i = 0; i < 200; ++i) {
        rows.push_back(node_of(Role::row, {},
                               {node_of(Role::row_header, "Éloïse KELLER"), node_of(Role::cell, "12/03/1988"),
                                node_of(Role::cell, "Employé"), node_of(Role::cell, "1 234,56 €")}));
    }
    for (auto const* nodes : {&fields, &rows}) {
        std::vector<PaintItem> items;
        std::vector<TextLine> lines;
        float y = 0;
        for (auto const& node : *nodes) place(node, 40, y, items, lines);
        Scene scene;
        scene.items = items;
        scene.lines = lines;
        // The fields all in view, as on a tall canvas; of the rows, what a canvas holds.
        scene.view = {0, 0, 1280, nodes == &fields ? y : 2400};
        measure(nodes == &fields ? "60 fields, all in view" : "200 rows, 2,400 px in view", painter, scene);
    }
    return 0;
}
