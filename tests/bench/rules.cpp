// What rules cost: every condition, computation and rule of « Action de formation » over 50 stagiaires, by program and
// all together, without the verdict's bookkeeping. Prints nanoseconds; budget: 500 evaluations in 10 microseconds.
#include <algorithm>
#include <chrono>
#include <cstdio>
#include <map>
#include <string>
#include <vector>

#include "procedure/evaluate.hpp"
#include "procedure/kinds.hpp"
#include "procedure/load.hpp"
#include "support/parts.hpp"

using namespace guichet;

namespace {

using Clock = std::chrono::steady_clock;

struct Answers {
    std::vector<Value> root;
    std::vector<Value> cells;
    std::uint32_t stride = 0;
};

constexpr std::uint32_t rows = 50;

void type(Procedure const& procedure, Answers& answers, char const* path, std::string const& typed, std::size_t row = 0) {
    Field const* const field = procedure.find_field(path);
    auto const read = read_answer(procedure, *field, typed, Date{20778});
    Value const value = read.value.value_or(Value(Unknown{}));
    if (is_unknown(value)) std::printf("unreadable: %s %s\n", path, typed.c_str());
    if (field->group < 0)
        answers.root[field->slot] = value;
    else
        answers.cells[row * answers.stride + field->slot] = value;
}

Answers fill(Procedure const& procedure) {
    Answers answers;
    answers.root.resize(procedure.root_slots);
    answers.stride = static_cast<std::uint32_t>(procedure.groups[0].fields.size());
    answers.cells.resize(std::size_t{rows} * answers.stride);
    std::pair<char const*, char const*> const root[] = {{"employeur.denomination", "ACTIF AUTO CONTROLE"},
                                                        {"employeur.siret", "83135297600011"},
                                                        {"employeur.effectif", "300"},
                                                        {"employeur.idcc", "1090"},
                                                        {"formation.interne", "non"},
                                                        {"organisme.raison_sociale", "aXept"},
                                                        {"organisme.siret", "83426702300028"},
                                                        {"formation.intitule", "Contrôle technique"},
                                                        {"formation.nature", "action"},
                                                        {"formation.date_debut", "01/09/2027"},
                                                        {"formation.date_fin", "03/09/2027"},
                                                        {"formation.duree", "21"},
                                                        {"formation.cout", "12500"},
                                                        {"calcul.cout_horaire", "11,90"},
                                                        {"synthese.subrogation", "oui"}};
    for (auto const& [path, typed] : root) type(procedure, answers, path, typed);
    for (std::size_t row = 0; row < rows; ++row) {
        std::string const month = std::to_string(row % 9 + 1);
        std::string const order = std::to_string(100 + row);
        type(procedure, answers, "stagiaires.nir", "1850" + month + "78006" + order, row);
        type(procedure, answers, "stagiaires.date_naissance", "12/0" + month + "/1985", row);
        type(procedure, answers, "stagiaires.nom", "Dupont-Martin " + order, row);
        type(procedure, answers, "stagiaires.prenom", "Jean-Christophe", row);
        type(procedure, answers, "stagiaires.sexe", "M", row);
        type(procedure, answers, "stagiaires.csp", "ouvrier_qualifie", row);
        type(procedure, answers, "stagiaires.niveau", "4", row);
    }
    return answers;
}

struct Tables {
    std::vector<Fact> root;
    std::vector<Fact> cells;
    FactRows group;
    std::vector<std::uint32_t> pieces;
};

void make_facts(Answers const& answers, Tables& tables) {
    tables.root.clear();
    tables.cells.clear();
    for (Value const& value : answers.root) tables.root.push_back(fact_of(value));
    for (Value const& value : answers.cells) tables.cells.push_back(fact_of(value));
    tables.group = {tables.cells.data(), rows, answers.stride};
}

template <class Work>
double nanoseconds(Work work, int times) {
    double best = 1e18;
    for (int round = 0; round < 7; ++round) {
        auto const start = Clock::now();
        for (int count = 0; count < times; ++count) work();
        std::chrono::duration<double, std::nano> const spent = Clock::now() - start;
        best = std::min(best, spent.count() / times);
    }
    return best;
}

}  // namespace

int main() {
    std::string const text = test::whole_procedure("assets/procedures/opco-mobilites/action-formation.json");
    auto const loaded = load_procedure(text);
    if (loaded.procedure == nullptr) return 1;
    Procedure const& procedure = *loaded.procedure;
    Answers const answers = fill(procedure);
    Tables tables;
    tables.pieces.assign(procedure.attachments.size(), 1);
    make_facts(answers, tables);
    Facts const facts{tables.root, {&tables.group, 1}, tables.pieces, Date{20778}};

    bool volatile sink = false;
    std::size_t evaluations = 0;
    auto const all = [&] {
        evaluations = 0;
        for (Program const& program : procedure.programs) {
            std::uint32_t const times = program.group < 0 ? 1 : rows;
            evaluations += times;
            for (std::uint32_t row = 0; row < times; ++row) sink = holds(program, facts, row);
        }
    };
    double const whole = nanoseconds(all, 200);
    double const tabling = nanoseconds([&] { make_facts(answers, tables); }, 1000);
    double const loading = nanoseconds([&] { sink = load_procedure(text).procedure != nullptr; }, 3);
    std::printf(
        "rules: %zu evaluations, 50 stagiaires: %.2f us (%.1f ns each); facts of %zu answers: %.2f us; loading the procedure: %.2f ms\n",
        evaluations, whole / 1000, whole / static_cast<double>(evaluations), answers.root.size() + answers.cells.size(), tabling / 1000,
        loading / 1e6);
    for (Rule const& rule : procedure.rules) {
        Program const& program = procedure.programs[static_cast<std::size_t>(rule.check)];
        std::uint32_t row = 0;
        double const cost = nanoseconds([&] { sink = holds(program, facts, row = program.group < 0 ? 0 : (row + 1) % rows); }, 2000);
        std::printf("  %-22s %7.1f ns  %zu instructions\n", rule.id.c_str(), cost, program.code.size());
    }
    return 0;
}
