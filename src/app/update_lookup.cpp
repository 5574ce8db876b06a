// Lookups: an establishment by its complete SIRET, a CFA by its UAI too. Whatever the directory says, or when it says nothing,
// every field stays editable by hand.
#include <algorithm>

#include "app/directory.hpp"
#include "app/listed.hpp"
#include "app/turn.hpp"
#include "core/apart.hpp"
#include "core/identifiers.hpp"
#include "core/text.hpp"

namespace guichet {
namespace {

constexpr std::int32_t lookup_timeout_ms = 8'000;

LookupDialog* lookup_of(Turn& turn) { return std::get_if<LookupDialog>(&turn.model.dialog); }

bool is_uai(std::string_view number) { return number.size() == 8; }

/// What is already answered in the field that holds the SIRET of that lookup.
std::string siret_in(OpenDossier const& open, std::uint32_t field) {
    for (auto const& target : open.procedure->fields[field].lookup_targets) {
        if (target.part != "siret") continue;
        auto const index = open.procedure->field_index(target.path);
        if (index >= 0) return control_text(*open.procedure, open.dossier, {static_cast<std::uint32_t>(index), -1});
    }
    if (open.procedure->fields[field].kind != Kind::siret) return {};
    return control_text(*open.procedure, open.dossier, {field, -1});
}

Spoken spoken_of(LookupState state) {
    switch (state) {
    case LookupState::found: return Spoken::found;
    case LookupState::closed: return Spoken::establishment_closed;
    case LookupState::not_diffusible: return Spoken::not_diffusible;
    case LookupState::not_found: return Spoken::not_found;
    case LookupState::too_many: return Spoken::too_many_searches;
    case LookupState::searching: return Spoken::searching;
    case LookupState::idle:
    case LookupState::unavailable:
    case LookupState::no_directory: break;
    }
    return Spoken::directory_unavailable;
}

/// Fills the fields that the lookup serves. Another SIRET than before first empties what the former one had filled,
/// lest two companies be mixed; the same one only adds.
void fill(Turn& turn, std::uint32_t field_index, Establishment const& establishment, std::string_view asked) {
    OpenDossier& open = *turn.model.open;
    Field const& field = open.procedure->fields[field_index];
    std::vector<LookupTarget> targets = field.lookup_targets;
    if (std::ranges::find(targets, "siret", &LookupTarget::part) == targets.end() && field.kind == Kind::siret) {
        targets.push_back({"siret", field.path});
    }
    auto const before = read_siret(siret_in(open, field_index));
    bool const another = before.value && *before.value != establishment.siret;
    for (auto const& target : targets) {
        auto const index = open.procedure->field_index(target.path);
        if (index < 0) continue;
        FieldRef const where{static_cast<std::uint32_t>(index), -1};
        std::string_view text = part_of(establishment, target.part);
        // A directory gives the code; the table tells the agreement's name.
        if (target.part == "convention" && !establishment.idcc.empty()) {
            text = label_of_code(turn.model.codes, Kind::idcc, establishment.idcc.front());
        }
        if (text.empty() && !another) continue;
        (void)answer_with(turn, where, text);
        // What was typed to search comes from the person.
        if (!asked.empty() && text != asked)
            note_origin(open, where, is_uai(asked) ? Origin::From::uai : Origin::From::siret, std::string{asked});
        open.touched.insert(control_id(*open.procedure, open.dossier, where));
    }
    open.editing.clear();
}

Reading<std::string> read_number(LookupDialog const& dialog) {
    std::string const typed = compact(dialog.siret);
    bool const ends_in_letter = !typed.empty() && (typed.back() < '0' || typed.back() > '9');
    return dialog.takes_uai && ends_in_letter ? read_uai(typed) : read_siret(dialog.siret);
}

void close_and_focus(Turn& turn, std::string_view path) {
    turn.model.dialog = std::monostate{};
    turn.focus(path);
}

/// The first field of the lookup: where the person goes on by hand.
std::string first_target(OpenDossier const& open, std::uint32_t field) {
    for (auto const& target : open.procedure->fields[field].lookup_targets) {
        auto const index = open.procedure->field_index(target.path);
        if (index >= 0 && target.part != "siret") return target.path;
    }
    return open.procedure->fields[field].path;
}

}  // namespace

void later::open_lookup(Turn& turn, std::uint32_t field) {
    OpenDossier* open = turn.editable();
    if (open == nullptr || field >= open->procedure->fields.size()) return;
    LookupDialog dialog;
    dialog.field = field;
    dialog.siret = siret_in(*open, field);
    dialog.takes_uai = std::ranges::contains(open->procedure->fields[field].lookup_targets, "uai", &LookupTarget::part);
    turn.model.dialog = std::move(dialog);
    turn.model.dialog_opener = "chercher-" + open->procedure->fields[field].path;
    turn.focus("recherche-siret");
}

void later::search(Turn& turn) {
    Model& model = turn.model;
    LookupDialog* dialog = lookup_of(turn);
    if (dialog == nullptr || dialog->state == LookupState::searching) return;
    auto const reading = read_number(*dialog);
    dialog->problem = reading.problem;
    dialog->idcc.clear();
    dialog->state = LookupState::idle;
    if (!reading.value) return turn.focus("recherche-siret");
    if (model.config.directory_url.empty()) {
        dialog->state = LookupState::no_directory;
        return turn.announce(Spoken::directory_unavailable);
    }
    dialog->state = LookupState::searching;
    dialog->asked = *reading.value;
    dialog->request = turn.ask(Want::establishment, *reading.value);
    turn.want(effect::Http{.id = dialog->request,
                           .url = directory_address(model.config.directory_url, *reading.value),
                           .headers = {{"Accept", "application/json"}},
                           .timeout_ms = lookup_timeout_ms});
    want_codes(turn, Kind::idcc);
    turn.announce(Spoken::searching);
}

void later::cancel_search(Turn& turn) {
    LookupDialog* dialog = lookup_of(turn);
    if (dialog == nullptr || dialog->state != LookupState::searching) return;
    (void)take_pending(turn.model, dialog->request);
    turn.want(effect::Abort{dialog->request});
    dialog->state = LookupState::idle;
    turn.announce(Spoken::cancelled);
    turn.focus("recherche-siret");
}

void later::took_establishment(Turn& turn, std::int32_t status, std::int32_t retry_after_s, std::string_view body) {
    LookupDialog* dialog = lookup_of(turn);
    if (dialog == nullptr || dialog->state != LookupState::searching) return;
    if (status == 200) {
        DirectoryAnswer answer = read_directory(body, dialog->asked, turn.today());
        dialog->state = answer.state;
        dialog->found = std::move(answer.establishment);
        if (dialog->found.idcc.size() == 1) dialog->idcc = dialog->found.idcc.front();
    } else if (status == 404) {
        dialog->state = LookupState::not_found;
    } else if (status == 429) {
        dialog->state = LookupState::too_many;
        dialog->retry_after_s = retry_after_s;
    } else {
        dialog->state = LookupState::unavailable;
    }
    turn.announce(spoken_of(dialog->state), dialog->found.name, dialog->retry_after_s);
}

void later::pick_establishment(Turn& turn) {
    LookupDialog* dialog = lookup_of(turn);
    OpenDossier* open = turn.editable();
    if (dialog == nullptr || open == nullptr || dialog->found.siret.empty()) return;
    Establishment establishment = dialog->found;
    // Of several agreements the person picks one; none picked, none filled in.
    establishment.idcc.clear();
    if (!dialog->idcc.empty()) establishment.idcc.push_back(dialog->idcc);
    std::uint32_t const field = dialog->field;
    // A CFA of several UAI is the one that was asked for; else nobody knows which.
    if (is_uai(dialog->asked))
        establishment.uai = {dialog->asked};
    else if (establishment.uai.size() > 1)
        establishment.uai.clear();
    fill(turn, field, establishment, std::string{dialog->asked});
    turn.announce(Spoken::filled_in, establishment.name);
    close_and_focus(turn, first_target(*open, field));
}

void later::create_establishment(Turn& turn) {
    LookupDialog* dialog = lookup_of(turn);
    OpenDossier* open = turn.editable();
    if (dialog == nullptr || open == nullptr) return;
    auto const reading = read_siret(dialog->new_siret);
    dialog->new_problem = reading.problem;
    if (!reading.value) return turn.focus("creation-siret");
    Establishment establishment;
    establishment.siret = *reading.value;
    std::uint32_t const field = dialog->field;
    fill(turn, field, establishment, {});
    close_and_focus(turn, first_target(*open, field));
}

void close_dialog(Turn& turn) {
    if (LookupDialog* dialog = lookup_of(turn); dialog != nullptr && dialog->state == LookupState::searching) {
        (void)take_pending(turn.model, dialog->request);
        turn.want(effect::Abort{dialog->request});
    }
    if (std::holds_alternative<ClashDialog>(turn.model.dialog) && turn.model.importing) {
        // Those that came before it in the file are here.
        if (auto const& importing = *turn.model.importing; importing.done > 0) {
            turn.model.toast = Toast{Spoken::draft_imported, importing.name, {}, importing.done};
            turn.announce(Spoken::draft_imported, importing.name, importing.done);
        }
        turn.model.importing.reset();
    }
    turn.model.dialog = std::monostate{};
    if (!turn.model.dialog_opener.empty()) turn.focus(turn.model.dialog_opener);
}

template struct Apart<&later::open_lookup>;
template struct Apart<&later::search>;
template struct Apart<&later::cancel_search>;
template struct Apart<&later::took_establishment>;
template struct Apart<&later::pick_establishment>;
template struct Apart<&later::create_establishment>;

}  // namespace guichet
