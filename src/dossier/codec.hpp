// The dossier's file: JSON with a format version, migrated on reading, and the payload for a backend.
//
// File: {"guichet":1,"id":…,"procedure":{"id":…,"version":…},"nom":…,"cree":…,"modifie":…,"statut":…,
// "reponses":{"formation":{"intitule":"…"},"stagiaires":[{"id":"r1","nom":"…"}]},
// "saisies":{"formation.date_debut":"3/4/26"} (texts that could not be read, by path),
// "pieces":[{"id","zone","nom","type","taille","sha256"}],"recu":{…},"historique":[…],"place":"…",
// "suivants":{"ligne":3,"piece":2},"envoye":{…} (the file as it was sent, once it has been given back),"inconnus":{"/reponses/formation/ancien":…}}; see docs/dossier.md.
#pragma once

#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "core/json.hpp"
#include "core/result.hpp"
#include "dossier/dossier.hpp"
#include "dossier/verdict.hpp"

namespace guichet {

inline constexpr int dossier_format = 1;

/// What a dossier file says before its procedure is known.
struct DossierHead {
    std::string id;
    std::string procedure;
    std::string procedure_version;
    std::string name;
    std::string modified;
    std::string status;
    std::string place;
};
[[nodiscard]] Result<DossierHead> read_head(std::string_view file);

[[nodiscard]] std::string write_dossier(Procedure const& procedure, Dossier const& dossier);
/// A value that its field cannot hold is kept as typed text; members no field claims are kept in `unclaimed`.
/// A trouble only when the file is no dossier at all or of another procedure.
[[nodiscard]] Result<Dossier> read_dossier(Procedure const& procedure, std::string_view file);

/// What Dossier::sent keeps of a dossier that has been sent: its answers and pieces, without what the backend says of it.
[[nodiscard]] std::string write_sent(Procedure const& procedure, Dossier const& dossier);

/// {"id","zone","nom","type","taille","sha256"}, as in the file and in the payload.
[[nodiscard]] Json piece_to_json(Attachment const& piece);
[[nodiscard]] Json instalment_to_json(FollowedInstalment const& one);

/// What is sent: visible answers under their payload paths, computed values, constants, pieces
/// (name, type, size, sha256, zone), procedure id and version, dossier id.
[[nodiscard]] Json payload(Procedure const& procedure, Dossier const& dossier, Verdict const& verdict);
/// The reverse, for the receiver: a payload -> a dossier that can be judged. Trouble: unknown procedure or not that shape.
[[nodiscard]] Result<Dossier> dossier_from_payload(Procedure const& procedure, Json const& payload);
/// Where a payload that was sent differs from the one that its own answers make: JSON paths, in order. A payload
/// that says more than its procedure asks, or a total that its lines do not give, is not taken.
[[nodiscard]] std::vector<std::string> payload_differences(Json const& sent, Json const& expected);
/// SHA-256 of the canonical payload.
[[nodiscard]] std::string payload_digest(Json const& payload);

/// A dossier carried away as one file: "GUICHET1 <length of the JSON>\n", the JSON (the dossier's file), then
/// the pieces' bytes one after the other in the order of "pieces". Reads the first line.
struct BundleHead {
    std::uint64_t json_offset = 0;
    std::uint64_t json_length = 0;
};
[[nodiscard]] Result<BundleHead> read_bundle_head(std::string_view first_bytes);
[[nodiscard]] std::string write_bundle_head(std::uint64_t json_length);
/// Several dossiers carried away as one file have {"guichet_dossiers":[…]} in the place of the JSON, and the pieces of all after it.
[[nodiscard]] std::string write_several(std::span<std::string_view const> files);
/// The dossiers' files in that JSON, to the letter; of the JSON of a single dossier, itself; none when it is no JSON.
[[nodiscard]] std::vector<std::string_view> dossiers_in(std::string_view json);

}  // namespace guichet
