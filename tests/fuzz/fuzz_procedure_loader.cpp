// Procedure files from outside: never a crash, a hang or unbounded memory; every problem is a sentence at a
// place; and what loads can be used: its names are found, its programs run, its payload schema is JSON.
#include "core/text.hpp"
#include "fuzz/core_oracles.hpp"
#include "procedure/evaluate.hpp"
#include "procedure/kinds.hpp"
#include "procedure/load.hpp"

using namespace guichet;

namespace {

void run_programs(Procedure const& procedure) {
    std::vector<Fact> const root(procedure.root_slots);
    std::vector<std::vector<Fact>> cells;
    std::vector<FactRows> groups;
    for (RepeatedGroup const& group : procedure.groups) {
        auto const& row = cells.emplace_back(std::vector<Fact>(2 * group.fields.size(), Fact::of_text("x")));
        groups.push_back({row.data(), 2, static_cast<std::uint32_t>(group.fields.size())});
    }
    std::vector<std::uint32_t> const pieces(procedure.attachments.size(), 1);
    Facts const facts{root, groups, pieces, Date{20778}};
    constexpr std::size_t most = 50;
    for (std::size_t index = 0; index < procedure.programs.size() && index < most; ++index) {
        Program const& program = procedure.programs[index];
        fuzz::promise(program.stack < 256);
        (void)evaluate(program, facts, 1);
        fuzz::promise(parse_json(evaluate_json(program, facts, 1)).has_value());
    }
}

void use(Procedure const& procedure) {
    for (std::size_t index = 0; index < procedure.fields.size(); ++index) {
        Field const& field = procedure.fields[index];
        fuzz::promise(procedure.field_index(field.path) == static_cast<std::int32_t>(index));
        fuzz::promise(is_unknown(field.initial) ||
                      value_from_json(procedure, field, value_to_json(field.kind, field.initial)) == field.initial);
        (void)read_answer(procedure, field, "12", Date{20778});
    }
    fuzz::promise(procedure.evaluation_order.size() == procedure.fields.size());
    fuzz::promise(parse_json(payload_schema(procedure)).has_value());
    run_programs(procedure);
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(std::uint8_t const* data, std::size_t size) {
    auto const loaded = load_procedure(fuzz::text_of(data, size));
    bool fatal = false;
    for (LintProblem const& found : loaded.problems) {
        fatal = fatal || found.fatal;
        fuzz::promise(!found.code.empty() && !found.message.empty() && is_valid_utf8(found.message) && is_valid_utf8(found.where));
        fuzz::promise(found.where.empty() || found.where.front() == '/');
    }
    fuzz::promise(fatal == (loaded.procedure == nullptr));
    if (loaded.procedure != nullptr) use(*loaded.procedure);
    return 0;
}
