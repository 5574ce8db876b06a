// Many procedures: which are fetched, how one is chosen, and what the page does with what their files may hold — codes told in words,
// suggestions, choices of older forms, tables that end, groups of other genders.
#include <doctest/doctest.h>

#include "view/tree_rules.hpp"
#include "view/tree_text.hpp"
#include "view/world.hpp"

using namespace guichet;
using namespace guichet::testing;

namespace {

constexpr std::string_view statuses =
    R"("statuses":[{"id":"brouillon","label":"Brouillon","lock":"editable","next":["transmis"]},{"id":"transmis","label":"Transmis","lock":"locked","next":[]}])";

/// A procedure of one step whose section holds these items.
std::string procedure_of(std::string_view id, std::string_view items, std::string_view more = "") {
    return R"({"guichet_procedure":1,"id":")" + std::string{id} +
           R"(","version":"1","title":"Essai","organisme":"Essai","description":"Essai.",)" + std::string{more} +
           R"("steps":[{"id":"un","title":"Un","sections":[{"id":"un","items":[)" + std::string{items} + "]}]}]," + std::string{statuses} +
           "}";
}

World with_procedure(std::string const& text) {
    World world;
    world.index = R"({"procedures":[{"fichier":"essai.json","id":"essai","titre":"Essai","organisme":"Essai"}]})";
    world.files["procedures/essai.json"] = text;
    return world;
}

void begin(Tab& tab, std::string_view title = "Essai") {
    tab.follow("Créer une demande");
    tab.click(title);
}

World many() {
    World world;
    world.index =
        R"({"procedures":[{"fichier":"ep/ai.json","id":"ep.ai","titre":"Action individuelle","organisme":"OPCO EP","portail":"CONNECT'","description":"Une personne."},)"
        R"({"fichier":"ep/ca.json","id":"ep.ca","titre":"Contrat d'apprentissage","organisme":"OPCO EP","portail":"CONNECT'"},)"
        R"({"fichier":"eps/ai.json","id":"eps.ai","titre":"Action individuelle","organisme":"OPCO EP","portail":"Mes services en ligne"},)"
        R"({"fichier":"eps/ca.json","id":"eps.ca","titre":"Contrat d'apprentissage","organisme":"OPCO EP","portail":"Mes services en ligne"},)"
        R"({"fichier":"opco-mobilites/action-formation.json","id":"opco-mobilites.action-formation","titre":"Action de formation","organisme":"OPCO Mobilités","portail":"M-Gestion"},)"
        R"({"fichier":"m/ca.json","id":"m.ca","titre":"Contrat d'apprentissage","organisme":"OPCO Mobilités","portail":"M-Gestion"},)"
        R"({"fichier":"sante/oppco.json","id":"sante","titre":"Demande de remboursement","organisme":"OPCO Santé","portail":"Plateforme CFA"}]})";
    return world;
}

std::size_t fetched(Tab const& tab) {
    std::size_t count = 0;
    for (auto const& request : tab.ports.requests) {
        count += request.request.url.starts_with("procedures/") && request.request.url != "procedures/index.json" ? 1U : 0U;
    }
    return count;
}

std::string note(Tab const& tab, std::string_view name, Role role = Role::text_field) {
    return plain_spaces(tab.description(*tab.find(role, name)));
}

}  // namespace

TEST_CASE("procedures are chosen under their organisme and portal; only the one chosen is fetched") {
    World world = many();
    Tab tab = world.open();
    tab.follow("Créer une demande");
    CHECK(fetched(tab) == 0);
    check_tree(tab);
    check_golden(tab, "nouvelle-plusieurs");
    CHECK(tab.has(Role::heading, "OPCO EP – CONNECT'"));
    CHECK(tab.has(Role::group, "OPCO Mobilités – M-Gestion"));
    CHECK(tab.all(Role::button, "Contrat d'apprentissage").size() == 3);
    tab.click("Action de formation");
    CHECK(tab.heading() == "L'Employeur");
    CHECK(fetched(tab) == 1);
    tab.wait(300);
    tab.visit("#/");
    CHECK(tab.says("OPCO Mobilités – M-Gestion – Action de formation"));
    CHECK(fetched(tab) == 1);
}

