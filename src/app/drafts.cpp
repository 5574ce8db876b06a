#include "app/drafts.hpp"

#include <algorithm>
#include <array>
#include <utility>

#include "core/json.hpp"
#include "core/sort.hpp"
#include "dossier/codec.hpp"
#include "procedure/kinds.hpp"

namespace guichet {
namespace {

/// Paths of the fields that name a request in the list: procedures name the same thing in their own way.
constexpr std::string_view subject_paths[] = {"formation.intitule", "formation.intitule_qualification",
                                              "apprenti.intitule_diplome_prepare"};
constexpr std::string_view provider_paths[] = {"organisme.raison_sociale", "organisme_formation.denomination",
                                               "formation.organisme.denomination"};

/// The first of those answers that is there.
template <class Paths>
std::string first_shown(Procedure const& procedure, Dossier const& dossier, Paths const& paths) {
    for (std::string_view const path : paths) {
        if (std::string text = shown_at(procedure, dossier, path); !text.empty()) return text;
    }
    return {};
}

std::vector<std::string> people_of(Procedure const& procedure, Dossier const& dossier) {
    std::vector<std::string> people;
    for (std::string const of : {"salarie.", "apprenti."}) {
        std::string name = shown_at(procedure, dossier, of + "prenom");
        std::string const last = first_shown(procedure, dossier, std::array{of + "nom", of + "nom_usage", of + "nom_naissance"});
        if (!name.empty() && !last.empty()) name += ' ';
        if (name += last; !name.empty()) people.push_back(std::move(name));
    }
    for (std::size_t group = 0; group < dossier.groups.size(); ++group) {
        // A person has a first name; other rows, as modules, have none.
        auto const named = [&](std::uint32_t index) { return procedure.fields[index].path.ends_with(".prenom"); };
        if (std::ranges::none_of(procedure.groups[group].fields, named)) continue;
        for (Row const& row : dossier.groups[group]) {
            std::string name = person_name(procedure, static_cast<std::int16_t>(group), row);
            if (!name.empty()) people.push_back(std::move(name));
        }
    }
    return people;
}

void describe(Draft& draft, Procedure const& procedure, Dossier const& dossier, Verdict const& verdict) {
    draft.state = DraftState::readable;
    draft.trouble = {};
    draft.procedure = procedure.id;
    draft.procedure_title = procedure.title;
    draft.organisme = place_of(procedure.organisme, procedure.portal);
    draft.name = dossier.name;
    draft.subject = first_shown(procedure, dossier, subject_paths);
    draft.provider = first_shown(procedure, dossier, provider_paths);
    draft.people = people_of(procedure, dossier);
    draft.modified = dossier.modified;
    draft.status = dossier.status;
    Status const* status = procedure.find_status(dossier.status);
    draft.status_label = status != nullptr ? status->label : dossier.status;
    draft.editable = is_editable(procedure, dossier);
    draft.number = dossier.receipt ? dossier.receipt->number : std::string{};
    draft.connector = dossier.receipt ? dossier.receipt->connector : std::string{};
    draft.exported = dossier.receipt.has_value() && draft.number.empty();
    draft.ended = status != nullptr && status->next.empty();
    draft.remarks = static_cast<std::uint32_t>(std::ranges::count_if(dossier.remarks, asks_something));
    draft.rows.clear();
    for (std::size_t group = 0; group < dossier.groups.size(); ++group) {
        auto const count = dossier.groups[group].size();
        if (count == 0) continue;
        if (!draft.rows.empty()) draft.rows += ", ";
        draft.rows += procedure.groups[group].label + "\u00a0: " + std::to_string(count);
    }
    draft.blocking = verdict.blocking_count();
}

}  // namespace

std::string shown_at(Procedure const& procedure, Dossier const& dossier, std::string_view path) {
    auto const index = procedure.field_index(path);
    if (index < 0 || procedure.fields[static_cast<std::size_t>(index)].group >= 0) return {};
    FieldRef const where{static_cast<std::uint32_t>(index), -1};
    Answer const& answer = answer_of(procedure, dossier, where);
    if (is_unknown(answer.value)) return answer.typed;
    return show_answer(procedure, procedure.fields[static_cast<std::size_t>(index)], answer.value);
}

std::string person_name(Procedure const& procedure, std::int16_t group, Row const& row) {
    std::string first;
    std::string last;
    for (std::uint32_t const index : procedure.groups[static_cast<std::size_t>(group)].fields) {
        Field const& field = procedure.fields[index];
        std::string* const part = field.path.ends_with(".prenom") ? &first : field.path.ends_with(".nom") ? &last : nullptr;
        if (part != nullptr) *part = show_answer(procedure, field, row.answers[field.slot].value);
    }
    if (!first.empty() && !last.empty()) first += ' ';
    return first + last;
}

std::string french_day(std::string_view iso_instant) {
    auto const date = date_from_iso(iso_instant.substr(0, 10));
    return date ? date_to_french(*date) : std::string{};
}

Draft summarise(std::string id, std::string text, Catalogue const& catalogue, Date today) {
    Draft draft;
    draft.id = std::move(id);
    draft.text = std::make_shared<std::string const>(std::move(text));
    auto const head = read_head(*draft.text);
    if (!head) {
        draft.state = DraftState::unreadable;
        draft.trouble = head.error();
        return draft;
    }
    draft.procedure = head->procedure;
    draft.name = head->name;
    draft.modified = head->modified;
    draft.status = head->status;
    draft.status_label = head->status;
    auto const procedure = find_procedure(catalogue, head->procedure);
    if (!procedure) {
        for (auto const& entry : catalogue.entries) {
            if (entry.id != head->procedure) continue;
            draft.procedure_title = entry.title;
            draft.organisme = place_of(entry.organisme, entry.portal);
        }
        draft.state = may_still_come(catalogue, head->procedure) ? DraftState::waiting : DraftState::orphan;
        return draft;
    }
    auto const dossier = read_dossier(*procedure, *draft.text);
    if (!dossier) {
        draft.state = DraftState::unreadable;
        draft.trouble = dossier.error();
        return draft;
    }
    Verdict verdict{procedure};
    verdict.judge(*dossier, today);
    describe(draft, *procedure, *dossier, verdict);
    return draft;
}

void summarise_open(Draft& draft, OpenDossier const& open, std::string text) {
    draft.text = std::make_shared<std::string const>(std::move(text));
    describe(draft, *open.procedure, open.dossier, open.verdict);
}

void sort_drafts(std::vector<Draft>& drafts) {
    sort_items(drafts, [](Draft const& a, Draft const& b) { return a.modified > b.modified; });
}

Draft* find_draft(std::vector<Draft>& drafts, std::string_view id) {
    auto const at = std::ranges::find(drafts, id, &Draft::id);
    return at == drafts.end() ? nullptr : &*at;
}

Draft const* find_draft(std::vector<Draft> const& drafts, std::string_view id) {
    auto const at = std::ranges::find(drafts, id, &Draft::id);
    return at == drafts.end() ? nullptr : &*at;
}

std::vector<std::string> piece_digests(std::string_view text) {
    std::vector<std::string> digests;
    auto const json = parse_json(text);
    Json const* pieces = json ? member(*json, "pieces") : nullptr;
    if (pieces == nullptr || !pieces->is_array()) return digests;
    for (auto const& piece : *pieces) digests.push_back(text_member(piece, "sha256").value_or(""));
    return digests;
}

std::optional<std::vector<std::string>> digests_in(std::vector<Draft> const& drafts) {
    std::vector<std::string> digests;
    for (auto const& draft : drafts) {
        auto const json = parse_json(*draft.text);
        if (!json) return std::nullopt;
        Json const* pieces = member(*json, "pieces");
        if (pieces == nullptr) continue;
        if (!pieces->is_array()) return std::nullopt;
        for (auto const& piece : *pieces) {
            auto digest = text_member(piece, "sha256");
            if (!digest) return std::nullopt;
            digests.push_back(*std::move(digest));
        }
    }
    sort_by(digests);
    auto const twice = std::ranges::unique(digests);
    digests.erase(twice.begin(), twice.end());
    return digests;
}

Result<Template> read_template(std::string key, std::string text) {
    auto const json = parse_json(text);
    if (!json) return std::unexpected(json.error());
    Template result;
    result.name = text_member(*json, "nom").value_or("");
    result.procedure = text_member(*json, "procedure").value_or("");
    result.section = text_member(*json, "section").value_or("");
    if (result.name.empty() || member(*json, "reponses") == nullptr) {
        return std::unexpected(Trouble{"modele-illisible", "Ce modèle ne peut pas être lu."});
    }
    result.key = std::move(key);
    result.text = std::move(text);
    return result;
}

}  // namespace guichet
