// Dossier files, payloads and bundles from outside: never a crash, a hang or unbounded memory; what is read can be
// judged and shown, is written to a file that reads back the same, and sends what the receiver takes for itself.
//
// The procedure is the real one: the fuzzer's inputs are files that a person may import into it.
#include <memory>

#include "core/text.hpp"
#include "dossier/codec.hpp"
#include "fuzz/core_oracles.hpp"
#include "procedure/load.hpp"
#include "support/parts.hpp"

using namespace guichet;

namespace {

std::shared_ptr<Procedure const> action_formation() {
    auto loaded = load_procedure(test::whole_procedure("assets/procedures/opco-mobilites/action-formation.json"));
    fuzz::promise(loaded.procedure != nullptr);
    return loaded.procedure;
}

void said(Trouble const& trouble) { fuzz::promise(!trouble.message.empty() && is_valid_utf8(trouble.message)); }

/// Reading again what was written gives the same file: nothing is lost, nothing grows.
void settles(Procedure const& procedure, Dossier const& dossier) {
    std::string const file = write_dossier(procedure, dossier);
    fuzz::promise(is_valid_utf8(file) && parse_json(file).has_value() && read_head(file).has_value());
    auto const again = read_dossier(procedure, file);
    fuzz::promise(again.has_value());
    fuzz::promise(write_dossier(procedure, *again) == file);
}

void judge(std::shared_ptr<Procedure const> const& procedure, Dossier const& dossier) {
    Verdict verdict{procedure};
    verdict.judge(dossier, Date{20778});
    for (Finding const& finding : verdict.findings(dossier)) {
        fuzz::promise(!finding.message.empty() && is_valid_utf8(finding.message) && is_valid_utf8(finding.path));
    }
    Json const sent = payload(*procedure, dossier, verdict);
    fuzz::promise(payload_digest(sent).size() == 64);
    auto const received = dossier_from_payload(*procedure, sent);
    // An id that is no UUID is replaced where a file is imported.
    if (!verdict.is_acceptable() || !is_uuid(dossier.id)) return;
    // What is acceptable here is the same request there.
    fuzz::promise(received.has_value());
    Verdict judged{procedure};
    judged.judge(*received, Date{20778});
    fuzz::promise(judged.is_acceptable());
    fuzz::promise(payload_differences(sent, payload(*procedure, *received, judged)).empty());
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(std::uint8_t const* data, std::size_t size) {
    static std::shared_ptr<Procedure const> const procedure = action_formation();
    std::string_view const file = fuzz::text_of(data, size);
    if (auto const head = read_bundle_head(file); !head) said(head.error());
    if (auto const head = read_head(file); !head) said(head.error());
    for (std::string_view const one : dossiers_in(file)) fuzz::promise(one.data() >= file.data() && one.size() <= file.size());
    if (auto const dossier = read_dossier(*procedure, file)) {
        settles(*procedure, *dossier);
        judge(procedure, *dossier);
    } else {
        said(dossier.error());
    }
    auto const json = parse_json(file);
    if (!json) return 0;
    if (auto const dossier = dossier_from_payload(*procedure, *json)) {
        judge(procedure, *dossier);
    } else {
        said(dossier.error());
    }
    return 0;
}