TEST_CASE("what is typed leaves the procedures that have all its words, without accents or capitals") {
    World world = many();
    Tab tab = world.open("#/nouvelle");
    tab.type("Rechercher une demande", "mobilites APPRENTI");
    CHECK(tab.all(Role::button, "Contrat d'apprentissage").size() == 1);
    CHECK_FALSE(tab.has(Role::heading, "OPCO EP – CONNECT'"));
    CHECK(tab.was_said("1 résultat."));
    tab.type("Rechercher une demande", "rien de tel");
    CHECK(tab.says("Aucune demande ne correspond"));
    check_tree(tab);
    tab.follow("Revenir à mes demandes");
    tab.follow("Créer une demande");
    CHECK(tab.value("Rechercher une demande").empty());
}

TEST_CASE("a procedure that cannot be fetched says so and can be chosen again") {
    World world = many();
    Tab tab = world.open("#/nouvelle");
    tab.click("Demande de remboursement");
    CHECK(tab.says("La procédure « Demande de remboursement » ne peut pas être chargée."));
    check_tree(tab);
    world.files["procedures/sante/oppco.json"] = procedure_of("sante", R"({"field":"a.b","kind":"text","label":"Nom"})");
    tab.click("Demande de remboursement");
    CHECK(tab.heading() == "Un");
}

TEST_CASE("a code is told in words, and found by words; it can be typed without them") {
    World world = with_procedure(
        procedure_of("essai", R"({"field":"e.idcc","kind":"idcc","label":"IDCC"},{"field":"e.naf","kind":"naf","label":"NAF"})"));
    SUBCASE("with its table") {
        world.files["data/idcc.txt"] =
            "#idcc;2026-11;;\n0016\tTransports routiers\tOPCO Mobilités\n1090\tServices de l'automobile\tOPCO Mobilités\n"
            "2264\tHospitalisation privée\n3127\tServices à la personne\tOPCO EP | Uniformation\n";
        world.files["data/naf.txt"] = "#naf;NAF rév. 2;2008-01-01;2026-12-31\n4520A\tEntretien et réparation de véhicules automobiles "
                                      "légers\n7120A\tContrôle technique automobile\n";
        Tab tab = world.open();
        begin(tab);
        tab.type("IDCC", "automobile serv", Role::combobox);
        // The table comes while somebody types: its list opens then.
        tab.settle();
        CHECK(tab.has(Role::listbox_option, "1090 – Services de l'automobile"));
        CHECK_FALSE(tab.has(Role::listbox_option, "0016 – Transports routiers"));
        check_tree(tab);
        tab.act(tab.find(Role::listbox_option, "1090 – Services de l'automobile")->on_click, {});
        CHECK(tab.value("IDCC") == "1090");
        CHECK(note(tab, "IDCC") == "1090 : Services de l'automobile – OPCO Mobilités ");
        tab.fill("IDCC", "2264", Role::combobox);
        CHECK(note(tab, "IDCC") == "2264 : Hospitalisation privée ");
        tab.fill("IDCC", "3127", Role::combobox);
        CHECK(note(tab, "IDCC") == "3127 : Services à la personne. Plusieurs OPCO, lequel est le vôtre ? OPCO EP | Uniformation ");
        tab.fill("NAF", "71.20A", Role::combobox);
        CHECK(note(tab, "NAF") == "71.20A : Contrôle technique automobile ");
        tab.type("NAF", "4520", Role::combobox);
        CHECK(tab.all(Role::listbox, "NAF").size() == 1);
        tab.fill("IDCC", "9999", Role::combobox);
        CHECK(tab.value("IDCC") == "9999");
        CHECK(note(tab, "IDCC") == "Ce code n’est pas dans la liste de Guichet : vérifiez-le. ");
        check_tree(tab);
        // Answered already, a code is told in words from the start.
        tab.fill("IDCC", "16", Role::combobox);
        tab.wait(300);
        std::string const address = tab.address();
        tab.visit("#/");
        Tab again = world.open(address);
        CHECK(note(again, "IDCC") == "0016 : Transports routiers – OPCO Mobilités ");
    }
    SUBCASE("without it") {
        Tab tab = world.open();
        begin(tab);
        tab.fill("IDCC", "1090", Role::combobox);
        tab.fill("NAF", "7120A", Role::combobox);
        CHECK(tab.value("IDCC") == "1090");
        CHECK(note(tab, "IDCC").empty());
        CHECK_FALSE(tab.says("Aucun résultat"));
    }
}

