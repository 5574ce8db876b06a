// The order in which visibility and computations are worked out, and the cycles that would have none.
//
// A field depends on the answers that its own visibility, its section's, its group's and its
// computation read; a program that walks over a group, on the group's visibility; one that counts the
// pieces of a zone, on the zone's.
#include <algorithm>
#include <string>
#include <vector>

#include "procedure/loader.hpp"
#include "procedure/operations.hpp"

namespace guichet {

namespace {

/// Nodes: the fields, then the groups, then the zones.
struct Graph {
    Loader const& loader;
    std::size_t fields = loader.procedure.fields.size();
    std::size_t groups = loader.procedure.groups.size();
    std::size_t zones = loader.procedure.attachments.size();
    std::vector<std::vector<std::uint32_t>> needs = std::vector<std::vector<std::uint32_t>>(fields + groups + zones);

    void need(std::size_t node, Condition condition) {
        if (condition < 0 || static_cast<std::size_t>(condition) >= loader.procedure.programs.size()) return;
        Program const& program = loader.procedure.programs[static_cast<std::size_t>(condition)];
        for (SlotRead const& read : program.reads) {
            auto const& slots =
                read.group < 0 ? loader.procedure.root_fields : loader.procedure.groups[static_cast<std::size_t>(read.group)].fields;
            needs[node].push_back(slots[read.slot]);
        }
        for (std::int16_t const group : program.groups) {
            needs[node].push_back(static_cast<std::uint32_t>(fields + static_cast<std::size_t>(group)));
        }
        for (Instruction const& step : program.code) {
            if (static_cast<Operation>(step.operation) != Operation::load_pieces) continue;
            needs[node].push_back(static_cast<std::uint32_t>(fields + groups + static_cast<std::size_t>(step.operand)));
        }
    }

    void need_section(std::size_t node, Loader::Place place) {
        need(node, loader.procedure.steps[place.step].sections[place.section].visible);
    }

    [[nodiscard]] std::string name(std::size_t node) const {
        if (node < fields) return loader.procedure.fields[node].path;
        if (node < fields + groups) return loader.procedure.groups[node - fields].id;
        return loader.procedure.attachments[node - fields - groups].id;
    }
};

}  // namespace

void Loader::order_fields() {
    Graph graph{.loader = *this};
    for (std::size_t index = 0; index < graph.fields; ++index) {
        Field const& field = procedure.fields[index];
        graph.need(index, field.visible);
        if (field.computed >= 0 && static_cast<std::size_t>(field.computed) < procedure.programs.size()) graph.need(index, field.computed);
        graph.need_section(index, field_place[index]);
        if (field.group >= 0)
            graph.needs[index].push_back(static_cast<std::uint32_t>(graph.fields + static_cast<std::size_t>(field.group)));
    }
    for (std::size_t index = 0; index < graph.groups; ++index) {
        graph.need(graph.fields + index, procedure.groups[index].visible);
        graph.need_section(graph.fields + index, group_place[index]);
    }
    for (std::size_t index = 0; index < graph.zones; ++index) {
        graph.need(graph.fields + graph.groups + index, procedure.attachments[index].visible);
        graph.need_section(graph.fields + graph.groups + index, zone_place[index]);
    }

    // Depth first, with a path of its own instead of recursion.
    enum class State : std::uint8_t { fresh, open, done };
    struct Visit {
        std::uint32_t node;
        std::size_t next = 0;
    };
    std::vector<State> state(graph.needs.size(), State::fresh);
    std::vector<Visit> path;
    for (std::uint32_t start = 0; start < graph.needs.size(); ++start) {
        if (state[start] != State::fresh) continue;
        path.push_back({start});
        state[start] = State::open;
        while (!path.empty()) {
            Visit& visit = path.back();
            if (visit.next == graph.needs[visit.node].size()) {
                state[visit.node] = State::done;
                if (visit.node < graph.fields) procedure.evaluation_order.push_back(visit.node);
                path.pop_back();
                continue;
            }
            std::uint32_t const needed = graph.needs[visit.node][visit.next++];
            if (state[needed] == State::fresh) {
                state[needed] = State::open;
                path.push_back({needed});
            } else if (state[needed] == State::open) {
                Sentence chain;
                for (auto step = std::ranges::find(path, needed, &Visit::node); step != path.end(); ++step) {
                    chain = chain + graph.name(step->node) + " → ";
                }
                chain = chain + graph.name(needed);
                std::string const where = needed < graph.fields                  ? field_where[needed]
                                          : needed < graph.fields + graph.groups ? group_where[needed - graph.fields]
                                                                                 : std::string();
                lint.problem(where, "cycle", "La visibilité et les calculs tournent en rond\u00a0: " + chain + ".");
            }
        }
    }
}

}  // namespace guichet
