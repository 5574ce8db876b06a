// What the bench of the form asks of the application beside what a person does: data put in at once, everything judged, rows
// added at once. Linked with the page's own objects; the page that is shipped has none of it.
#include <emscripten.h>

#include <string>
#include <utility>

#include "app/model.hpp"
#include "dossier/codec.hpp"
#include "dossier/dossier.hpp"
#include "main/web_bench.hpp"

namespace {

using namespace guichet;

OpenDossier& open_dossier(bool changes) { return *page_stage(changes).open; }
Date today() { return today_of(page_stage(false).now); }

}  // namespace

extern "C" {

/// The answers of a dossier's file take the place of those in hand. 0 when it cannot be read.
EMSCRIPTEN_KEEPALIVE int guichet_bench_fill(char const* file) {
    OpenDossier& open = open_dossier(true);
    auto dossier = read_dossier(*open.procedure, file);
    if (!dossier) return 0;
    std::string id = std::move(open.dossier.id);
    open.dossier = *std::move(dossier);
    open.dossier.id = std::move(id);
    open.checked_steps = 0;
    open.refused = false;
    open.touched.clear();
    judge_again(open, today());
    return 1;
}

/// Judges everything and shows nothing; how many findings block.
EMSCRIPTEN_KEEPALIVE int guichet_bench_validate() {
    OpenDossier& open = open_dossier(false);
    judge_again(open, today());
    int blocking = 0;
    for (Finding const& finding : open.findings) blocking += finding.severity == Severity::block ? 1 : 0;
    return blocking;
}

/// Judges everything and shows what was found at the fields, as after a refusal to go on.
EMSCRIPTEN_KEEPALIVE void guichet_bench_show_errors() {
    OpenDossier& open = open_dossier(true);
    judge_again(open, today());
    check_step(open, 0);
    open.refused = true;
}

EMSCRIPTEN_KEEPALIVE void guichet_bench_rows(unsigned count) {
    OpenDossier& open = open_dossier(true);
    while (open.dossier.groups[0].size() < count) static_cast<void>(add_row(*open.procedure, open.dossier, 0));
    open.verdict.judge_after_rows(open.dossier, 0);
    refresh_findings(open);
}

/// What the model holds for a field, as the person wrote it. Valid until the next call.
EMSCRIPTEN_KEEPALIVE char const* guichet_bench_text(unsigned field) {
    static std::string text;
    OpenDossier const& open = open_dossier(false);
    text = control_text(*open.procedure, open.dossier, {.field = field, .row = -1});
    return text.c_str();
}
}
