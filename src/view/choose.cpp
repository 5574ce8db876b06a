// What can be begun: the procedures of the site, under the organisme and the portal that each is for.
#include <algorithm>

#include "core/text.hpp"
#include "view/screens.hpp"
#include "view/texts.hpp"

namespace guichet {
namespace {

/// Fewer are seen at a glance.
constexpr std::size_t least_filtered = 7;

Node tile(Maker& maker, CatalogueEntry const& entry) {
    Node made = node(Role::button, Look::tile);
    made.id = "procedure-" + entry.id;
    made.on_click = maker.on(msg::StartNew{entry.id});
    add(made, icon(Icon::book), span(entry.title, Look::strong));
    if (!entry.description.empty()) add(made, span(entry.description, Look::muted));
    return made;
}

/// What is wrong with a procedure's file. Who writes it has the command, which says each problem in full; the page has no sentences
/// for that (procedure/sentence.hpp).
std::string in_short(std::vector<LintProblem> const& problems) {
    auto const first = std::ranges::find(problems, true, &LintProblem::fatal);
    if (first == problems.end()) return {};
    auto const count = std::ranges::count(problems, true, &LintProblem::fatal);
    return counted(count, "problème", "problèmes") + ", le premier" + (first->where.empty() ? "" : " à " + first->where) + " (" +
           first->code + "). La commande «\u00a0guichet lint\u00a0» les explique.";
}

/// Why it cannot be begun; nothing while it can.
void add_fault(CatalogueEntry const& entry, std::size_t number, Node& parent) {
    if (entry.fetching != Fetching::failed) return;
    std::string const what = "La procédure «\u00a0" + (entry.title.empty() ? entry.file : entry.title) + "\u00a0» ne peut pas être ";
    Node broken = callout(entry.problems.empty() ? Role::alert : Role::paragraph, Look::warning,
                          what + (entry.problems.empty() ? "chargée. Vérifiez votre connexion, puis réessayez."
                                                         : "utilisée\u00a0: " + in_short(entry.problems)));
    broken.id = "procedure-en-panne-" + std::to_string(number);
    add(parent, std::move(broken));
}

/// The procedures of one place that the filter leaves; nothing is added when it leaves none.
void add_place(Maker& maker, std::string const& place, std::size_t number, std::string_view wanted, Node& parent) {
    auto const& entries = maker.model.catalogue.entries;
    Node group = node(Role::group);
    group.id = "portail-" + std::to_string(number);
    group.labelled_by = group.id + "-titre";
    Node tiles = box(Layout::tiles, Gap::m);
    Node faults = stack(Gap::s);
    for (std::size_t i = 0; i < entries.size(); ++i) {
        CatalogueEntry const& entry = entries[i];
        if (place_of(entry.organisme, entry.portal) != place || !is_offered(entry, wanted)) continue;
        // What cannot be read is not offered; what did not come may come yet.
        if (entry.procedure || (!entry.id.empty() && entry.problems.empty())) add(tiles, tile(maker, entry));
        add_fault(entry, i, faults);
    }
    if (tiles.children.empty() && faults.children.empty()) return;
    Node content = stack(Gap::m);
    if (!place.empty()) add(content, heading(2, place, group.labelled_by));
    if (!faults.children.empty()) add(content, std::move(faults));
    if (!tiles.children.empty()) add(content, std::move(tiles));
    if (place.empty()) return add(parent, std::move(content));
    add(parent, with(std::move(group), std::move(content)));
}

void add_filter(Maker& maker, Node& parent) {
    Node part = stack(Gap::xs);
    part.id = "filtre-champ";
    Node control = text_field("filtre", maker.model.catalogue.filter, maker.on(msg::CatalogueFilter{}));
    control.width = Width::w30;
    add(part, label("Rechercher une demande", "filtre"), textual(Role::hint, "Par exemple\u00a0: apprentissage, facture, EP"),
        std::move(control));
    part.children[1].id = "filtre-hint";
    part.children[2].described_by = "filtre-hint";
    part.children[2].input_mode = "search";
    add(parent, std::move(part));
}

}  // namespace

void add_choose(Maker& maker, Node& main) {
    Catalogue const& catalogue = maker.model.catalogue;
    Node top = stack(Gap::xs);
    top.id = "entete";
    add(top, main_heading("Créer une demande"), paragraph("Quelle prise en charge demandez-vous\u00a0?", Look::lead));
    add(main, std::move(top));
    if (catalogue.fetching == Fetching::failed) {
        Node alert = node(Role::alert, Look::fault);
        alert.layout = Layout::stack;
        alert.gap = Gap::s;
        alert.id = "catalogue";
        add(alert, paragraph("La liste des procédures ne peut pas être chargée. Vérifiez votre connexion, puis réessayez."),
            button("Réessayer", Look::secondary, maker.on(msg::RetryLoading{}), "recharger"));
        add(main, std::move(alert));
        return;
    }
    if (catalogue.entries.size() >= least_filtered) add_filter(maker, main);
    std::vector<std::string> places;
    bool coming = catalogue.fetching != Fetching::done || !catalogue.chosen.empty();
    for (auto const& entry : catalogue.entries) {
        // One that the index does not name shows nothing before it has come.
        coming = coming || (entry.id.empty() && entry.fetching != Fetching::failed);
        std::string place = place_of(entry.organisme, entry.portal);
        if (!std::ranges::contains(places, place)) places.push_back(std::move(place));
    }
    Node offered = stack(Gap::l);
    offered.id = "procedures";
    std::string const wanted = fold(catalogue.filter);
    for (std::size_t i = 0; i < places.size(); ++i) add_place(maker, places[i], i, wanted, offered);
    if (offered.children.empty() && !coming) add(offered, paragraph("Aucune demande ne correspond à cette recherche."));
    if (!offered.children.empty()) add(main, std::move(offered));
    if (coming) {
        Node status = textual(Role::status, catalogue.chosen.empty() ? "Chargement des procédures…" : "Chargement de la demande…");
        status.id = "chargement";
        add(main, std::move(status));
        if (catalogue.chosen.empty()) add(main, skeleton(3));
    }
    Node home = link("Revenir à mes demandes", "#/");
    home.id = "accueil";
    add(main, std::move(home));
}

}  // namespace guichet
