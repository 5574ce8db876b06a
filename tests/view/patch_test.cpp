// Patches are applied to a plain tree that knows nothing of diffing: what comes out must be the new tree.
#include <doctest/doctest.h>

#include <algorithm>
#include <cstdint>
#include <map>
#include <memory>
#include <random>
#include <set>
#include <string>
#include <vector>

#include "view/node.hpp"
#include "view/patch.hpp"

using namespace guichet;

namespace {

constexpr std::size_t number_count = 10;
constexpr std::size_t attribute_count = 24;

struct Element {
    std::uint32_t role = 0;
    std::uint32_t level = 0;
    std::vector<std::uint32_t> numbers = std::vector<std::uint32_t>(number_count, 0);
    std::vector<std::string> strings = std::vector<std::string>(attribute_count - number_count);
    std::vector<Handle> children;
    Handle parent = 0;
    int moves = 0;
};

/// What web/mirror.ts does, over a map instead of a document.
class Page {
public:
    void apply(Patch const& patch) {
        bytes_ = &patch.operations;
        text_ = &patch.text;
        at_ = 0;
        text_at_ = 0;
        while (at_ < bytes_->size()) { step(); }
        CHECK(text_at_ == text_->size());
    }
    /// The element and all under it.
    std::size_t count(Handle handle) const {
        std::size_t all = 1;
        for (Handle const child : elements.at(handle).children) { all += count(child); }
        return all;
    }
    std::map<Handle, Element> elements;
    Handle root = 0;

private:
    void step() {
        switch (number()) {
        case 1: {
            Handle const handle = number();
            Handle const parent = number();
            REQUIRE(handle != 0);
            REQUIRE_FALSE(elements.contains(handle));
            Element& made = elements[handle];
            made.role = number();
            made.level = number();
            attributes(made);
            if (parent != 0) {
                REQUIRE(elements.contains(parent));
                made.parent = parent;
                elements[parent].children.push_back(handle);
            }
            break;
        }
        case 2: {
            Handle const handle = number();
            REQUIRE(elements.contains(handle));
            attributes(elements[handle]);
            break;
        }
        case 3: {
            Handle const handle = number();
            Handle const parent = number();
            Handle const before = number();
            REQUIRE(elements.contains(handle));
            if (parent == 0) {
                root = handle;
                break;
            }
            detach(handle);
            std::vector<Handle>& siblings = elements[parent].children;
            auto place = siblings.end();
            if (before != 0) {
                place = std::find(siblings.begin(), siblings.end(), before);
                REQUIRE(place != siblings.end());
            }
            siblings.insert(place, handle);
            elements[handle].parent = parent;
            ++elements[handle].moves;
            break;
        }
        case 4: {
            Handle const handle = number();
            REQUIRE(elements.contains(handle));
            detach(handle);
            erase(handle);
            break;
        }
        case 5: {
            Handle const handle = number();
            REQUIRE(elements.contains(handle));
            detach(handle);
            break;
        }
        default: FAIL("unknown operation");
        }
    }
    void attributes(Element& element) {
        std::uint32_t const mask = number();
        for (std::size_t index = 0; index < attribute_count; ++index) {
            if ((mask >> index & 1U) == 0) { continue; }
            if (index < number_count) {
                element.numbers[index] = number();
            } else {
                element.strings[index - number_count] = string(number());
            }
        }
    }
    void detach(Handle handle) {
        Handle const parent = elements[handle].parent;
        if (parent != 0) { std::erase(elements[parent].children, handle); }
        elements[handle].parent = 0;
    }
    void erase(Handle handle) {
        std::vector<Handle> const children = elements[handle].children;
        elements.erase(handle);
        for (Handle const child : children) { erase(child); }
    }
    std::uint32_t number() {
        std::uint32_t value = 0;
        for (std::uint32_t shift = 0;; shift += 7) {
            REQUIRE(at_ < bytes_->size());
            std::uint32_t const byte = (*bytes_)[at_++];
            value |= (byte & 0x7FU) << shift;
            if (byte < 0x80U) { return value; }
        }
    }
    std::string string(std::uint32_t units) {
        std::size_t const begin = text_at_;
        while (units > 0) {
            REQUIRE(text_at_ < text_->size());
            auto const byte = static_cast<unsigned char>((*text_)[text_at_]);
            std::size_t const length = byte < 0x80 ? 1 : byte < 0xE0 ? 2 : byte < 0xF0 ? 3 : 4;
            text_at_ += length;
            units -= length == 4 ? 2 : 1;
        }
        return text_->substr(begin, text_at_ - begin);
    }