TEST_CASE("a CFA is found by its UAI, and each answer says where it comes from until the person changes it") {
    constexpr std::string_view items =
        R"({"field":"cfa.nom","kind":"text","label":"Nom du CFA"},{"field":"cfa.uai","kind":"uai","label":"UAI"},{"field":"cfa.siret","kind":"siret","label":"SIRET",)"
        R"("lookup":{"directory":"training_organisation","targets":{"denomination":"cfa.nom","uai":"cfa.uai","siret":"cfa.siret"}}})";
    World world = with_procedure(procedure_of("essai", items));
    world.files["api/annuaire?id_uai=0831774C"] =
        R"({"results":[{"nom_complet":"CFA DU VAR","siege":{"siret":"99910005000015","liste_uai":["0830001A","0831774C"]}}]})";
    Tab tab = world.open();
    begin(tab);
    tab.click("SÉLECTIONNER OU CRÉER UN ORGANISME DE FORMATION");
    tab.fill("SIRET (complet) ou UAI", "0831774 c");
    tab.click("CHERCHER");
    check_tree(tab);
    tab.click("Sélectionner CFA DU VAR");
    CHECK(tab.value("UAI") == "0831774C");
    CHECK(tab.value("SIRET") == "999 100 050 00015");
    CHECK(note(tab, "Nom du CFA") == "Rempli d’après l’annuaire (UAI 0831774C). ");
    CHECK(note(tab, "UAI").empty());
    tab.fill("Nom du CFA", "Un autre");
    CHECK(note(tab, "Nom du CFA").empty());
    check_tree(tab);
    tab.click("SÉLECTIONNER OU CRÉER UN ORGANISME DE FORMATION");
    tab.fill("SIRET (complet) ou UAI", "0831774D");
    tab.click("CHERCHER");
    CHECK(tab.says("Erreur"));
}

TEST_CASE("a suggestion fills an empty field, is followed while it stands, and never writes over a person's words") {
    constexpr std::string_view items =
        R"({"field":"a.code","kind":"text","label":"Code"},{"field":"a.niveau","kind":"text","label":"Niveau","suggested":{"if":[{"==":[{"var":"a.code"},"A"]},"trois",{"==":[{"var":"a.code"},"B"]},"quatre",null]},"suggested_from":"le code"})";
    World world = with_procedure(procedure_of("essai", items));
    Tab tab = world.open();
    begin(tab);
    tab.fill("Code", "A");
    CHECK(tab.value("Niveau") == "trois");
    CHECK(note(tab, "Niveau") == "Proposé d’après le code. ");
    check_tree(tab);
    tab.fill("Code", "B");
    CHECK(tab.value("Niveau") == "quatre");
    SUBCASE("written by the person") {
        tab.fill("Niveau", "cinq");
        CHECK(note(tab, "Niveau").empty());
        tab.fill("Code", "A");
        CHECK(tab.value("Niveau") == "cinq");
    }
    SUBCASE("taken out by the person") {
        tab.fill("Niveau", "");
        CHECK(tab.value("Niveau").empty());
        tab.fill("Code", "C");
        CHECK(tab.value("Niveau").empty());
        tab.fill("Code", "A");
        CHECK(tab.value("Niveau") == "trois");
    }
}

