// instruire: an instructor's hand on the dossiers that were received, beside the running service.
#include <sys/stat.h>

#include <algorithm>
#include <optional>
#include <system_error>

#include "core/numbers.hpp"
#include "main/command.hpp"
#include "receiver/clock.hpp"
#include "receiver/life.hpp"
#include "receiver/procedures.hpp"
#include "receiver/store.hpp"

namespace guichet::command {

namespace {

constexpr std::string_view usual_author = "Service instructeur";
constexpr std::int64_t lines_a_page = 100;
constexpr std::int64_t most_instalments = 999;

Trouble usage(std::string message) { return {"option", std::move(message)}; }

/// "CHEMIN=TEXTE".
Result<receiver::Proposal::Named> read_remark(std::string const& text) {
    std::size_t const equal = text.find('=');
    if (equal == std::string::npos || equal == 0 || equal + 1 == text.size()) {
        return std::unexpected(usage("--remarque s’écrit CHEMIN=TEXTE, par exemple --remarque \"formation.cout=Ce n’est pas le devis.\""));
    }
    return receiver::Proposal::Named{text.substr(0, equal), text.substr(equal + 1)};
}

/// "ID=conforme", "ID=non_conforme", "ID=non_conforme:TEXTE".
Result<receiver::Decision::Piece> read_piece(std::string const& text) {
    std::size_t const equal = text.find('=');
    std::string const said = equal == std::string::npos ? std::string() : text.substr(equal + 1);
    constexpr std::string_view refused = "non_conforme";
    bool const is_refused = said == refused || said.starts_with(std::string(refused) + ":");
    if (equal == 0 || (said != "conforme" && !is_refused)) {
        return std::unexpected(
            usage("--piece s’écrit ID=conforme ou ID=non_conforme:TEXTE, par exemple --piece \"p1=non_conforme:Illisible.\""));
    }
    std::string const remark = said.size() > refused.size() ? said.substr(refused.size() + 1) : std::string();
    return receiver::Decision::Piece{text.substr(0, equal),
                                     is_refused ? receiver::Judgement::nonconforming : receiver::Judgement::conforming, remark};
}

/// "1=payee", "1=payee:2140,00", "2=refusee:Le certificat manque.", "3=a_facturer:1250,00:Après le 1er mars."
Result<FollowedInstalment> read_instalment(std::string const& text) {
    constexpr std::string_view states[] = {"a_facturer", "en_instruction", "payee", "refusee"};
    std::size_t const equal = std::min(text.find('='), text.size());
    std::size_t const colon = std::min(text.find(':', equal), text.size());
    FollowedInstalment out;
    auto const rank = read_integer(std::string_view(text).substr(0, equal)).value;
    if (equal < colon) { out.state = text.substr(equal + 1, colon - equal - 1); }
    if (!rank || *rank < 1 || *rank > most_instalments || std::ranges::find(states, out.state) == std::end(states)) {
        return std::unexpected(
            usage("--echeance s’écrit RANG=ÉTAT, où l’état est a_facturer, en_instruction, payee ou refusee, par exemple "
                  "--echeance 1=payee ou --echeance \"2=refusee:Le certificat manque.\""));
    }
    out.rank = static_cast<std::uint32_t>(*rank);
    std::string_view rest = std::string_view(text).substr(std::min(colon + 1, text.size()));
    std::string_view const first = rest.substr(0, rest.find(':'));
    if (auto const amount = read_money(first).value; amount && *amount >= 0) {
        out.amount = amount;
        rest.remove_prefix(std::min(first.size() + 1, rest.size()));
    }
    out.message = rest;
    return out;
}

Result<receiver::Proposal> read_proposal(Request const& request) {
    receiver::Proposal out;
    out.status = request.operands[1];
    out.author = request.author.empty() ? std::string(usual_author) : request.author;
    out.comment = request.comment;
    for (std::string const& text : request.remarks) {
        auto remark = read_remark(text);
        if (!remark) return std::unexpected(remark.error());
        out.remarks.push_back(std::move(*remark));
    }
    for (std::string const& text : request.pieces) {
        auto piece = read_piece(text);
        if (!piece) return std::unexpected(piece.error());
        out.pieces.push_back(std::move(*piece));
    }
    for (std::string const& text : request.instalments) {
        auto instalment = read_instalment(text);
        if (!instalment) return std::unexpected(instalment.error());
        out.instalments.push_back(std::move(*instalment));
    }
    return out;
}

receiver::Procedures procedures_of(Request const& request) {
    std::vector<std::string> complaints;
    auto procedures = receiver::Procedures::load(request.procedures, complaints);
    for (std::string const& complaint : complaints) complain(complaint);
    return procedures;
}

int fail(int code, std::string_view sentence) {
    complain(sentence);
    return code;
}

int list_dossiers(receiver::Store& store, receiver::Procedures const& procedures) {
    for (std::int64_t page = 1;; ++page) {
        auto const listed = store.list(page, lines_a_page);
        if (!listed) return fail(exit_unusable, listed.error().message);
        if (page == 1 && listed->lines.empty()) print("Aucun dossier n’a encore été reçu.\n");
        for (auto const& line : listed->lines) {
            auto const procedure = procedures.find_or_newest(line.procedure, line.version);
            print(line.receipt.number + "  " + (procedure == nullptr ? line.procedure : procedure->title) + "  " +
                  receiver::status_label(procedure.get(), line.status) + " (" + line.status + ")  " + line.receipt.date + "\n");
        }
        if (page * lines_a_page >= listed->total) return exit_good;
    }
}

int carry_out(receiver::Store& store, receiver::Procedures const& procedures, std::string const& name, receiver::Proposal const& proposal) {
    auto const found = store.find(name);
    if (!found) return fail(exit_unusable, found.error().message);
    if (!*found) return fail(exit_findings, "Aucun dossier « " + name + " » n’a été reçu ici. La liste : guichet instruire --liste.");
    receiver::StoredDossier const& dossier = **found;
    auto const procedure = procedures.find_or_newest(dossier.procedure, dossier.version);
    if (procedure == nullptr) {
        return fail(exit_findings, "La démarche « " + dossier.procedure +
                                       " » de ce dossier n’est pas connue ici. Indiquez le bon dossier avec --procedures.");
    }
    auto const decision = receiver::decision_of(*procedure, dossier, proposal, receiver::instant_now());
    if (!decision) return fail(exit_findings, decision.error().message);
    auto const event = store.decide(*decision);
    if (!event) return fail(exit_unusable, event.error().message);
    if (!*event) return fail(exit_findings, "Ce dossier vient de changer. Relisez-le, puis recommencez.");
    print(dossier.receipt.number + " : " + receiver::status_label(procedure.get(), decision->status) + "\n");
    return exit_good;
}

}  // namespace

int move_dossier(Request const& request) {
    if (request.list ? !request.operands.empty() : request.operands.size() != 2) {
        return fail(exit_unusable,
                    "L’usage est : guichet instruire --data DOSSIER NUMÉRO STATUT, ou guichet instruire --data DOSSIER --liste");
    }
    std::optional<receiver::Proposal> proposal;
    if (!request.list) {
        auto read = read_proposal(request);
        if (!read) return fail(exit_unusable, read.error().message);
        proposal = std::move(*read);
    }
    auto const place = receiver::place_of(request.data, request.database);
    if (!place) return fail(exit_unusable, place.error().message);
    std::error_code error;
    if (!place->is_postgres() && !std::filesystem::is_regular_file(place->file, error)) {
        return fail(exit_unusable, "Il n’y a pas de base de Guichet dans « " + request.data.string() +
                                       " ». Indiquez avec --data le dossier que guichet serve emploie.");
    }
    ::umask(077);
    auto const store = receiver::Store::open_existing(*place);
    if (!store) return fail(exit_unusable, store.error().message);
    auto const procedures = procedures_of(request);
    return request.list ? list_dossiers(**store, procedures) : carry_out(**store, procedures, request.operands[0], *proposal);
}

}  // namespace guichet::command
