// What the application asks of the outside. update() only lists them; the runtime carries them out.
// An answer comes back as a message with the same id.
#pragma once

#include <cstdint>
#include <string>
#include <utility>
#include <variant>
#include <vector>

namespace guichet {

/// What is said aloud to assistive technology. The sentence is the view's matter (spoken_text).
enum class Spoken : std::uint8_t {
    saved,
    not_saved,
    draft_deleted,
    draft_restored,
    draft_duplicated,
    draft_renamed,
    draft_imported,
    draft_exported,
    errors_on_step,
    row_added,
    row_duplicated,
    row_removed,
    row_restored,
    row_saved,
    rows_filled,
    rows_restored,
    searching,
    found,
    establishment_closed,
    not_found,
    not_diffusible,
    too_many_searches,
    directory_unavailable,
    filled_in,
    commune_filled,
    commune_several,
    commune_none,
    choices_found,
    template_saved,
    template_used,
    template_deleted,
    template_restored,
    later_missing,
    answers_taken,
    person_used,
    piece_added,
    piece_removed,
    piece_restored,
    sending,
    sent,
    sending_refused,
    code_needed,
    cancelled,
    copied,
    not_copied,
    taken_over,
    followed,
    protection_set,
    protection_changed,
    protection_given_up,
};

/// What can be asked of the passphrase that protects the store. Known to web/protection.ts.
enum class ProtectionAsk : std::uint8_t { unlock, protect, change, give_up, lock };

namespace effect {

struct Http {
    std::int32_t id = 0;
    std::string method = "GET";
    std::string url;
    std::vector<std::pair<std::string, std::string>> headers;
    std::string body;
    std::int32_t timeout_ms = 15'000;
    std::string file_sha256;  ///< not empty: the stored file of that digest is the body
};
struct Abort {
    std::int32_t id = 0;
};
struct StorePut {
    std::int32_t id = 0;
    std::string key;
    std::string text;
};
struct StoreRemove {
    std::int32_t id = 0;
    std::string key;
};
struct StoreLoad {
    std::int32_t id = 0;
    std::string prefix;
};
struct Persist {};
struct ReadSlice {
    std::int32_t id = 0;
    std::string token;
    std::uint64_t offset = 0;
    std::uint64_t length = 0;
};
struct KeepFile {
    std::int32_t id = 0;
    std::string token;
    std::uint64_t offset = 0;
    std::uint64_t length = 0;
};
struct PruneFiles {
    std::vector<std::string> keep;
};
struct Download {
    std::string name;
    std::string media_type;
    std::string text;
    std::vector<std::string> files;
};
struct OpenFile {
    std::string sha256;
    std::string name;
    std::string media_type;
};
struct Go {
    std::string hash;
    bool replace = false;
};
struct Focus {
    std::string node;
};
struct Announce {
    Spoken what{};
    std::string detail;
    std::int64_t count = 0;
};
struct CopyText {
    std::int32_t id = 0;
    std::string text;
};
struct Print {};
struct SetTimer {
    std::int32_t id = 0;
    std::int32_t milliseconds = 0;
};
struct ClearTimer {
    std::int32_t id = 0;
};
struct Claim {
    std::int32_t id = 0;
    std::string key;
    bool take_over = false;
};
struct Release {
    std::string key;
};
struct SetUnsaved {
    bool unsaved = false;
};
/// Plain HTML instead of the picture, from now on and at the next visits.
struct SetPlain {
    bool plain = false;
};
/// All that this site keeps on the device. Done, the page begins anew, in every tab; only a failure is answered.
struct Protect {
    std::int32_t id = 0;
    ProtectionAsk what = ProtectionAsk::unlock;
    std::string secret;
    std::string fresh;  ///< of a change: the one that comes in its place
};
struct EraseAll {
    std::int32_t id = 0;
};
/// The part of the program that not every visit needs (app/later.hpp).
struct FetchLater {
    std::int32_t id = 0;
};

}  // namespace effect

using Effect =
    std::variant<effect::Http, effect::Abort, effect::StorePut, effect::StoreRemove, effect::StoreLoad, effect::Persist, effect::ReadSlice,
                 effect::KeepFile, effect::PruneFiles, effect::Download, effect::OpenFile, effect::Go, effect::Focus, effect::Announce,
                 effect::CopyText, effect::Print, effect::SetTimer, effect::ClearTimer, effect::Claim, effect::Release, effect::SetUnsaved,
                 effect::SetPlain, effect::EraseAll, effect::Protect, effect::FetchLater>;
using Effects = std::vector<Effect>;

}  // namespace guichet
