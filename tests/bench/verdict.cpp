// The verdict's figures on the « Action de formation » dossier with 50 stagiaires, or, after --of PROCEDURE DOSSIER (an
// assembled file and a dossier's), on that: whole verdicts a second, the worst edit, opening the file. Without another
// argument it prints them; --json as one line; --dossier prints the dossier itself, so that tests/bench/verdict.mjs measures
// others on the same; --profile verdict or --profile open does only that for three seconds. The same source natively and as
// WebAssembly.
#include <algorithm>
#include <chrono>
#include <cstdio>
#include <cstring>
#include <fstream>
#include <iterator>
#include <optional>

#include "dossier/codec.hpp"
#include "procedure/load.hpp"
#include "support/parts.hpp"
#include "support/random_dossier.hpp"

using namespace guichet;
using namespace guichet::test;

namespace {

constexpr std::uint32_t stagiaires = 50;

double now() { return std::chrono::duration<double>(std::chrono::steady_clock::now().time_since_epoch()).count(); }

/// Seconds that one call takes: the best of many batches, each long enough for the clock. The best is what the code
/// costs; the others say how busy the machine was.
template <class Work>
double seconds_of(Work const& work, double batch_seconds = 0.004, int batches = 100) {
    std::size_t count = 1;
    for (;;) {
        double const start = now();
        for (std::size_t each = 0; each < count; ++each) work();
        if (now() - start >= batch_seconds) break;
        count *= 2;
    }
    double best = 1e9;
    for (int batch = 0; batch < batches; ++batch) {
        double const start = now();
        for (std::size_t each = 0; each < count; ++each) work();
        best = std::min(best, (now() - start) / static_cast<double>(count));
    }
    return best;
}

struct Bench {
    std::shared_ptr<Procedure const> procedure;
    Date today = *date_from_civil(2026, 11, 21);
    Dossier dossier;
    Verdict verdict;

    explicit Bench(std::shared_ptr<Procedure const> of) : procedure(std::move(of)), verdict(procedure) {
        Random random(50);
        dossier = new_dossier(*procedure, random_uuid(random), "2026-11-21T10:00:00Z");
        dossier.modified = dossier.created;
        fill(*procedure, dossier, random, today, stagiaires);
        walk_to_acceptable(*procedure, dossier, verdict, random, today, 5000);
    }

    Bench(std::shared_ptr<Procedure const> of, Dossier one) : procedure(std::move(of)), dossier(std::move(one)), verdict(procedure) {
        verdict.judge(dossier, today);
    }

    /// The row that is edited: one of the middle; nothing while there is none.
    [[nodiscard]] std::optional<FieldRef> place_of(std::uint32_t at) const {
        Field const& field = procedure->fields[at];
        if (field.group < 0) return FieldRef{at, -1};
        std::size_t const rows = dossier.groups[static_cast<std::size_t>(field.group)].size();
        if (rows == 0) return std::nullopt;
        return FieldRef{at, static_cast<std::int32_t>(rows / 2)};
    }

    /// The slowest edit of all: each answer in turn is cleared and given back. Mean of the two, in seconds.
    struct Edits {
        double mean = 0;
        double worst = 0;
        std::string worst_path;
    };
    Edits edits() {
        Edits found;
        std::size_t count = 0;
        for (std::uint32_t at = 0; at < procedure->fields.size(); ++at) {
            Field const& field = procedure->fields[at];
            if (field.computed >= 0) continue;
            std::optional<FieldRef> const place = place_of(at);
            if (!place) continue;
            FieldRef const where = *place;
            Value const kept = answer_of(*procedure, dossier, where).value;
            double const both = seconds_of(
                [&] {
                    set_value(*procedure, dossier, where, Value{});
                    verdict.judge_after_edit(dossier, where);
                    set_value(*procedure, dossier, where, kept);
                    verdict.judge_after_edit(dossier, where);
                },
                0.001, 9);
            double const one = both / 2;
            found.mean += one;
            ++count;
            if (one > found.worst) {
                found.worst = one;
                found.worst_path = field.path;
            }
        }
        found.mean /= static_cast<double>(count);
        return found;
    }
};

std::string text_of(char const* file) {
    std::ifstream stream(file, std::ios::binary);
    return {std::istreambuf_iterator<char>(stream), {}};
}

std::optional<Bench> bench_of(char const* procedure, char const* dossier) {
    LoadedProcedure const loaded = load_procedure(whole_procedure(procedure));
    if (loaded.procedure == nullptr) return std::nullopt;
    if (dossier == nullptr) return Bench(loaded.procedure);
    Result<Dossier> one = read_dossier(*loaded.procedure, text_of(dossier));
    if (!one) return std::nullopt;
    return Bench(loaded.procedure, std::move(*one));
}

}  // namespace

int main(int count, char** values) {
    bool const named = count > 3 && std::strcmp(values[1], "--of") == 0;
    std::optional<Bench> made =
        named ? bench_of(values[2], values[3]) : bench_of("assets/procedures/opco-mobilites/action-formation.json", nullptr);
    if (named) {
        count -= 3;
        values += 3;
    }
    bool const as_json = count > 1 && std::strcmp(values[1], "--json") == 0;
    bool const only_dossier = count > 1 && std::strcmp(values[1], "--dossier") == 0;
    if (!made) {
        std::fputs("bench_verdict: the procedure or the dossier cannot be read (run in the project's folder)\n", stderr);
        return 1;
    }
    Bench& bench = *made;
    if (!bench.verdict.is_acceptable()) {
        std::fputs("bench_verdict: the dossier is not acceptable\n", stderr);
        return 1;
    }
    std::string const file = write_dossier(*bench.procedure, bench.dossier);
    if (only_dossier) {
        std::string const sent = write_json(payload(*bench.procedure, bench.dossier, bench.verdict));
        std::printf("{\"fichier\":%s,\"payload\":%s}\n", file.c_str(), sent.c_str());
        return 0;
    }
    auto const open = [&] {
        if (!read_dossier(*bench.procedure, file)) std::fputs("unreadable\n", stderr);
    };
    if (count > 2 && std::strcmp(values[1], "--profile") == 0) {
        bool const verdict_only = std::strcmp(values[2], "verdict") == 0;
        for (double const end = now() + 3; now() < end;) {
            if (verdict_only) {
                bench.verdict.judge(bench.dossier, bench.today);
            } else {
                open();
            }
        }
        return 0;
    }
    double const verdict = seconds_of([&] { bench.verdict.judge(bench.dossier, bench.today); });
    Bench::Edits const edits = bench.edits();
    double const opening = seconds_of(open);
    if (as_json) {
        std::printf("{\"verdict_us\":%.3f,\"edit_mean_us\":%.3f,\"edit_worst_us\":%.3f,\"edit_worst\":\"%s\",\"open_us\":%.3f,\"file_"
                    "bytes\":%zu}\n",
                    verdict * 1e6, edits.mean * 1e6, edits.worst * 1e6, edits.worst_path.c_str(), opening * 1e6, file.size());
        return 0;
    }
    std::printf("whole verdict: %.1f µs (%.0f a second)\n", verdict * 1e6, 1 / verdict);
    std::printf("after an edit: %.2f µs, worst %.2f µs (%s)\n", edits.mean * 1e6, edits.worst * 1e6, edits.worst_path.c_str());
    std::printf("opening its file of %zu bytes: %.1f µs\n", file.size(), opening * 1e6);
    return 0;
}
