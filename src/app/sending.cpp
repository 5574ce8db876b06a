#include "app/sending.hpp"

#include <algorithm>
#include <iterator>

#include "core/json.hpp"

namespace guichet {
namespace {

/// By SendTrouble, as records have them.
constexpr std::string_view trouble_names[] = {"",         "hors-connexion", "reseau",    "delai",   "service",     "taille", "trop-envois",
                                              "interdit", "rejete",         "illisible", "fichier", "autre-onglet"};
static_assert(std::size(trouble_names) == static_cast<std::size_t>(SendTrouble::elsewhere) + 1);

/// By SendPhase; what was on its way waits for its turn in the next visit.
constexpr std::string_view phase_names[] = {"attente", "attente", "attente", "attente", "arrete", "attente", "refuse", "conflit"};

template <class Enum, std::size_t count>
Enum named(std::string_view const (&names)[count], std::string_view name) {
    auto const at = std::ranges::find(names, name) - std::begin(names);
    return static_cast<std::size_t>(at) < count ? static_cast<Enum>(at) : Enum{};
}

}  // namespace

Sending* find_sending(std::vector<Sending>& outbox, std::string_view dossier) {
    auto const at = std::ranges::find(outbox, dossier, &Sending::dossier);
    return at == outbox.end() ? nullptr : &*at;
}

Sending const* find_sending(std::vector<Sending> const& outbox, std::string_view dossier) {
    auto const at = std::ranges::find(outbox, dossier, &Sending::dossier);
    return at == outbox.end() ? nullptr : &*at;
}

std::string write_sending(Sending const& sending) {
    Json json = Json::object();
    json["dossier"] = sending.dossier;
    json["titre"] = sending.title;
    json["depuis"] = sending.since;
    json["connecteur"] = sending.connector;
    json["empreinte"] = sending.digest;
    Json pieces = Json::array();
    for (SentPiece const& piece : sending.pieces) {
        pieces.push_back({{"id", piece.id}, {"type", piece.media_type}, {"sha256", piece.sha256}});
    }
    json["pieces"] = std::move(pieces);
    json["total"] = sending.piece_count;
    if (sending.accepted) {
        json["acceptee"] = true;
        json["numero"] = sending.number;
        json["date"] = sending.date;
        json["inscrite"] = sending.recorded;
    } else {
        json["corps"] = sending.body;
    }
    json["etat"] = phase_names[static_cast<std::size_t>(sending.phase)];
    if (sending.phase >= SendPhase::failed) {
        json["cause"] = trouble_names[static_cast<std::size_t>(sending.trouble)];
        json["erreur"] = sending.status;
        if (!sending.findings.empty()) json["constats"] = sending.findings;
    }
    return write_json(json);
}

Result<Sending> read_sending(std::string_view text) {
    auto const json = parse_json(text);
    if (!json) return std::unexpected(json.error());
    auto const part = [&](std::string_view name) { return text_member(*json, name).value_or(""); };
    Sending sending;
    sending.dossier = part("dossier");
    sending.title = part("titre");
    sending.since = part("depuis");
    sending.connector = part("connecteur");
    sending.body = part("corps");
    sending.digest = part("empreinte");
    sending.number = part("numero");
    sending.date = part("date");
    sending.accepted = boolean_member(*json, "acceptee").value_or(false);
    sending.recorded = boolean_member(*json, "inscrite").value_or(false);
    sending.findings = part("constats");
    sending.phase = named<SendPhase>(phase_names, part("etat"));
    sending.trouble = named<SendTrouble>(trouble_names, part("cause"));
    sending.status = static_cast<std::int32_t>(integer_member(*json, "erreur").value_or(0));
    sending.piece_count = static_cast<std::uint32_t>(std::max<std::int64_t>(integer_member(*json, "total").value_or(0), 0));
    // What was refused in an earlier visit is no news in this one.
    if (sending.accepted && sending.phase == SendPhase::failed) sending.trouble = SendTrouble::none;
    Json const* pieces = member(*json, "pieces");
    bool const is_whole =
        pieces != nullptr && pieces->is_array() && !sending.dossier.empty() && (sending.accepted || !sending.body.empty());
    if (!is_whole) return std::unexpected(Trouble{"envoi-illisible", "L’état de cet envoi ne peut pas être lu."});
    for (auto const& piece : *pieces) {
        sending.pieces.push_back(
            {text_member(piece, "id").value_or(""), text_member(piece, "type").value_or(""), text_member(piece, "sha256").value_or("")});
    }
    return sending;
}

}  // namespace guichet
