#include "procedure/assemble.hpp"

#include <algorithm>
#include <array>
#include <iterator>
#include <utility>

#include "procedure/lint.hpp"
#include "procedure/part_files.hpp"
#include "procedure/part_tree.hpp"

namespace guichet {

using parts::Node;
using parts::Place;

namespace {

constexpr std::size_t longest_whole = std::size_t{4} << 20U;
constexpr std::size_t deepest_use = 8;
constexpr std::size_t most_uses = 100;
constexpr std::size_t most_names = 1000;
constexpr std::size_t most_members = 5000;
/// What is read and then overridden or left out costs time too.
constexpr std::size_t most_work = 4 * longest_whole;
constexpr std::size_t work_of_node = 16;

/// The members of a reference that are its own affair.
constexpr std::array<std::string_view, 4> instructions{"use", "with", "without", "//"};

class Assembler {
public:
    Assembler(std::vector<LintProblem>& problems, Json procedure, PartReader const& read)
        : lint_(problems),
          files_(std::move(procedure), read) {}

    Node whole() {
        Node root = expand(files_.procedure(), {});
        if (!lint_.has_fatal()) parts::drop_unused(root);
        return root;
    }
    [[nodiscard]] std::string shown(Place const& place) const { return files_.shown(place); }
    [[nodiscard]] bool has_fatal() const { return lint_.has_fatal(); }
    [[nodiscard]] bool refers() const { return refers_; }

private:
    Lint lint_;
    parts::Files files_;
    std::vector<Json const*> within_;  ///< the targets that are being expanded, outermost first
    std::size_t work_ = 0;
    bool refers_ = false;

    void problem(Place const& place, std::string_view code, Sentence sentence) { lint_.problem(shown(place), code, std::move(sentence)); }

    bool is_spent(std::size_t bytes) {
        if (work_ > most_work) return true;
        work_ += bytes + work_of_node;
        if (work_ > most_work) problem({}, "trop-long", "Avec ses parties, la démarche dépasse 4\u00a0Mo.");
        return work_ > most_work;
    }

    /// A value of a file, its references resolved.
    Node expand(Json const& json, Place const& place) {
        Node node{.whole = &json, .place = place};
        if (auto const* const text = json.get_ptr<Json::string_t const*>()) {
            (void)is_spent(text->size());
            return node;
        }
        if (is_spent(0) || !json.is_structured()) return node;
        if (is_reference(json)) return merged(expand_use(json, place), place);
        bool is_plain = true;
        std::vector<Node> children;
        if (json.is_array()) {
            for (std::size_t index = 0; index < json.size(); ++index) {
                if (!is_reference(json[index])) {
                    children.push_back(expand(json[index], place.at(index)));
                    is_plain = is_plain && children.back().whole == &json[index];
                    continue;
                }
                is_plain = false;
                for (Node& target : expand_use(json[index], place.at(index))) splice(children, std::move(target));
            }
        } else {
            for (auto const& [name, value] : json.items()) {
                (void)is_spent(name.size());
                children.push_back(expand(value, place.at(name)));
                children.back().key = name;
                is_plain = is_plain && children.back().whole == &value;
            }
        }
        Node opened{.is_list = json.is_array(), .place = place, .children = std::move(children)};
        // Whole again, unless something in it is not as it stands or may be asked for by its name.
        return is_plain && parts::name_of(opened) == nullptr ? node : opened;
    }

    static bool is_reference(Json const& json) { return member(json, "use") != nullptr; }

    static void splice(std::vector<Node>& into, Node&& target) {
        if (!target.is_array()) return into.push_back(std::move(target));
        parts::open(target);
        for (Node& item : target.children) into.push_back(std::move(item));
    }

    /// Targets as the value of a member: one as it is, several lists as one, several objects as one.
    Node merged(std::vector<Node> targets, Place const& place) {
        if (targets.size() == 1) return std::move(targets.front());
        bool const lists = std::ranges::all_of(targets, &Node::is_array);
        Node node{.is_list = lists && !targets.empty(), .place = place};
        if (!lists && !std::ranges::all_of(targets, &Node::is_object)) {
            problem(place, "cible", "Plusieurs parties réunies en une valeur sont toutes des listes, ou toutes des objets.");
            return node;
        }
        for (Node& target : targets) {
            if (lists) {
                splice(node.children, std::move(target));
                continue;
            }
            parts::open(target);
            for (Node& child : target.children) put(node, std::move(child), place);
        }
        return node;
    }

    /// The targets of a reference, with what it leaves out and overrides.
    std::vector<Node> expand_use(Json const& json, Place const& place) {
        refers_ = true;
        std::vector<Node> targets;
        Json const& use = *member(json, "use");
        if (use.is_array() && use.size() <= most_uses) {
            for (std::size_t index = 0; index < use.size(); ++index) expand_target(use[index], place.at("use").at(index), targets);
        } else {
            expand_target(use, place.at("use"), targets);
        }
        Json const* const without = member(json, "without");
        if (without != nullptr) leave_out(*without, place.at("without"), targets);
        Json const* const with = member(json, "with");
        if (with != nullptr) override_named(*with, place.at("with"), targets);
        override_own(json, place, targets);
        return targets;
    }

    void expand_target(Json const& reference, Place const& place, std::vector<Node>& targets) {
        auto const* const text = reference.get_ptr<Json::string_t const*>();
        if (text == nullptr) return problem(place, "type", "«\u202fuse\u202f» est un texte, ou une liste de textes.");
        Place there;
        Json const* const target = files_.target(lint_, *text, place, there);
        if (target == nullptr) return;
        if (std::ranges::contains(within_, target)) {
            problem(place, "cycle", in_quotes(*text) + " se contient elle-même.");
        } else if (within_.size() == deepest_use) {
            problem(place, "trop-imbriquee", "Des parties s’emploient l’une l’autre sur au plus 8 niveaux.");
        } else {
            within_.push_back(target);
            // A part may be a reference to several.
            if (is_reference(*target)) {
                std::ranges::move(expand_use(*target, there), std::back_inserter(targets));
            } else {
                targets.push_back(expand(*target, there));
            }
            within_.pop_back();
        }
    }

