// A field of many choices: what is typed searches its list; arrows and a click choose in it.
#include <algorithm>

#include "app/listed.hpp"
#include "app/turn.hpp"
#include "core/text.hpp"

namespace guichet {
namespace {

std::vector<Choice> const& choices_of(Turn const& turn, std::uint32_t field) {
    return listed_choices(*turn.model.open->procedure, turn.model.codes, field);
}

/// The field of the message, when it may be changed and has a list to search in.
std::optional<FieldRef> searched(Turn& turn, FieldKey const& key) {
    OpenDossier const* open = turn.editable();
    if (open == nullptr) return std::nullopt;
    auto const where = ref_of_key(*open->procedure, open->dossier, key);
    if (!where || !is_searched(*open->procedure, open->procedure->fields[key.field])) return std::nullopt;
    return where;
}

/// The one chosen is in hand when its list opens.
void find_chosen(Turn& turn, FieldRef where) {
    OpenDossier& open = *turn.model.open;
    auto const* code = std::get_if<std::string>(&answer_of(*open.procedure, open.dossier, where).value);
    if (code == nullptr) return;
    auto const& all = choices_of(turn, where.field);
    auto const& listed = open.choices.matches;
    for (std::size_t i = 0; i < std::min(listed.size(), most_choices_listed); ++i) {
        if (all[listed[i]].code == *code) open.choices.active = static_cast<std::int32_t>(i);
    }
}

}  // namespace

void list_choices(Turn& turn, FieldRef where, std::string_view text) {
    OpenDossier& open = *turn.model.open;
    auto const& all = choices_of(turn, where.field);
    Field const& field = open.procedure->fields[where.field];
    ChoiceList& list = open.choices;
    std::string control = control_id(*open.procedure, open.dossier, where);
    auto before = list.matches.size();
    if (list.control != control || list.texts.size() != all.size()) {
        list = {};
        list.control = std::move(control);
        list.texts.reserve(all.size());
        for (auto const& choice : all) {
            std::string told = choice_text(field, choice);
            // « 71.20A » is looked for as « 7120A » too.
            if (!told.starts_with(choice.code)) (told += ' ') += choice.code;
            list.texts.push_back(fold(told));
        }
        before = std::string::npos;
    }
    list.filter = fold(text);
    list.active = -1;
    list.matches.clear();
    std::vector<std::uint32_t> later;  // what holds the words as they stand, then what holds them anywhere
    std::vector<std::uint32_t> last;
    for (std::uint32_t i = 0; i < all.size(); ++i) {
        // What is of an older form is never offered.
        if (!all[i].retired.empty() || !has_words(list.texts[i], list.filter)) continue;
        auto const at = list.texts[i].find(list.filter);
        (at == 0 ? list.matches : at != std::string::npos ? later : last).push_back(i);
    }
    for (auto const* more : {&later, &last}) list.matches.insert(list.matches.end(), more->begin(), more->end());
    // A table that has not come yet has no result to tell.
    if (before != list.matches.size() && !all.empty())
        turn.announce(Spoken::choices_found, {}, static_cast<std::int64_t>(list.matches.size()));
}

void move_in_choices(Turn& turn, msg::ChoiceKey const& message) {
    auto const where = searched(turn, message.where);
    if (!where) return;
    OpenDossier& open = *turn.model.open;
    ChoiceList& list = open.choices;
    std::string_view const key = message.text;
    if (list.control != control_id(*open.procedure, open.dossier, *where)) {
        list_choices(turn, *where, {});
        find_chosen(turn, *where);
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
        pick_choice(turn, {message.where, choices_of(turn, where->field)[list.matches[static_cast<std::size_t>(list.active)]].code});
    }
}

void want_codes(Turn& turn, Kind kind) {
    auto const table = code_table_of(kind);
    if (table < 0) return;
    CodeTable& codes = turn.model.codes[static_cast<std::size_t>(table)];
    if (codes.fetching != Fetching::idle) return;
    codes.fetching = Fetching::under_way;
    turn.want(
        effect::Http{.id = turn.ask(Want::codes, {}, static_cast<std::uint64_t>(table)), .url = std::string{code_table_address(table)}});
}

void took_codes(Turn& turn, std::size_t table, std::int32_t status, std::string_view body) {
    Model& model = turn.model;
    CodeTable& codes = model.codes[table];
    // Without a network it is asked for again; a site that has none is not.
    codes.fetching = status == 0 ? Fetching::idle : Fetching::failed;
    if (status != 200) return;
    codes = read_code_table(body);
    if (!model.open || model.open->editing.empty()) return;
    // Somebody is typing in such a field: its list opens now.
    auto const key = key_of_control(*model.open->procedure, model.open->editing);
    auto const where = key ? searched(turn, *key) : std::nullopt;
    if (where && code_table_of(model.open->procedure->fields[where->field].kind) == static_cast<std::int32_t>(table)) {
        list_choices(turn, *where, model.open->editing_text);
    }
}

void pick_choice(Turn& turn, msg::ChoicePicked const& message) {
    if (!searched(turn, message.where)) return;
    turn.model.open->choices = {};
    commit(turn, {message.where, message.code});
}

}  // namespace guichet
