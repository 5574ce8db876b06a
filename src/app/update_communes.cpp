// A postal code proposes its town. The table is fetched when the first code is entered; the town always
// stays free, since CEDEX codes and new towns are in no table.
#include <algorithm>

#include "app/communes.hpp"
#include "app/turn.hpp"
#include "core/text.hpp"

namespace guichet {
namespace {

/// The town's field: the lookup's first target, in the same row.
std::optional<FieldRef> town_of(OpenDossier const& open, FieldRef postal_code) {
    Field const& field = open.procedure->fields[postal_code.field];
    for (auto const& target : field.lookup_targets) {
        auto const index = open.procedure->field_index(target.path);
        if (index < 0 || open.procedure->fields[static_cast<std::size_t>(index)].group != field.group) continue;
        return FieldRef{static_cast<std::uint32_t>(index), postal_code.row};
    }
    return std::nullopt;
}

/// The postal code that a town goes with; nothing when the field is no town.
std::optional<FieldRef> postal_code_of(OpenDossier const& open, FieldRef town) {
    auto const& fields = open.procedure->fields;
    for (std::uint32_t at = 0; at < fields.size(); ++at) {
        if (fields[at].lookup != Lookup::commune || fields[at].group != fields[town.field].group) continue;
        auto const of = town_of(open, {at, town.row});
        if (of && of->field == town.field) return FieldRef{at, town.row};
    }
    return std::nullopt;
}

void forget_help(OpenDossier& open, std::string_view control) {
    std::erase_if(open.communes, [control](CommuneHelp const& help) { return help.control == control; });
}

void fill_town(Turn& turn, FieldRef town, std::string_view name, std::string code) {
    OpenDossier& open = *turn.model.open;
    (void)answer_with(turn, town, name);
    open.touched.insert(control_id(*open.procedure, open.dossier, town));
    note_origin(open, town, Origin::From::postal_code, std::move(code));
    turn.announce(Spoken::commune_filled, std::string{name});
}

void propose(Turn& turn, FieldRef postal_code, std::string code) {
    OpenDossier& open = *turn.model.open;
    auto const town = town_of(open, postal_code);
    if (!town) return;
    std::string control = control_id(*open.procedure, open.dossier, postal_code);
    forget_help(open, control);
    CommuneHelp help;
    help.where = key_of_ref(*open.procedure, open.dossier, postal_code);
    help.names = communes_of(*turn.model.communes, code);
    help.control = std::move(control);
    help.code = std::move(code);
    std::string const now = control_text(*open.procedure, open.dossier, *town);
    bool const known = std::ranges::any_of(help.names, [&](std::string const& name) { return fold(name) == fold(now); });
    if (known) return;
    // Ours too where the person wrote the same town in their own way.
    auto const at = std::ranges::find(open.origins, control_id(*open.procedure, open.dossier, *town), &Origin::control);
    auto const* const filled = at == open.origins.end() ? nullptr : std::get_if<std::string>(&at->value);
    bool const ours = filled != nullptr && fold(*filled) == fold(now);
    if (help.names.size() == 1 && (now.empty() || ours)) return fill_town(turn, *town, help.names.front(), std::move(help.code));
    help.state = help.names.empty() ? CommuneHelp::State::none : CommuneHelp::State::several;
    turn.announce(help.names.empty() ? Spoken::commune_none : Spoken::commune_several, help.code,
                  static_cast<std::int64_t>(help.names.size()));
    open.communes.push_back(std::move(help));
}

}  // namespace

void seek_commune(Turn& turn, FieldRef edited) {
    Model& model = turn.model;
    OpenDossier& open = *model.open;
    if (open.procedure->fields[edited.field].lookup != Lookup::commune) {
        // A town that is corrected is held against its code, where the table knows that.
        bool const told = model.communes && !control_text(*open.procedure, open.dossier, edited).empty();
        auto const of = told ? postal_code_of(open, edited) : std::nullopt;
        auto const* code = of ? std::get_if<std::string>(&answer_of(*open.procedure, open.dossier, *of).value) : nullptr;
        if (code != nullptr && !communes_of(*model.communes, *code).empty()) propose(turn, *of, *code);
        return;
    }
    std::string control = control_id(*open.procedure, open.dossier, edited);
    forget_help(open, control);
    auto const* code = std::get_if<std::string>(&answer_of(*open.procedure, open.dossier, edited).value);
    if (code == nullptr || code->size() != 5) return;
    if (model.communes) return propose(turn, edited, *code);
    CommuneHelp help;
    help.where = key_of_ref(*open.procedure, open.dossier, edited);
    help.control = std::move(control);
    help.code = *code;
    open.communes.push_back(std::move(help));
    if (model.communes_fetching == Fetching::under_way) return;
    model.communes_fetching = Fetching::under_way;
    turn.want(effect::Http{.id = turn.ask(Want::communes), .url = "data/communes.txt"});
}

void took_communes(Turn& turn, std::int32_t status, std::string body) {
    Model& model = turn.model;
    bool const ok = status == 200 && !body.empty();
    model.communes_fetching = ok ? Fetching::done : Fetching::failed;
    if (ok) model.communes = std::make_shared<std::string const>(std::move(body));
    if (!model.open) return;
    OpenDossier& open = *model.open;
    std::vector<CommuneHelp> waiting;
    for (auto& help : open.communes) {
        if (help.state != CommuneHelp::State::fetching) continue;
        if (ok)
            waiting.push_back(help);
        else
            turn.announce(Spoken::directory_unavailable);
        help.state = CommuneHelp::State::unavailable;
    }
    for (auto& help : waiting) {
        auto const where = ref_of_key(*open.procedure, open.dossier, help.where);
        if (where && can_edit(open)) propose(turn, *where, std::move(help.code));
    }
}

void pick_commune(Turn& turn, msg::CommunePicked const& message) {
    OpenDossier* open = turn.editable();
    if (open == nullptr || message.text.empty()) return;
    auto const where = ref_of_key(*open->procedure, open->dossier, message.where);
    if (!where) return;
    auto const town = town_of(*open, *where);
    if (!town) return;
    forget_help(*open, control_id(*open->procedure, open->dossier, *where));
    fill_town(turn, *town, message.text, control_text(*open->procedure, open->dossier, *where));
    turn.focus(control_id(*open->procedure, open->dossier, *town));
}

}  // namespace guichet
