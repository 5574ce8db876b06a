// generate_dossiers PROCEDURE.json COUNT [SEED [ROWS]]
//
// One JSON object a line: {"fichier":{…the dossier's file…},"payload":{…},"acceptable":true,"constats":[…]}.
// Six of ten are walked towards an acceptable dossier, the others are then changed at random. With ROWS every repeated
// group that has a maximum of it has that many rows, and every dossier is walked. Judged as on 21/11/2026.
#include <cstdio>
#include <cstdlib>

#include "dossier/codec.hpp"
#include "dossier/findings_json.hpp"
#include "procedure/load.hpp"
#include "support/parts.hpp"
#include "support/random_dossier.hpp"

using namespace guichet;
using namespace guichet::test;

namespace {

struct Generator {
    std::shared_ptr<Procedure const> procedure;
    Date today = *date_from_civil(2026, 11, 21);
    std::uint32_t rows = 0;

    void print_one(Random& random) const {
        Dossier dossier = new_dossier(*procedure, random_uuid(random), "2026-11-21T10:00:00Z");
        dossier.modified = "2026-11-21T10:00:00Z";
        Verdict verdict(procedure);
        fill(*procedure, dossier, random, today, rows);
        walk_to_acceptable(*procedure, dossier, verdict, random, today, rows != 0 ? 3000 : 60);
        if (rows == 0 && random.chance(40)) {
            for (std::uint32_t step = random.below(6); step > 0; --step) random_edit(*procedure, dossier, random, today);
            verdict.judge(dossier, today);
        }
        std::string const report = write_json(report_to_json(dossier.id, verdict.is_acceptable(), verdict.findings(dossier)));
        std::string const sent = write_json(payload(*procedure, dossier, verdict));
        std::printf("{\"fichier\":%s,\"payload\":%s,%s\n", write_dossier(*procedure, dossier).c_str(), sent.c_str(), report.c_str() + 1);
    }
};

}  // namespace

int main(int count, char** values) {
    if (count < 3) {
        std::fputs("usage: generate_dossiers PROCEDURE.json COUNT [SEED [ROWS]]\n", stderr);
        return 2;
    }
    LoadedProcedure const loaded = load_procedure(whole_procedure(values[1]));
    if (loaded.procedure == nullptr) {
        for (LintProblem const& problem : loaded.problems) std::fprintf(stderr, "%s: %s\n", problem.where.c_str(), problem.message.c_str());
        return 1;
    }
    Generator generator{loaded.procedure};
    if (count > 4) generator.rows = static_cast<std::uint32_t>(std::strtoul(values[4], nullptr, 10));
    Random random(count > 3 ? std::strtoull(values[3], nullptr, 10) : 1);
    for (unsigned long left = std::strtoul(values[2], nullptr, 10); left > 0; --left) generator.print_one(random);
    return 0;
}
