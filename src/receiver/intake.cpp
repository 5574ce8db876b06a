#include "receiver/intake.hpp"

#include <utility>

#include "dossier/codec.hpp"
#include "receiver/life.hpp"

namespace guichet::receiver {
namespace {

/// What the payload says that its own answers do not give.
std::vector<Finding> findings_of(std::vector<std::string> const& differences) {
    std::vector<Finding> out;
    for (auto const& path : differences) {
        Finding finding;
        finding.path = path;
        finding.rule = "inattendu";
        finding.message = "« " + path + " » n’est pas ce que donnent les réponses du dossier.";
        out.push_back(std::move(finding));
    }
    return out;
}

std::unexpected<Declined> declined(std::string code, std::string message, std::vector<Finding> findings = {}) {
    return std::unexpected(Declined{{std::move(code), std::move(message)}, std::move(findings)});
}

}  // namespace

std::expected<NewDossier, Declined> judged(Procedures const& procedures, Json const& sent, std::string_view id, Intake const& intake) {
    auto const* named = member(sent, "procedure");
    auto const name = named == nullptr ? std::string() : text_member(*named, "id").value_or("");
    auto const version = named == nullptr ? std::string() : text_member(*named, "version").value_or("");
    auto const procedure = procedures.find(name, version);
    if (!procedure) {
        return procedures.is_known(name)
                   ? declined("version-inconnue", "Cette version de la procédure n’est pas reçue ici. Rechargez la page, vérifiez le "
                                                  "dossier, puis envoyez-le de nouveau.")
                   : declined("procedure-inconnue",
                              "Cette procédure n’est pas reçue ici. Vérifiez à quel service vous envoyez le dossier.");
    }
    auto const dossier = dossier_from_payload(*procedure, sent);
    if (!dossier) { return std::unexpected(Declined{dossier.error()}); }

    Verdict verdict(procedure);
    verdict.judge(*dossier, intake.today);
    if (!verdict.is_acceptable()) {
        return declined("non-recevable",
                        "La demande ne peut pas être reçue en l’état : corrigez ce qui est signalé, puis envoyez-la de nouveau.",
                        verdict.findings(*dossier));
    }
    if (auto const differences = payload_differences(sent, payload(*procedure, *dossier, verdict)); !differences.empty()) {
        return declined("contenu-inattendu",
                        "La demande dit autre chose que ce que ses réponses donnent. Rechargez la page, puis envoyez-la de nouveau.",
                        findings_of(differences));
    }

    NewDossier fresh{
        std::string(id),          name, version, number_series(*procedure), intake.instant, payload_digest(sent), canonical_json(sent), {},
        open_statuses(*procedure)};
    for (auto const& piece : dossier->attachments) {
        if (piece.size > intake.piece_limit) {
            return declined("piece-trop-grande", "La pièce « " + piece.name + " » dépasse la taille admise ici. Réduisez-la.");
        }
        fresh.pieces.push_back({piece.id, piece.zone, piece.name, piece.media_type, piece.size, piece.sha256, {}});
    }
    return fresh;
}

}  // namespace guichet::receiver
