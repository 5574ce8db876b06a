// Sentences and formats that several screens share, and what is said aloud. French typography: a no-break
// space before : ; ? ! and inside « », typographic apostrophes; the seed's own labels stay to the letter.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

#include "app/effects.hpp"
#include "app/model.hpp"

namespace guichet {

/// The sentence of an announcement, and whether it may interrupt.
struct SpokenText {
    std::string text;
    bool assertive = false;
};
[[nodiscard]] SpokenText spoken_text(effect::Announce const& announce);

/// « 21/11/2026 à 14:05 », or the day alone when the person's minute is not known.
[[nodiscard]] std::string day_and_time(std::string_view iso_instant, Now const& now);
/// « 14:05 »; empty when not known.
[[nodiscard]] std::string time_of_day(std::int64_t unix_ms, Now const& now);
/// « 1,2 Mo », « 340 Ko », « 12 octets ».
[[nodiscard]] std::string size_text(std::uint64_t bytes);
[[nodiscard]] std::string media_type_text(std::string_view media_type);
[[nodiscard]] std::string step_state_text(StepState state);
[[nodiscard]] std::string refusal_text(Refusal why, AttachmentZone const& zone);
[[nodiscard]] std::string send_trouble_text(Sending const& sending);
/// How a request stands in the outbox, as a badge says it.
[[nodiscard]] std::string outbox_text(Sending const& sending);
/// When it goes on by itself; the person may leave.
[[nodiscard]] std::string next_try_text(Model const& model, Sending const& sending);
[[nodiscard]] std::string import_trouble_text(ImportTrouble trouble);
[[nodiscard]] std::string lookup_text(LookupDialog const& dialog);
[[nodiscard]] std::string toast_text(Toast const& toast);
/// The procedure's own word for a status; one that it does not know, as it is.
[[nodiscard]] std::string status_text(Procedure const& procedure, std::string_view status);
/// « 3 points à corriger », « 1 point à corriger ».
[[nodiscard]] std::string points_to_correct(std::uint32_t count);
/// « Stagiaire 2 » or « Stagiaire 2 : Jérôme Lefèvre ».
[[nodiscard]] std::string row_title(OpenDossier const& open, std::int16_t group, std::uint32_t row);
/// What stands in the place of no rows; of several lines, the first says it alone.
[[nodiscard]] std::string empty_text(RepeatedGroup const& group);
/// The seed's own group, which has the seed's own words.
[[nodiscard]] bool is_trainees(RepeatedGroup const& group);
/// « Tranche 20 à 49 salariés » from the directory's code; empty when it is none.
[[nodiscard]] std::string staff_text(std::string_view code);

}  // namespace guichet