TEST_CASE("a choice of an older form is shown where a dossier holds it, and never offered") {
    constexpr std::string_view lists =
        R"("nomenclatures":[{"id":"diplomes","version":"1","choices":[["61","61 Master 1","Code de l'ancien CERFA : prenez 73."],["73","73 Master"],["80","80 Doctorat"]]}],)";
    World world = with_procedure(
        procedure_of("essai", R"({"field":"a.diplome","kind":"choice","nomenclature":"diplomes","label":"Diplôme"})", lists));
    world.device.store["dossier/00000000-0000-4000-8000-000000000001"] =
        R"({"guichet":1,"id":"00000000-0000-4000-8000-000000000001","procedure":{"id":"essai","version":"1"},"statut":"brouillon","reponses":{"a":{"diplome":"61"}}})";
    Tab tab = world.open("#/dossiers/00000000-0000-4000-8000-000000000001/un");
    CHECK(tab.has(Role::radio, "61 Master 1"));
    CHECK(tab.says("prenez 73."));
    tab.choose("Diplôme", "73 Master");
    CHECK_FALSE(tab.has(Role::radio, "61 Master 1"));
    check_tree(tab);
}

TEST_CASE("a table that ends is told once on the check page; a status that is not known is told as it is") {
    constexpr std::string_view tables =
        R"("tables":[{"id":"smic","label":"SMIC","version":"1","by":"date","until":"2026-06-30","lines":[["2026-01-01",182303]]}],)";
    World world = with_procedure(procedure_of(
        "essai",
        R"({"field":"a.jour","kind":"date","label":"Jour"},{"field":"a.smic","kind":"money","label":"SMIC","computed":{"table":["smic",{"var":"a.jour"}]}})",
        tables));
    world.device.store["dossier/00000000-0000-4000-8000-000000000001"] =
        R"({"guichet":1,"id":"00000000-0000-4000-8000-000000000001","procedure":{"id":"essai","version":"1"},"statut":"en_attente_de_lune","reponses":{}})";
    Tab tab = world.open();
    CHECK(tab.says("en_attente_de_lune"));
    begin(tab, "Essai Essai.");
    tab.follow("Vérification");
    CHECK(tab.says("SMIC : valeurs connues jusqu’au 30/06/2026"));
    check_tree(tab);
}

TEST_CASE("rows of any gender are told right") {
    constexpr std::string_view items =
        R"({"group":"periodes","label":"Périodes de rémunération","item_label":"Période","add_label":"Ajouter une période","columns":["nom"],)"
        R"("empty_label":"Aucune période.\nAjoutez-en une.","edit_label":"Modifier la période","remove_label":"Supprimer la période",)"
        R"("maximum":2,"items":[{"field":"nom","kind":"text","label":"Libellé"}]},)"
        R"({"group":"modules","label":"Modules","item_label":"Module","columns":["titre"],"items":[{"field":"titre","kind":"text","label":"Titre"}]})";
    World world = with_procedure(procedure_of("essai", items));
    Tab tab = world.open();
    begin(tab);
    CHECK(tab.says("Aucune période."));
    CHECK(tab.says("Rien n’est ajouté pour l’instant."));
    tab.click("Ajouter une période");
    CHECK(tab.was_said("Ajout : Période 1."));
    CHECK_FALSE(tab.has(Role::button, "SÉLECTIONNER OU CRÉER LE STAGIAIRE"));
    CHECK_FALSE(tab.has(Role::button, "Reprendre une personne connue"));
    tab.click("Ajouter Période 2");
    CHECK(tab.heading() == "Période 2");
    CHECK_FALSE(tab.has(Role::button, "Ajouter Période 3"));
    tab.click("Enregistrer et revenir à la liste");
    CHECK(tab.has(Role::link, "Modifier la période 2"));
    check_tree(tab);
    tab.click("Supprimer la période 1");
    CHECK(tab.says("Suppression : Période 1"));
    tab.click("Annuler");
    CHECK(tab.has(Role::link, "Modifier la période 2"));
    for (auto const& said : tab.ports.said) CHECK_FALSE(said.text.contains("ajouté."));
}
