// A field of many choices: what is typed searches its list; arrows and a click choose in it.
#include <algorithm>

#include "app/turn.hpp"
#include "core/text.hpp"

namespace guichet {
namespace {

std::vector<Choice> const& choices_of(OpenDossier const& open, std::uint32_t field) {
    return open.procedure->nomenclatures[static_cast<std::size_t>(open.procedure->fields[field].nomenclature)].choices;
}

/// The field of the message, when it may be changed and has a list to search in.
std::optional<FieldRef> searched(Turn& turn, FieldKey const& key) {
    OpenDossier const* open = turn.editable();
    if (open == nullptr) return std::nullopt;
    auto const where = ref_of_key(*open->procedure, open->dossier, key);
    if (!where || !is_searched_list(*open->procedure, open->procedure->fields[key.field])) return std::nullopt;
    return where;
}

/// The one chosen is in hand when its list opens.
void find_chosen(OpenDossier& open, FieldRef where) {
    auto const* code = std::get_if<std::string>(&answer_of(*open.procedure, open.dossier, where).value);
    if (code == nullptr) return;
    auto const& all = choices_of(open, where.field);
    for (std::size_t i = 0; i < std::min(all.size(), most_choices_listed); ++i) {
        if (all[i].code == *code) open.choices.active = static_cast<std::int32_t>(i);
    }
}

}  // namespace

void list_choices(Turn& turn, FieldRef where, std::string_view text) {
    OpenDossier& open = *turn.model.open;
    auto const& all = choices_of(open, where.field);
    ChoiceList& list = open.choices;
    std::string control = control_id(*open.procedure, open.dossier, where);
    auto told = list.matches.size();
    if (list.control != control) {
        list = {};
        list.control = std::move(control);
        list.texts.reserve(all.size());
        for (auto const& choice : all) list.texts.push_back(fold(choice_text(choice)));
        told = std::string::npos;
    }
    list.filter = fold(text);
    list.active = -1;
    list.matches.clear();
    std::vector<std::uint32_t> later;
    for (std::uint32_t i = 0; i < all.size(); ++i) {
        auto const at = list.texts[i].find(list.filter);
        if (at != std::string::npos) (at == 0 ? list.matches : later).push_back(i);
    }
    list.matches.insert(list.matches.end(), later.begin(), later.end());
    if (told != list.matches.size()) turn.announce(Spoken::choices_found, {}, static_cast<std::int64_t>(list.matches.size()));
}

void move_in_choices(Turn& turn, msg::ChoiceKey const& message) {
    auto const where = searched(turn, message.where);
    if (!where) return;
    OpenDossier& open = *turn.model.open;
    ChoiceList& list = open.choices;
    std::string_view const key = message.text;
    if (list.control != control_id(*open.procedure, open.dossier, *where)) {
        list_choices(turn, *where, {});
        find_chosen(open, *where);
        if (list.active >= 0 || key.empty() || key == "Alt+ArrowDown") return;
    } else if (key == "Escape" || key == "Alt+ArrowUp") {
        list = {};
        return;
    }
    auto const count = static_cast<std::int32_t>(std::min(list.matches.size(), most_choices_listed));
    if (count == 0) return;
    if (key == "ArrowDown") list.active = (list.active + 1) % count;
    if (key == "ArrowUp") list.active = list.active > 0 ? list.active - 1 : count - 1;
    if (key == "Home") list.active = 0;
    if (key == "End") list.active = count - 1;
    if (key == "Enter" && list.active >= 0) {
        pick_choice(turn, {message.where, choices_of(open, where->field)[list.matches[static_cast<std::size_t>(list.active)]].code});
    }
}

void pick_choice(Turn& turn, msg::ChoicePicked const& message) {
    if (!searched(turn, message.where)) return;
    turn.model.open->choices = {};
    commit(turn, {message.where, message.code});
}

}  // namespace guichet
