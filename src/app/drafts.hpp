// The drafts on this device: each record of the store, kept to the letter, and what the list shows of
// it. A record that cannot be read is kept and shown, never changed and never deleted by us.
#pragma once

#include <cstdint>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "app/catalogue.hpp"
#include "app/open_dossier.hpp"
#include "core/result.hpp"

namespace guichet {

inline constexpr std::string_view draft_prefix = "dossier/";
/// In the store, and of the claim to write it.
[[nodiscard]] inline std::string draft_key(std::string_view id) { return std::string{draft_prefix} + std::string{id}; }
inline constexpr std::string_view template_prefix = "modele/";

enum class DraftState : std::uint8_t {
    waiting,    // its procedure is still to come
    readable,
    orphan,     // no procedure of the site is its own
    unreadable,
};

struct Draft {
    std::string id;
    std::shared_ptr<std::string const> text;  ///< the record, as stored
    DraftState state = DraftState::waiting;
    Trouble trouble;                          ///< why it is unreadable
    std::string procedure;                    ///< its id
    std::string procedure_title;
    std::string organisme;                    ///< with its portal
    std::string name;                         ///< given by the person
    std::string subject;                      ///< intitulé of the training; of a contract, of what it leads to
    std::vector<std::string> people;          ///< salariés, stagiaires, apprentis, each « Prénom Nom »
    std::string provider;                     ///< raison sociale of the organisme de formation
    std::string modified;
    std::string status;
    std::string status_label;
    std::string rows;                         ///< « Stagiaires : 3 », of each group that has some
    std::uint32_t blocking = 0;
    bool editable = true;
    bool exported = false;                    ///< given as a file, not sent
    std::string number;                       ///< given by the backend; empty until it is sent
    std::string connector;                    ///< by which it was sent
    bool ended = false;                       ///< no other status may follow
    std::uint32_t remarks = 0;                ///< of the backend, in force
};

/// What the list shows of a record; the procedure may be missing.
[[nodiscard]] Draft summarise(std::string id, std::string text, Catalogue const& catalogue, Date today);
/// Puts anew what the list shows of the dossier in hand; the text is the record as it is being stored.
void summarise_open(Draft& draft, OpenDossier const& open, std::string text);
/// Most recent first.
void sort_drafts(std::vector<Draft>& drafts);
[[nodiscard]] Draft* find_draft(std::vector<Draft>& drafts, std::string_view id);
[[nodiscard]] Draft const* find_draft(std::vector<Draft> const& drafts, std::string_view id);

/// Digests of a record's pieces in their order. Read from the JSON itself: an orphan is carried away too.
[[nodiscard]] std::vector<std::string> piece_digests(std::string_view text);
/// Digests of every piece that some record names; nothing when a record names them in a way that cannot be read.
[[nodiscard]] std::optional<std::vector<std::string>> digests_in(std::vector<Draft> const& drafts);

/// The answer at that path as people read it; empty when unknown or when there is no such field.
[[nodiscard]] std::string shown_at(Procedure const& procedure, Dossier const& dossier, std::string_view path);

/// « Prénom Nom » of a row that tells of a person; empty when it names nobody.
[[nodiscard]] std::string person_name(Procedure const& procedure, std::int16_t group, Row const& row);
/// « 21/11/2026 », the day of an ISO 8601 instant; empty when it cannot be read.
[[nodiscard]] std::string french_day(std::string_view iso_instant);

/// A modèle de formation: the answers of one section under a name.
struct Template {
    std::string key;   ///< in the store
    std::string name;
    std::string text;  ///< the record: {"nom", "procedure", "section", "reponses": {path: JSON value}}
    std::string procedure;
    std::string section;
};
[[nodiscard]] Result<Template> read_template(std::string key, std::string text);

}  // namespace guichet