    void warn_unknown(std::string const& name, Place const& place, std::vector<std::string> const& known) {
        lint_.warning(shown(place), "nom-inconnu",
                      "Rien ne s’appelle " + in_quotes(name) + " dans cette partie." + did_you_mean(name, {known.begin(), known.end()}));
    }

    /// Calls for each named object of the targets; says which of the wanted names were met.
    static std::vector<std::string> walk(std::vector<Node>& targets, parts::Named const& each) {
        std::vector<std::string> known;
        parts::Named const noting = [&](Node& object, std::string const& name, std::string const& full) {
            known.push_back(name);
            if (full != name) known.push_back(full);
            return each(object, name, full);
        };
        Node all{.is_list = true};
        all.children = std::move(targets);
        parts::for_each_named(all, noting);
        targets = std::move(all.children);
        return known;
    }

    void leave_out(Json const& names, Place const& place, std::vector<Node>& targets) {
        bool const good = names.is_array() && names.size() <= most_names && std::ranges::all_of(names, &Json::is_string);
        if (!good) return problem(place, "type", "«\u202fwithout\u202f» est une liste de noms, au plus 1000.");
        std::vector<std::string> wanted;
        for (Json const& name : names) wanted.push_back(name.get<std::string>());
        auto const known = walk(targets, [&](Node const&, std::string const& name, std::string const& full) {
            return std::ranges::contains(wanted, name) || std::ranges::contains(wanted, full);
        });
        for (std::size_t index = 0; index < wanted.size(); ++index) {
            if (!std::ranges::contains(known, wanted[index])) warn_unknown(wanted[index], place.at(index), known);
        }
    }

    void override_named(Json const& changes, Place const& place, std::vector<Node>& targets) {
        bool const good = changes.is_object() && changes.size() <= most_names && std::ranges::all_of(changes, &Json::is_object);
        if (!good) {
            return problem(place, "type",
                           "«\u202fwith\u202f» est un objet d’au plus 1000 noms, chacun avec l’objet des membres qui changent.");
        }
        auto const known = walk(targets, [&](Node& object, std::string const& name, std::string const& full) {
            for (std::string const& each : {name, full}) {
                Json const* const members = member(changes, each);
                if (members == nullptr) continue;
                for (auto const& [key, value] : members->items()) set(object, key, value, place.at(each).at(key));
                break;
            }
            return false;
        });
        for (auto const& [name, members] : changes.items()) {
            if (!std::ranges::contains(known, name)) warn_unknown(name, place.at(name), known);
        }
    }

    void override_own(Json const& json, Place const& place, std::vector<Node>& targets) {
        for (auto const& [name, value] : json.items()) {
            if (std::ranges::contains(instructions, name)) continue;
            for (Node& target : targets) {
                if (!target.is_object()) {
                    problem(place.at(name), "cible", in_quotes(name) + " ne s’ajoute qu’à une partie qui est un objet.");
                    return;
                }
                set(target, name, value, place.at(name));
            }
        }
    }

    void set(Node& object, std::string const& name, Json const& value, Place const& place) {
        Node changed = expand(value, place);
        changed.key = name;
        put(object, std::move(changed), place);
    }
    void put(Node& object, Node&& member, Place const& place) {
        parts::open(object);
        if (object.children.size() < most_members) return parts::set_member(object, std::move(member));
        if (!lint_.is_full()) problem(place, "trop-long", "Un objet fait de parties a au plus 5000 membres.");
    }
};

}  // namespace

std::string Assembled::origin_of(std::string_view pointer) const {
    PartOrigin const* best = nullptr;
    for (PartOrigin const& origin : origins) {
        std::size_t const size = origin.pointer.size();
        bool const above = pointer.starts_with(origin.pointer) && (pointer.size() == size || pointer[size] == '/');
        if (above && (best == nullptr || size > best->pointer.size())) best = &origin;
    }
    return best == nullptr ? std::string(pointer) : best->source + std::string(pointer.substr(best->pointer.size()));
}

Assembled assemble(std::string_view text, PartReader const& read) {
    Assembled result;
    bool const may_refer = text.size() <= longest_whole && text.find("\"use\"") != std::string_view::npos;
    auto json = may_refer ? parse_json(text) : std::unexpected(Trouble{});
    if (!json || !json->is_object()) {
        result.text = text;
        return result;
    }
    Assembler assembler(result.problems, *std::move(json), read);
    Node const whole = assembler.whole();
    if (!assembler.refers()) {
        result.text = text;
        return result;
    }
    if (assembler.has_fatal()) return result;
    std::vector<std::pair<std::string, Place>> origins;
    if (whole.place != Place{}) origins.emplace_back("", whole.place);
    parts::write(whole, result.text, "", origins);
    for (auto const& [pointer, place] : origins) result.origins.push_back({pointer, assembler.shown(place)});
    return result;
}

LoadedProcedure load_with_parts(std::string_view text, PartReader const& read) {
    Assembled whole = assemble(text, read);
    LoadedProcedure loaded;
    if (!whole.text.empty() || whole.problems.empty()) loaded = load_procedure(whole.text);
    for (LintProblem& found : loaded.problems) found.where = whole.origin_of(found.where);
    loaded.problems.insert(loaded.problems.begin(), whole.problems.begin(), whole.problems.end());
    return loaded;
}

}  // namespace guichet
