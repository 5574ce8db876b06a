#include "receiver/life.hpp"

#include <algorithm>
#include <optional>
#include <utility>

#include "core/json.hpp"
#include "dossier/codec.hpp"
#include "dossier/schedules.hpp"

namespace guichet::receiver {
namespace {

constexpr std::string_view zone_prefix = "pieces.";

std::string in_guillemets(std::string_view text) { return "« " + std::string(text) + " »"; }

/// "a_completer (À compléter), annule (Annulé)".
std::string names_of(Procedure const& procedure, std::vector<std::string> const& statuses) {
    std::string out;
    for (auto const& status : statuses) { out += (out.empty() ? "" : ", ") + status + " (" + status_label(&procedure, status) + ")"; }
    return out;
}

Result<void> check_status(Procedure const& procedure, StoredDossier const& dossier, Proposal const& asked) {
    auto const* const from = procedure.find_status(dossier.status);
    auto const next = from == nullptr ? std::vector<std::string>() : from->next;
    auto const here = status_label(&procedure, dossier.status);
    auto const possible = next.empty() ? "Il n’en change plus." : "Possibles : " + names_of(procedure, next) + ".";
    if (asked.status == dossier.status) {
        bool const says_something = !asked.remarks.empty() || !asked.pieces.empty() || !asked.comment.empty() || !asked.instalments.empty();
        if (says_something) { return {}; }
        return std::unexpected(Trouble{"statut-identique", "Le dossier est déjà " + in_guillemets(here) + ". " + possible});
    }
    if (std::ranges::find(next, asked.status) != next.end()) { return {}; }
    auto const* const to = procedure.find_status(asked.status);
    if (to == nullptr) {
        return std::unexpected(Trouble{"statut-inconnu", "Cette démarche ne connaît pas le statut " + in_guillemets(asked.status) +
                                                             ". Le dossier est " + in_guillemets(here) + ". " + possible});
    }
    return std::unexpected(Trouble{"statut-impossible", "Un dossier " + in_guillemets(here) + " ne peut pas devenir " +
                                                            in_guillemets(to->label) + ". " + possible});
}

StoredPiece const* piece_of(StoredDossier const& dossier, std::string_view id) {
    auto const found = std::ranges::find(dossier.pieces, id, &StoredPiece::id);
    return found == dossier.pieces.end() ? nullptr : &*found;
}

bool is_path(Procedure const& procedure, Dossier const& answers, std::string_view path) {
    if (path.starts_with(zone_prefix)) { return procedure.attachment_index(path.substr(zone_prefix.size())) >= 0; }
    return procedure.group_index(path) >= 0 || ref_of_path(procedure, answers, path).has_value();
}

Result<std::vector<Remark>> remarks_of(Procedure const& procedure, StoredDossier const& dossier, Proposal const& asked) {
    std::vector<Remark> out;
    std::optional<Dossier> answers;
    for (auto const& [target, message] : asked.remarks) {
        if (piece_of(dossier, target) != nullptr) {
            out.push_back({{}, target, message});
            continue;
        }
        if (!answers) {
            auto const payload = parse_json(dossier.payload);
            if (!payload) { return std::unexpected(payload.error()); }
            auto read = dossier_from_payload(procedure, *payload);
            if (!read) { return std::unexpected(read.error()); }
            answers = std::move(*read);
        }
        if (!is_path(procedure, *answers, target)) {
            return std::unexpected(Trouble{
                "chemin-inconnu", in_guillemets(target) + " n’est ni une réponse ni une pièce de ce dossier. Une réponse s’écrit comme "
                                                          "formation.date_debut ou stagiaires[0].nom, une pièce comme p1."});
        }
        out.push_back({target, {}, message});
    }
    return out;
}

Result<void> check_pieces(StoredDossier const& dossier, Proposal const& asked) {
    for (auto const& judged : asked.pieces) {
        auto const* const piece = piece_of(dossier, judged.id);
        if (piece == nullptr) {
            std::string known;
            for (auto const& one : dossier.pieces) { known += (known.empty() ? "" : ", ") + one.id; }
            return std::unexpected(Trouble{"piece-inconnue", "Ce dossier n’annonce pas de pièce " + in_guillemets(judged.id) + ". " +
                                                                 (known.empty() ? "Il n’en a aucune." : "Il a : " + known + ".")});
        }
        if (piece->received_at.empty()) {
            return std::unexpected(Trouble{"piece-non-recue", "La pièce " + in_guillemets(judged.id) +
                                                                  " n’a pas encore été reçue. Pour la "
                                                                  "réclamer, écrivez --remarque " +
                                                                  judged.id + "=…"});
        }
    }
    return {};
}

/// The instalments that were asked for, with what the dossier's own échéancier says of them.
Result<std::vector<FollowedInstalment>> instalments_of(Procedure const& procedure, StoredDossier const& dossier, Proposal const& asked,
                                                       std::string const& date) {
    if (asked.instalments.empty()) { return asked.instalments; }
    auto const payload = parse_json(dossier.payload);
    if (!payload) { return std::unexpected(payload.error()); }
    auto const answers = dossier_from_payload(procedure, *payload);
    if (!answers) { return std::unexpected(answers.error()); }
    // Owned by who called.
    Verdict verdict(std::shared_ptr<Procedure const>(std::shared_ptr<void>(), &procedure));
    verdict.judge(*answers, date_from_iso(date.substr(0, 10)).value_or(Date{}));
    auto const computed = later::computed_instalments(procedure, *answers, verdict);
    std::vector<FollowedInstalment> out;
    for (FollowedInstalment one : asked.instalments) {
        auto const known = std::ranges::find(dossier.instalments, one.rank, &FollowedInstalment::rank);
        bool const is_known = known != dossier.instalments.end();
        if (one.rank <= computed.size()) {
            one.label = computed[one.rank - 1].label;
            one.opening = computed[one.rank - 1].opening;
            if (!one.amount) { one.amount = computed[one.rank - 1].amount; }
        }
        if (!one.amount && is_known) { one.amount = known->amount; }
        if (!one.amount) {
            return std::unexpected(Trouble{
                "echeance-inconnue", "L’échéancier de ce dossier " +
                                         (computed.empty() ? "n’est pas calculé" : "a " + std::to_string(computed.size()) + " échéances") +
                                         " : pour l’échéance " + std::to_string(one.rank) + ", dites le montant, comme 1=payee:2140,00."});
        }
        one.date = date;
        out.push_back(std::move(one));
    }
    return out;
}

}  // namespace

std::string status_label(Procedure const* procedure, std::string_view status) {
    auto const* const found = procedure == nullptr ? nullptr : procedure->find_status(status);
    return found == nullptr ? std::string(status) : found->label;
}

bool is_open(Procedure const* procedure, std::string_view status) {
    auto const* const found = procedure == nullptr ? nullptr : procedure->find_status(status);
    return found != nullptr && found->lock == Lock::editable;
}

std::vector<std::string> open_statuses(Procedure const& procedure) {
    std::vector<std::string> out;
    for (auto const& status : procedure.statuses) {
        if (status.lock == Lock::editable) { out.push_back(status.id); }
    }
    return out;
}

Result<Decision> decision_of(Procedure const& procedure, StoredDossier const& dossier, Proposal const& asked, std::string date) {
    if (auto const good = check_status(procedure, dossier, asked); !good) { return std::unexpected(good.error()); }
    if (auto const good = check_pieces(dossier, asked); !good) { return std::unexpected(good.error()); }
    auto remarks = remarks_of(procedure, dossier, asked);
    if (!remarks) { return std::unexpected(remarks.error()); }
    auto instalments = instalments_of(procedure, dossier, asked, date);
    if (!instalments) { return std::unexpected(instalments.error()); }
    return Decision{dossier.id,   dossier.status, dossier.receipt.version, asked.status, std::move(date),
                    asked.author, asked.comment,  std::move(*remarks),     asked.pieces, std::move(*instalments)};
}

}  // namespace guichet::receiver
