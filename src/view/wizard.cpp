// The form step by step: stepper, sections of fields, PRÉCÉDENT and SUIVANT.
#include <algorithm>
#include <utility>

#include "app/places.hpp"
#include "view/fields.hpp"
#include "view/screens.hpp"
#include "view/texts.hpp"

namespace guichet {
namespace {

/// The section whose answers can be kept as a modèle de formation.
constexpr std::string_view template_section = "action";

Look badge_of(StepState state) {
    switch (state) {
    case StepState::complete: return Look::badge_success;
    case StepState::faulty: return Look::badge_fault;
    case StepState::under_way: return Look::badge_info;
    case StepState::to_do: break;
    }
    return Look::badge;
}

/// The button that opens a lookup, above the fields that it fills.
void add_lookup_button(Maker& maker, OpenDossier const& open, Section const& section, Node& parent) {
    std::vector<std::string_view> filled;
    for (auto const& item : section.items) {
        if (item.what != SectionItem::What::field) continue;
        Field const& field = open.procedure->fields[item.index];
        if (field.lookup != Lookup::establishment && field.lookup != Lookup::training_organisation) continue;
        if (!open.verdict.is_visible({item.index, -1}) || std::ranges::contains(filled, field.path)) continue;
        // The SIRET and the UAI of one CFA need one search.
        for (auto const& target : field.lookup_targets) filled.push_back(target.path);
        bool const organisation = field.lookup == Lookup::training_organisation;
        Node opener = button(organisation ? "SÉLECTIONNER OU CRÉER UN ORGANISME DE FORMATION" : "Rechercher mon entreprise par SIRET",
                             Look::secondary, maker.on(msg::OpenLookup{item.index}), "chercher-" + field.path,
                             organisation ? Icon::plus : Icon::search);
        add(parent, with(line(), std::move(opener)));
    }
}

void add_template_button(Maker& maker, Section const& section, std::int16_t step, std::uint32_t index, Node& parent) {
    if (section.id != template_section) return;
    Node opener = button("SÉLECTIONNER OU CRÉER UN MODÈLE DE FORMATION", Look::secondary, maker.on(msg::OpenTemplates{step, index}),
                         "modeles-" + section.id, Icon::plus);
    add(parent, with(line(), std::move(opener)));
}

void add_items(Maker& maker, OpenDossier const& open, Section const& section, Node& parent) {
    Procedure const& procedure = *open.procedure;
    Node columns = box(Layout::columns2, Gap::m);
    Node computed = node(Role::definition_list, Look::panel);
    columns.children.reserve(section.items.size());
    std::size_t cells = 0;
    bool after_date = false;
    std::size_t lists = 0;
    bool some_known = false;
    // What is filled so far, before a table or a drop zone: all stands in the order of the form.
    auto const flush = [&] {
        // Nothing is said of what nothing is known of yet.
        if (!computed.children.empty() && std::exchange(some_known, false)) {
            computed.id = section.id + "-calculs" + (lists == 0 ? std::string{} : std::to_string(lists));
            computed.name = procedure.title + "\u00a0: totaux calculés";
            ++lists;
            add(parent, std::move(computed));
        }
        computed = node(Role::definition_list, Look::panel);
        if (!columns.children.empty()) add(parent, std::exchange(columns, box(Layout::columns2, Gap::m)));
        cells = 0;
        after_date = false;
    };
    for (auto const& item : section.items) {
        if (item.what == SectionItem::What::field) {
            FieldRef const where{item.index, -1};
            if (!open.verdict.is_visible(where)) continue;
            if (open.verdict.is_computed(where)) {
                if (!columns.children.empty()) flush();
                some_known = some_known || !is_unknown(open.verdict.value(open.dossier, where));
                add(computed, computed_line(maker, open, where));
            } else {
                if (!computed.children.empty()) flush();
                Node made = field_node(maker, open, where);
                bool const date = procedure.fields[item.index].kind == Kind::date;
                // Two dates that follow each other stand side by side: what would part them has the row for itself.
                if (date && after_date && cells % 2 == 0 && columns.children.size() > 1) {
                    columns.children[columns.children.size() - 2].columns_span = 2;
                    ++cells;
                }
                cells += made.columns_span == 2 ? 2 + cells % 2 : 1;
                after_date = date;
                add(columns, std::move(made));
            }
            continue;
        }
        if (item.what == SectionItem::What::group) {
            auto const group = static_cast<std::int16_t>(item.index);
            if (!open.verdict.is_group_visible(group)) continue;
            flush();
            add(parent, rows_node(maker, open, group));
        } else if (item.what == SectionItem::What::schedule) {
            flush();
            add_schedule(maker, open, item.index, AnswerList::to_fill, parent);
        } else if (open.verdict.is_zone_visible(item.index)) {
            flush();
            parent.gap = Gap::l;
            add(parent, zone_node(maker, open, item.index));
        }
    }
    flush();
}

Node section_node(Maker& maker, OpenDossier const& open, std::int16_t step, std::uint32_t index) {
    Section const& section = open.procedure->steps[static_cast<std::size_t>(step)].sections[index];
    // A fieldset where there is a title to name it; its content is a stack either way.
    Node content = stack(Gap::m);
    add_template_button(maker, section, step, index, content);
    add_lookup_button(maker, open, section, content);
    if (!section.intro.empty()) add(content, paragraph(section.intro, Look::muted));
    add_items(maker, open, section, content);
    Field const* masked = nullptr;
    for (auto const& item : section.items) {
        if (item.what != SectionItem::What::field || !open.verdict.is_visible({item.index, -1})) continue;
        if (is_masked(open.procedure->fields[item.index])) masked = &open.procedure->fields[item.index];
    }
    add_reveal(maker, open, masked, section.id, content);
    content.id = "section-" + section.id;
    if (section.title.empty()) return content;
    Node group = node(Role::group);
    group.id = "groupe-" + section.id;
    content.id = "section-" + section.id;
    add(group, textual(Role::legend, section.title), std::move(content));
    return group;
}

bool has_required_field(OpenDossier const& open, Step const& step) {
    for (auto const& section : step.sections) {
        for (auto const& item : section.items) {
            bool const field = item.what == SectionItem::What::field;
            if (field && open.verdict.is_visible({item.index, -1}) && open.verdict.is_required({item.index, -1})) return true;
        }
    }
    return false;
}

/// Ends with VALIDER, which leads to the check of all answers.
bool is_last(OpenDossier const& open, std::uint32_t step) {
    return step + 1 == open.procedure->steps.size() && is_editable(*open.procedure, open.dossier);
}

/// Buttons at the foot of a step.
Node step_buttons(Maker& maker, OpenDossier const& open, std::uint32_t step) {
    bool const last = is_last(open, step);
    Node buttons = box(Layout::line_between, Gap::m);
    buttons.id = "suite";
    add(buttons, button("PRÉCÉDENT", Look::secondary, maker.on(msg::PreviousStep{}), "precedent", Icon::arrow_left),
        last ? button("VALIDER", Look::primary, maker.on(msg::Validate{}), "valider", Icon::check)
             : button("SUIVANT", Look::primary, maker.on(msg::NextStep{}), "suivant", Icon::arrow_right));
    return buttons;
}

}  // namespace

bool is_open_to_edits(Model const& model, OpenDossier const& open) {
    Sending const* sending = open_sending(model);
    return can_edit(open) && (sending == nullptr || !is_busy(*sending));
}

Node stepper(Maker& maker, OpenDossier const& open) {
    Procedure const& procedure = *open.procedure;
    Route const& route = maker.model.route;
    Node steps = node(Role::ordered_steps);
    steps.id = "etapes";
    steps.children.reserve(procedure.steps.size() + 1);
    for (std::uint32_t i = 0; i < procedure.steps.size(); ++i) {
        Step const& step = procedure.steps[i];
        StepState const state = step_state(open, i);
        bool const here = (route.page == Page::step || route.page == Page::row) && route.step == step.id;
        Node item = node(Role::list_item, Look::step);
        item.id = "etape-" + step.id;
        Node way = link(step.title, write_route(route_to_step(open.dossier.id, step.id)));
        set(way, state::current, here);
        // Who goes from link to link hears how far each step is.
        way.described_by = item.id + "-etat";
        Node told = span(step_state_text(state), badge_of(state));
        told.id = way.described_by;
        add(item, std::move(way), std::move(told));
        add(steps, std::move(item));
    }
    Node item = node(Role::list_item, Look::step);
    item.id = "etape-verification";
    Node way = link("Vérification", write_route(route_to_page(Page::check, open.dossier.id)));
    set(way, state::current, route.page == Page::check);
    add(item, std::move(way));
    add(steps, std::move(item));
    Node navigation = named(node(Role::navigation), "Étapes de la demande");
    navigation.id = "navigation-etapes";
    add(navigation, std::move(steps));
    return navigation;
}

void add_banners(Maker& maker, OpenDossier const& open, Node& parent) {
    if (open.access == Access::elsewhere || open.access == Access::lost) {
        Node banner = node(Role::alert, Look::warning);
        banner.id = "autre-onglet";
        banner.layout = Layout::stack;
        banner.gap = Gap::s;
        add(banner,
            paragraph(open.access == Access::elsewhere
                          ? "Ce dossier est ouvert dans un autre onglet. Vous pouvez le lire ici, ou le reprendre."
                          : "Ce dossier a été repris dans un autre onglet. Vous pouvez le lire ici, ou le reprendre."),
            button("Le reprendre ici", Look::secondary, maker.on(msg::TakeOver{}), "reprendre"));
        add(parent, std::move(banner));
    }
    if (!open.dossier.migration_report.empty()) {
        Node told = callout(Role::status, Look::info,
                            "Cette demande vient d’une version précédente du formulaire. " + open.dossier.migration_report);
        told.id = "version-precedente";
        add(parent, std::move(told));
    }
    if (!is_editable(*open.procedure, open.dossier)) {
        Node banner = node(Role::box, Look::info);
        banner.id = "verrouille";
        banner.layout = Layout::stack;
        banner.gap = Gap::s;
        add(banner, paragraph("Cette demande a le statut «\u00a0" + status_text(*open.procedure, open.dossier.status) +
                              "\u00a0»\u00a0: elle se consulte et ne se modifie plus."));
        if (open.dossier.receipt) { add(banner, link("Voir le reçu", write_route(route_to_page(Page::receipt, open.dossier.id)))); }
        add(parent, std::move(banner));
    }
    if (Sending const* sending = open_sending(maker.model);
        sending != nullptr && is_busy(*sending) && maker.model.route.page != Page::send) {
        Node banner = node(Role::box, Look::info);
        banner.id = "en-file";
        banner.layout = Layout::stack;
        banner.gap = Gap::s;
        add(banner, paragraph("Cette demande est dans la file d’envoi\u00a0: elle ne se modifie pas tant qu’elle y est."),
            link("Voir l’envoi", write_route(route_to_page(Page::send, open.dossier.id))));
        add(parent, std::move(banner));
    }
    if (open.store_trouble != StoreTrouble::none) {
        Node banner = node(Role::alert, Look::fault);
        banner.id = "non-enregistre";
        banner.layout = Layout::stack;
        banner.gap = Gap::s;
        add(banner,
            paragraph(open.store_trouble == StoreTrouble::quota
                          ? "Il n’y a plus de place sur cet appareil\u00a0: vos dernières modifications ne sont pas enregistrées. "
                            "Exportez ce dossier, puis libérez de l’espace."
                          : "Vos dernières modifications ne peuvent pas être enregistrées sur cet appareil. Exportez ce dossier."),
            button("Exporter ce dossier", Look::secondary, maker.on(msg::ExportOpen{}), "exporter-ouvert", Icon::download));
        add(parent, std::move(banner));
    }
}

Node save_line(Maker& maker, OpenDossier const& open) {
    std::string text;
    if (!maker.model.can_store) {
        text = "Cet appareil n’enregistre rien\u00a0: exportez le dossier avant de quitter la page.";
    } else if (open.store_trouble != StoreTrouble::none) {
        text = "Non enregistré";
    } else if (!is_saved(open) && (open.slow || open.saved_at == 0)) {
        text = "Enregistrement…";
    } else if (open.saved_at == 0) {
        text = "Enregistré sur cet appareil";
    } else {
        std::string const time = time_of_day(open.saved_at, maker.model.now);
        text = "Enregistré sur cet appareil" + (time.empty() ? std::string{} : " à " + time);
    }
    Node made = paragraph(std::move(text), Look::caption);
    made.id = "enregistrement";
    return made;
}

void add_step(Maker& maker, OpenDossier const& open, Node& main) {
    auto const found = step_index(*open.procedure, maker.model.route.step);
    if (found < 0) return add_unknown(maker, main);
    auto const index = static_cast<std::uint32_t>(found);
    Step const& step = open.procedure->steps[index];
    bool const editable = is_open_to_edits(maker.model, open);

    Node form = node(editable ? Role::form : Role::section);
    form.layout = Layout::stack;
    form.gap = Gap::l;
    form.id = "etape";
    form.labelled_by = heading_id;
    if (editable) form.on_submit = is_last(open, index) ? maker.on(msg::Validate{}) : maker.on(msg::NextStep{});
    add_banners(maker, open, form);
    Node top = stack(Gap::xs);
    top.id = "entete";
    auto const count = open.procedure->steps.size();
    std::string where = "Étape " + std::to_string(index + 1) + " sur " + std::to_string(count);
    if (index + 1 < count) where += ". Étape suivante\u00a0: " + open.procedure->steps[index + 1].title;
    add(top, paragraph(std::move(where), Look::caption), main_heading(step.title));
    if (editable) add(top, save_line(maker, open));
    if (!step.intro.empty()) add(top, paragraph(step.intro, Look::lead));
    if (editable && has_required_field(open, step)) {
        add(top, paragraph("Les champs marqués d’un astérisque (*) sont obligatoires.", Look::muted));
    }
    add(form, std::move(top));
    if (editable) {
        if (open.refused) add(form, error_summary(maker, open, found));
        form.children.reserve(form.children.size() + step.sections.size() + 2);
        for (std::uint32_t i = 0; i < step.sections.size(); ++i) {
            if (!open.verdict.is_section_visible(index, i)) continue;
            add(form, section_node(maker, open, static_cast<std::int16_t>(index), i));
        }
    } else {
        add_answers(maker, open, index, AnswerList::plain, form, 2);
    }
    add(form, step_buttons(maker, open, index));
    add(main, with(box(Layout::sidebar, Gap::l), stepper(maker, open), std::move(form)));
}

}  // namespace guichet