    std::vector<std::uint8_t> const* bytes_ = nullptr;
    std::string const* text_ = nullptr;
    std::size_t at_ = 0;
    std::size_t text_at_ = 0;
};

void check_same(Page& page, Handle handle, Node const& node) {
    REQUIRE(page.elements.contains(handle));
    Element const& element = page.elements[handle];
    CHECK(element.role == static_cast<std::uint32_t>(node.role));
    CHECK(element.level == node.level);
    CHECK(element.numbers[0] == static_cast<std::uint32_t>(node.look));
    CHECK(element.numbers[1] == static_cast<std::uint32_t>(node.layout));
    CHECK(element.numbers[2] == static_cast<std::uint32_t>(node.gap));
    CHECK(element.numbers[3] == static_cast<std::uint32_t>(node.width));
    CHECK(element.numbers[4] == static_cast<std::uint32_t>(node.icon));
    CHECK(element.numbers[5] == node.states);
    CHECK(element.numbers[6] == node.columns_span);
    CHECK(element.numbers[7] == node.rows);
    CHECK(element.numbers[8] == node.max_length);
    CHECK((element.numbers[9] & 1U) == (node.on_click != 0 ? 1U : 0U));
    CHECK(element.strings[0] == node.id);
    CHECK(element.strings[1] == node.text);
    CHECK(element.strings[2] == node.value);
    CHECK(element.strings[3] == node.name);
    CHECK(element.strings[13] == node.capture_keys);
    REQUIRE(element.children.size() == node.children.size());
    for (std::size_t index = 0; index < node.children.size(); ++index) { check_same(page, element.children[index], node.children[index]); }
}

void check_order(Patcher const& patcher, Page& page, Node const& root) {
    auto const& order = patcher.order();
    REQUIRE(order.size() == page.count(page.root));
    REQUIRE(order[0].node == &root);
    CHECK(order[0].end == order.size());
    std::set<Handle> seen;
    for (Placed const& placed : order) {
        CHECK(seen.insert(placed.handle).second);
        CHECK(placed.handle < patcher.handle_limit());
        CHECK(page.elements[placed.handle].strings[0] == placed.node->id);
        REQUIRE(patcher.known(placed.handle) != nullptr);
        CHECK(patcher.known(placed.handle)->on_click == placed.node->on_click);
    }
}

Node make(Role role, std::string id = {}, std::string text = {}) {
    Node node;
    node.role = role;
    node.id = std::move(id);
    node.text = std::move(text);
    return node;
}

std::size_t bytes(Patch const& patch) { return patch.operations.size() + patch.text.size(); }

class Trees {
public:
    explicit Trees(std::uint32_t seed) : random_(seed) {}

