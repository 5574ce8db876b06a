// Opening a dossier for the command: the plain file of the page, or the bundle with the pieces' bytes, which must then
// be what their digests say.
#include <algorithm>
#include <span>

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

}  // namespace

Result<Opened> open_dossier(Request const& request, std::vector<std::shared_ptr<Procedure const>> const& procedures,
                            std::string const& file) {
    Result<std::string> const content = read_file(file);
    if (!content) return std::unexpected(content.error());
    std::string_view text = *content;
    std::string_view bytes;
    bool const is_bundle = text.starts_with(bundle_mark);
    if (is_bundle) {
        Result<BundleHead> const head = read_bundle_head(text.substr(0, 64));
        if (!head) return std::unexpected(head.error());
        if (head->json_length > text.size() - head->json_offset) {
            return std::unexpected(Trouble{"fichier-tronque", "« " + file + " » est incomplet : il se termine avant la fin du dossier."});
        }
        bytes = text.substr(static_cast<std::size_t>(head->json_offset + head->json_length));
        text = text.substr(static_cast<std::size_t>(head->json_offset), static_cast<std::size_t>(head->json_length));
    }
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
    if (!is_bundle) return opened;

    std::size_t const before = opened.findings.size();
    for (Attachment const& piece : opened.dossier.attachments) {
        if (piece.size > bytes.size()) {
            return std::unexpected(
                Trouble{"fichier-tronque", "« " + file + " » est incomplet : il se termine avant la fin de « " + piece.name + " »."});
        }
        check_bytes(piece, bytes.substr(0, static_cast<std::size_t>(piece.size)), opened.findings);
        bytes.remove_prefix(static_cast<std::size_t>(piece.size));
    }
    if (!bytes.empty()) {
        return std::unexpected(Trouble{"fichier-trop-long", "« " + file +
                                                                " » contient plus que son dossier et ses pièces : il a été abîmé. "
                                                                "Enregistrez-le à nouveau depuis la page."});
    }
    opened.acceptable = opened.acceptable && opened.findings.size() == before;
    return opened;
}

}  // namespace guichet::command
