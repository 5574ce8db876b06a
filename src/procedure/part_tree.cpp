#include "procedure/part_tree.hpp"

#include <algorithm>
#include <set>
#include <utility>

#include "procedure/compiler.hpp"

namespace guichet::parts {

Place Place::at(std::string_view name) const { return {file, pointer_to(pointer, name)}; }
Place Place::at(std::size_t index) const { return {file, pointer_to(pointer, index)}; }

Node* Node::child(std::string_view name) {
    auto const found = std::ranges::find(children, name, &Node::key);
    return is_list || found == children.end() ? nullptr : &*found;
}

std::string const* Node::text() const { return whole == nullptr ? nullptr : whole->get_ptr<Json::string_t const*>(); }

void open(Node& node) {
    if (node.whole == nullptr || !node.whole->is_structured()) return;
    Json const& json = *std::exchange(node.whole, nullptr);
    node.is_list = json.is_array();
    node.children.reserve(json.size());
    if (node.is_list) {
        for (Json const& item : json) node.children.push_back({.whole = &item, .place = node.place.at(node.children.size())});
    } else {
        for (auto const& [name, value] : json.items())
            node.children.push_back({.whole = &value, .key = name, .place = node.place.at(name)});
    }
}

void set_member(Node& object, Node&& member) {
    open(object);
    Node* const old = object.child(member.key);
    if (member.whole != nullptr && member.whole->is_null()) {
        if (old != nullptr) object.children.erase(object.children.begin() + (old - object.children.data()));
    } else if (old != nullptr) {
        *old = std::move(member);
    } else {
        object.children.push_back(std::move(member));
    }
}

std::string const* name_of(Node const& object) {
    if (object.whole != nullptr || object.is_list) return nullptr;
    for (std::string_view const kind : {"field", "group", "attachment", "schedule", "id"}) {
        auto const found = std::ranges::find(object.children, kind, &Node::key);
        if (found != object.children.end() && found->text() != nullptr) return found->text();
    }
    return nullptr;
}

void for_each_named(Node& within, Named const& each, std::string const& group) {
    std::erase_if(within.children, [&](Node& child) {
        std::string const* const name = name_of(child);
        bool const is_group = name != nullptr && child.child("group") != nullptr;
        std::string const full = name == nullptr ? std::string() : group.empty() ? *name : group + "." + *name;
        std::string const own = name == nullptr ? std::string() : *name;
        if (name != nullptr && each(child, own, full)) return true;
        for_each_named(child, each, is_group ? own : group);
        return false;
    });
}

namespace {

/// What a procedure says by name: its sources, and any other text, among which are the names of its lists and tables.
struct Mentions {
    std::set<std::string_view> sources;
    std::set<std::string_view> texts;

    void note(std::string_view key, std::string const& text) {
        if (key == "source") {
            sources.insert(text);
        } else if (key != "id") {
            texts.insert(text);
        }
    }
    void look(std::string_view key, Json const& json) {
        if (auto const* const text = json.get_ptr<Json::string_t const*>()) {
            note(key, *text);
        } else if (json.is_array()) {
            for (Json const& item : json) look({}, item);
        } else if (json.is_object()) {
            for (auto const& [name, value] : json.items()) look(name, value);
        }
    }
    void look(Node const& node) {
        if (node.whole != nullptr) return look(node.key, *node.whole);
        for (Node const& child : node.children) look(child);
    }
    [[nodiscard]] bool has(std::string_view id) const {
        // A schedule of pay reads the SMIC's tables without naming them.
        bool const pays = texts.contains("remuneration_apprentissage") || texts.contains("remuneration_professionnalisation");
        return texts.contains(id) || (pays && id.starts_with("smic"));
    }
};

}  // namespace

void drop_unused(Node& procedure) {
    constexpr std::string_view lists[] = {"nomenclatures", "tables"};
    auto const is_list = [&](Node const& node) { return std::ranges::contains(lists, node.key); };
    Mentions mentions;
    for (Node const& child : procedure.children) {
        if (!is_list(child) && child.key != "sources") mentions.look(child);
    }
    for (Node& list : procedure.children) {
        if (!is_list(list)) continue;
        std::erase_if(list.children, [&](Node const& item) {
            std::string const* const id = name_of(item);
            return item.place.file != 0 && id != nullptr && !mentions.has(*id);
        });
        // What stays has a source.
        for (Node& item : list.children) {
            Node const* const source = item.child("source");
            if (source != nullptr) mentions.look(*source);
        }
    }
    Node* const sources = procedure.child("sources");
    if (sources == nullptr || !sources->is_object()) return;
    open(*sources);
    std::erase_if(sources->children, [&](Node const& source) { return source.place.file != 0 && !mentions.sources.contains(source.key); });
}

void write(Node const& node, std::string& text, std::string const& pointer, std::vector<std::pair<std::string, Place>>& origins) {
    if (node.whole != nullptr) {
        text += write_json(*node.whole);
        return;
    }
    text += node.is_list ? '[' : '{';
    for (std::size_t index = 0; index < node.children.size(); ++index) {
        Node const& child = node.children[index];
        if (index != 0) text += ',';
        if (!node.is_list) text += write_json(Json(child.key)) + ':';
        std::string const there = node.is_list ? pointer_to(pointer, index) : pointer_to(pointer, child.key);
        bool const in_place = child.place == (node.is_list ? node.place.at(index) : node.place.at(child.key));
        if (!in_place) origins.emplace_back(there, child.place);
        write(child, text, there, origins);
    }
    text += node.is_list ? ']' : '}';
}

}  // namespace guichet::parts