    Node any(int depth) {
        static constexpr Role roles[] = {Role::box,  Role::paragraph, Role::text_field, Role::label,
                                         Role::list, Role::heading,   Role::table,      Role::row};
        static char const* const texts[] = {"", "é", "Société", "1 234,56 €", "😀 a", "bad \xC3", "x"};
        Node node = make(roles[below(8)]);
        node.level = node.role == Role::heading ? static_cast<std::uint8_t>(1 + below(3)) : 0;
        node.look = static_cast<Look>(below(4));
        node.layout = static_cast<Layout>(below(3));
        node.gap = static_cast<Gap>(below(3));
        node.states = below(4) == 0 ? below(1U << 15U) : 0;
        node.max_length = below(3) == 0 ? below(100'000) : 0;
        node.value = texts[below(5)];
        node.name = below(4) == 0 ? texts[below(5)] : "";
        node.capture_keys = below(9) == 0 ? "ArrowDown" : "";
        node.on_click = below(3);
        if (depth == 0 || below(4) == 0) {
            node.text = texts[below(5)];
            return node;
        }
        for (std::uint32_t left = below(6); left > 0; --left) { node.children.push_back(any(depth - 1)); }
        return node;
    }

    /// Gives some nodes ids, no two the same among siblings.
    void name(Node& node) {
        int next = 0;
        for (Node& child : node.children) {
            if (below(2) == 0) { child.id = "k" + std::to_string(next++) + (below(2) == 0 ? "-champ" : ""); }
            name(child);
        }
    }

    void change(Node& node) {
        switch (below(7)) {
        case 0: std::shuffle(node.children.begin(), node.children.end(), random_); break;
        case 1:
            if (!node.children.empty()) {
                node.children.erase(node.children.begin() + below(static_cast<std::uint32_t>(node.children.size())));
            }
            break;
        case 2:
            if (node.text.empty()) {
                Node child = any(1);
                child.id = below(2) == 0 ? "n" + std::to_string(below(1'000'000)) : "";
                node.children.insert(node.children.begin() + below(static_cast<std::uint32_t>(node.children.size() + 1)), child);
            }
            break;
        case 3: node.value += "z"; break;
        case 4: node.states ^= 1U << below(15); break;
        case 5:
            node.text = node.text.empty() ? "t" : "";
            node.children.clear();
            break;
        default: break;
        }
        for (Node& child : node.children) {
            if (below(3) == 0) { change(child); }
        }
    }

    std::uint32_t below(std::uint32_t limit) { return std::uniform_int_distribution<std::uint32_t>(0, limit - 1)(random_); }

private:
    std::mt19937 random_;
};

}  // namespace

TEST_CASE("a patch turns any tree into any other") {
    for (std::uint32_t seed = 1; seed <= 300; ++seed) {
        CAPTURE(seed);
        Trees trees(seed);
        Patcher patcher;
        Page page;
        Node tree = trees.any(4);
        for (int step = 0; step < 6; ++step) {
            if (step % 3 == 0) {
                tree = trees.any(4);
                trees.name(tree);
            } else {
                trees.change(tree);
            }
            if (trees.below(2) == 0) {
                page.apply(patcher.update(tree, trees.below(20)));
                CHECK(patcher.order().size() == page.count(page.root));
            }
            page.apply(patcher.update(tree));
            CHECK_FALSE(patcher.is_cut());
            check_same(page, page.root, tree);
            check_order(patcher, page, tree);
        }
    }
}

TEST_CASE("a long page comes in two patches, its beginning and its frame first") {
    auto const step = [](std::string const& name) {
        Node page = make(Role::main);
        page.children = {make(Role::heading, "titre", name), make(Role::form, "formulaire"), make(Role::footer, "pied")};
        for (int section = 0; section < 5; ++section) {
            Node& made = page.children[1].children.emplace_back(make(Role::section, name + std::to_string(section)));
            for (int field = 0; field < 20; ++field) {
                std::string const id = made.id + "." + std::to_string(field);
                Node& box = made.children.emplace_back(make(Role::box, id + "-champ"));
                box.children = {make(Role::label, {}, "Un champ"), make(Role::hint, {}, "Une aide"), make(Role::text_field, id)};
            }
        }
        return page;
    };
    Patcher patcher;
    Page page;
    for (char const* name : {"employeur", "salarie"}) {
        CAPTURE(name);
        Node const tree = step(name);
        page.apply(patcher.update(tree, 120));
        CHECK(patcher.is_cut());
        std::vector<std::string> fields;
        for (Placed const& placed : patcher.order()) {
            if (placed.node->role == Role::text_field) { fields.push_back(placed.node->id); }
        }
        // Whole fields, as many as there is room for, from the first one on.
        REQUIRE(fields.size() >= 27);
        CHECK(fields.size() <= 30);
        for (std::size_t at = 0; at < fields.size(); ++at) {
            CHECK(fields[at] == std::string{name} + std::to_string(at / 20) + "." + std::to_string(at % 20));
        }
        CHECK(patcher.order().back().node->id == "pied");
        CHECK(patcher.order().size() == page.count(page.root));
        page.apply(patcher.update(tree, Patcher::no_limit));
        CHECK_FALSE(patcher.is_cut());
        check_same(page, page.root, tree);
        check_order(patcher, page, tree);
        CHECK(bytes(patcher.update(tree, 0)) == 0);
    }
}

TEST_CASE("the same tree again costs nothing") {
    Trees trees(7);
    Node const tree = trees.any(5);
    Patcher patcher;
    (void)patcher.update(tree);
    CHECK(bytes(patcher.update(tree)) == 0);
}

TEST_CASE("a row added in the middle moves no other row") {
    Node table = make(Role::table_body, "rows");
    for (int row = 0; row < 200; ++row) { table.children.push_back(make(Role::row, "r" + std::to_string(row))); }
    Patcher patcher;
    Page page;
    page.apply(patcher.update(table));
    for (auto& [handle, element] : page.elements) { element.moves = 0; }
    table.children.insert(table.children.begin() + 100, make(Role::row, "new"));
    Patch const& patch = patcher.update(table);
    CHECK(bytes(patch) < 24);
    page.apply(patch);
    check_same(page, page.root, table);
    for (auto const& [handle, element] : page.elements) { CHECK((element.moves == 0 || element.strings[0] == "new")); }
}

TEST_CASE("a table that was left is detached and comes back as it was, with what changed") {
    Node list = make(Role::box, "page");
    list.children.push_back(make(Role::section, "liste"));
    list.children[0].children.push_back(make(Role::table, "rows"));
    Node& table = list.children[0].children[0];
    for (int row = 0; row < 200; ++row) { table.children.push_back(make(Role::row, "r" + std::to_string(row))); }
    Node form = make(Role::box, "page");
    form.children.push_back(make(Role::form, "fiche"));
    Patcher patcher;
    Page page;
    page.apply(patcher.update(list));
    Handle const row = patcher.order()[3].handle;
    page.apply(patcher.update(form));
    check_same(page, page.root, form);
    check_order(patcher, page, form);
    CHECK(patcher.known(row) == nullptr);  // its late events are nobody's
    table.children.push_back(make(Role::row, "new"));
    table.children[7].text = "autre";
    Patch const& patch = patcher.update(list);
    CHECK(bytes(patch) < 80);
    page.apply(patch);
    check_same(page, page.root, list);
    check_order(patcher, page, list);
    CHECK(patcher.order()[3].handle == row);

    // Only the last one is kept.
    Node other = make(Role::box, "page");
    other.children.push_back(make(Role::table, "autres"));
    page.apply(patcher.update(other));
    CHECK(page.elements.size() == 2 + 203 - 1);
    page.apply(patcher.update(form));
    CHECK(page.elements.size() == 3);
    check_order(patcher, page, form);
}

TEST_CASE("one row taken from the end to the front is the only one that moves") {
    Node list = make(Role::list, "l");
    for (int row = 0; row < 10; ++row) { list.children.push_back(make(Role::list_item, "r" + std::to_string(row))); }
    Patcher patcher;
    Page page;
    page.apply(patcher.update(list));
    for (auto& [handle, element] : page.elements) { element.moves = 0; }
    std::rotate(list.children.begin(), list.children.end() - 1, list.children.end());
    page.apply(patcher.update(list));
    check_same(page, page.root, list);
    int moved = 0;
    for (auto const& [handle, element] : page.elements) { moved += element.moves; }
    CHECK(moved == 1);
}

TEST_CASE("handles are reused, so they stay small") {
    Patcher patcher;
    Page page;
    for (int round = 0; round < 50; ++round) {
        Node tree = make(Role::box, "root");
        for (int child = 0; child < 20; ++child) {
            tree.children.push_back(make(Role::text, "n" + std::to_string(round) + "." + std::to_string(child)));
        }
        page.apply(patcher.update(tree));
        check_same(page, page.root, tree);
    }
    CHECK(patcher.handle_limit() <= 50);
}

TEST_CASE("a value that the model took over from the field is not written back, one it refused is") {
    Node form = make(Role::form, "f");
    form.children.push_back(make(Role::text_field, "nom"));
    Patcher patcher;
    (void)patcher.update(form);
    Handle const field = patcher.order()[1].handle;

    patcher.holds_text(field, "Zoé");
    form.children[0].value = "Zoé";
    CHECK(bytes(patcher.update(form)) == 0);

    patcher.holds_text(field, "Zoé!");
    CHECK(bytes(patcher.update(form)) > 0);  // the model kept « Zoé »
    CHECK(patcher.known(field)->value == "Zoé");

    patcher.holds_text(999, "nobody");  // an event of an element that is gone
}

TEST_CASE("checking a radio by hand unchecks its group in what the page is known to hold") {
    Node group = make(Role::radio_group, "g");
    for (char const* id : {"a", "b"}) {
        Node radio = make(Role::radio, id);
        radio.group_name = "g";
        group.children.push_back(radio);
    }
    group.children[0].states = state::checked;
    Patcher patcher;
    (void)patcher.update(group);
    patcher.holds_radio(patcher.order()[2].handle);
    group.children[0].states = 0;
    group.children[1].states = state::checked;
    CHECK(bytes(patcher.update(group)) == 0);
}

TEST_CASE("an invalid byte becomes U+FFFD and shifts nothing") {
    Node box = make(Role::box, "b");
    box.children.push_back(make(Role::text, "x", "a\xFFz"));
    box.children.push_back(make(Role::text, "y", "fin"));
    Patcher patcher;
    Page page;
    page.apply(patcher.update(box));
    CHECK(page.elements[patcher.order()[1].handle].strings[1] == "a\xEF\xBF\xBDz");
    CHECK(page.elements[patcher.order()[2].handle].strings[1] == "fin");
}
