// Opening a dossier for the command: the plain file of the page, or the bundle with the pieces' bytes, which must then
// be what their digests say.
#include <algorithm>
#include <span>
#include <vector>

#include "core/file_types.hpp"
#include "core/sha256.hpp"
#include "dossier/codec.hpp"
#include "main/command.hpp"

namespace guichet::command {

namespace {

constexpr std::string_view bundle_mark = "GUICHET1";

/// What the bytes of a piece say against its description, as findings of its zone.
void check_bytes(Attachment const& piece, std::string_view bytes, std::vector<Finding>& findings) {
    auto const tell = [&](std::string_view rule, std::string message) {
        findings.push_back({"pieces." + piece.zone, std::string(rule), Severity::block, std::move(message), {}, -1});
    };
    std::string const name = "« " + piece.name + " »";
    if (sha256_hex(bytes) != piece.sha256) {
        tell("piece-empreinte", "Le contenu de " + name + " n’est pas celui qui avait été joint. Joignez à nouveau ce fichier.");
        return;
    }
    FileType const found = detect_file_type(std::as_bytes(std::span(bytes.substr(0, magic_length))));
    if (media_type(found) != piece.media_type) {
        tell("piece-type", name + " n’est pas du type annoncé, " + piece.media_type + ". Joignez à nouveau ce fichier.");
    }
}

/// What a file holds: one dossier's JSON or that of several, and after it, of a bundle, the bytes of their pieces.
struct Contents {
    std::string_view json;
    std::string_view bytes;
    bool is_bundle = false;
};

Trouble cut_short(std::string const& file, std::string const& before) {
    return {"fichier-tronque", "« " + file + " » est incomplet : il se termine avant la fin " + before + "."};
}

Result<Contents> contents_of(std::string const& file, std::string_view text) {
    if (!text.starts_with(bundle_mark)) return Contents{text, {}, false};
    Result<BundleHead> const head = read_bundle_head(text.substr(0, 64));
    if (!head) return std::unexpected(head.error());
    if (head->json_length > text.size() - head->json_offset) return std::unexpected(cut_short(file, "du dossier"));
    auto const end = static_cast<std::size_t>(head->json_offset + head->json_length);
    return Contents{text.substr(static_cast<std::size_t>(head->json_offset), static_cast<std::size_t>(head->json_length)), text.substr(end),
                    true};
}

/// One dossier, judged; its pieces are taken off the front of the bytes.
Result<Opened> judge_one(Request const& request, std::vector<std::shared_ptr<Procedure const>> const& procedures, std::string const& file,
                         std::string_view text, Contents& contents) {
    Result<DossierHead> const head = read_head(text);
    if (!head) return std::unexpected(head.error());
    auto const procedure = choose_procedure(procedures, head->procedure, head->procedure_version);
    if (procedure == nullptr) return std::unexpected(unknown_procedure(head->procedure, procedures, request));
    Result<Dossier> dossier = read_dossier(*procedure, text);
    if (!dossier) return std::unexpected(dossier.error());

    Opened opened{procedure, std::move(*dossier), Verdict(procedure), {}, false};
    opened.verdict.judge(opened.dossier, today_of(request));
    opened.findings = opened.verdict.findings(opened.dossier);
    opened.acceptable = opened.verdict.is_acceptable();
    if (!contents.is_bundle) return opened;

    std::size_t const before = opened.findings.size();
    for (Attachment const& piece : opened.dossier.attachments) {
        if (piece.size > contents.bytes.size()) return std::unexpected(cut_short(file, "de « " + piece.name + " »"));
        check_bytes(piece, contents.bytes.substr(0, static_cast<std::size_t>(piece.size)), opened.findings);
        contents.bytes.remove_prefix(static_cast<std::size_t>(piece.size));
    }
    opened.acceptable = opened.acceptable && opened.findings.size() == before;
    return opened;
}

}  // namespace

std::vector<Result<Opened>> open_dossiers(Request const& request, std::vector<std::shared_ptr<Procedure const>> const& procedures,
                                          std::string const& file) {
    std::vector<Result<Opened>> all;
    auto const fail = [&](Trouble trouble) {
        all.clear();
        all.emplace_back(std::unexpected(std::move(trouble)));
        return std::move(all);
    };
    Result<std::string> const content = read_file(file);
    if (!content) return fail(content.error());
    Result<Contents> contents = contents_of(file, *content);
    if (!contents) return fail(contents.error());
    auto const texts = dossiers_in(contents->json);
    if (texts.empty()) {
        return fail({"fichier-illisible",
                     "« " + file + " » devait contenir plusieurs dossiers, et n’en contient aucun qui se lise. Exportez-les à nouveau."});
    }
    all.reserve(texts.size());
    for (std::string_view const text : texts) {
        all.push_back(judge_one(request, procedures, file, text, *contents));
        if (all.back() || !contents->is_bundle) continue;
        // Where its pieces end is not known, nor then where those of the next begin.
        if (all.size() < texts.size()) all.back().error().message += " Les dossiers qui le suivent dans ce fichier n’ont pas été jugés.";
        return all;
    }
    if (!contents->bytes.empty()) {
        return fail({"fichier-trop-long", "« " + file +
                                              " » contient plus que son dossier et ses pièces : il a été abîmé. "
                                              "Enregistrez-le à nouveau depuis la page."});
    }
    return all;
}

Result<Opened> open_dossier(Request const& request, std::vector<std::shared_ptr<Procedure const>> const& procedures,
                            std::string const& file) {
    auto all = open_dossiers(request, procedures, file);
    if (all.size() == 1) return std::move(all.front());
    return std::unexpected(Trouble{"plusieurs-dossiers", "« " + file + " » contient " + std::to_string(all.size()) +
                                                             " dossiers : « guichet check » les juge tous, la page les importe."});
}

}  // namespace guichet::command
