// After the sending: what the backend says of a request comes to the person, is corrected, is sent again; and the list of all requests.
#include <doctest/doctest.h>

#include <algorithm>

#include "app/portal.hpp"
#include "app/update.hpp"
#include "dossier/codec.hpp"
#include "procedure/assemble.hpp"
#include "procedure/kinds.hpp"
#include "procedure/load.hpp"
#include "view/screen.hpp"
#include "view/tree_rules.hpp"
#include "view/world.hpp"

using namespace guichet;
using namespace guichet::testing;

namespace {

constexpr std::string_view feed = "api/evenements?apres=";

/// The backend has something to say of that dossier.
void say(World& world, std::string const& id, int after, int cursor, std::string const& told) {
    world.files[std::string{feed} + std::to_string(after) + "&limite=500"] =
        R"({"curseur":)" + std::to_string(cursor) + R"(,"reste":false,"evenements":[{"numero":)" + std::to_string(cursor) +
        R"(,"dossier":")" + id + R"("},{"numero":1,"dossier":"d-un-autre-poste"}]})";
    world.files["api/dossiers/" + id] = told;
}

constexpr std::string_view given_back =
    R"({"statut":"a_completer","verrou":"modifiable","version":1,)"
    R"("historique":[{"date":"2026-11-21T13:06:00Z","auteur":"","statut":"transmis"},)"
    R"({"date":"2026-11-22T08:00:00Z","auteur":"Mme Roux","statut":"a_completer","commentaire":"Deux points."}],)"
    R"("remarques":[{"chemin":"formation.intitule","message":"L’intitulé n’est pas celui du devis."}],)"
    R"("pieces":[{"id":"p1","etat":"conforme"}]})";

constexpr std::string_view granted =
    R"({"statut":"accorde","verrou":"verrouille","version":1,)"
    R"("historique":[{"date":"2026-11-21T13:06:00Z","statut":"transmis"},{"date":"2026-11-22T08:00:00Z","statut":"en_instruction"},)"
    R"({"date":"2026-11-23T08:00:00Z","auteur":"Mme Roux","statut":"accorde"}],"remarques":[],"pieces":[]})";

struct Sent {
    World world;
    Tab tab = world.open();
    std::string id;
    Sent() {
        fill_all(tab);
        tab.click("VALIDER");
        id = dossier_of(tab);
        tab.click("Envoyer la demande");
        REQUIRE(tab.heading() == "Demande transmise");
    }
};

}  // namespace

TEST_CASE("a request that is given back says so on the home page and at its field, is corrected and sent again") {
    Sent it;
    say(it.world, it.id, 0, 7, std::string{given_back});
    it.tab.visit("#/");
    CHECK(it.tab.says("À compléter"));
    CHECK(it.tab.says("1 remarque de l’organisme"));
    CHECK(it.tab.was_said("1 demande a changé d’état"));
    CHECK(it.world.device.store.at("suivi/recepteur") == "7");
    check_tree(it.tab);

    it.tab.visit("#/dossiers/" + it.id + "/verification");
    CHECK(it.tab.says("L’organisme demande de compléter la demande"));
    CHECK(it.tab.says("L’intitulé n’est pas celui du devis."));
    check_tree(it.tab);
    it.tab.visit("#/dossiers/" + it.id + "/formation");
    Node const* field = it.tab.find(Role::text_field, "Intitulé de la formation");
    REQUIRE(field != nullptr);
    CHECK(it.tab.description(*field).contains("L’intitulé n’est pas celui du devis."));
    it.tab.fill("Intitulé de la formation", "Contrôle technique, module 2");
    CHECK_FALSE(it.tab.says("L’intitulé n’est pas celui du devis."));

    it.tab.visit("#/dossiers/" + it.id + "/verification");
    CHECK(it.tab.says("1 différence avec ce qui avait été envoyé."));
    CHECK(it.tab.says("Avant : Contrôleur technique : maintien de la qualification"));
    CHECK(it.tab.says("Maintenant : Contrôle technique, module 2"));
    check_tree(it.tab);
    it.tab.click("Envoyer la demande");
    CHECK(it.tab.heading() == "Demande transmise");
    CHECK(it.tab.says("Ce qui a changé depuis l’envoi"));
    CHECK(it.tab.says("Maintenant : Contrôle technique, module 2"));
    REQUIRE(it.world.posted.size() == 2);
    CHECK(it.world.posted.back().contains("module 2"));
    CHECK(it.world.keys.front() == it.world.keys.back());
    CHECK(it.tab.says("Deux points."));
}

TEST_CASE("rows and pieces that came or went are told before the request leaves again, and what is masked stays masked") {
    Sent it;
    say(it.world, it.id, 0, 7, std::string{given_back});
    it.tab.visit("#/");
    it.tab.visit("#/dossiers/" + it.id + "/verification");
    CHECK(it.tab.says("Aucune réponse ni pièce n’est autre que dans ce qui a été envoyé."));
    it.tab.visit("#/dossiers/" + it.id + "/stagiaires");
    it.tab.click("AJOUTER");
    fill_trainee(it.tab, "Roux", "Camille");
    it.tab.visit("#/dossiers/" + it.id + "/stagiaires/stagiaires/r1");
    it.tab.fill("NIR", "1 85 05 78 006 084 91");
    it.tab.click("Enregistrer et revenir à la liste");
    it.tab.visit("#/dossiers/" + it.id + "/pieces");
    it.tab.click("Supprimer programme.pdf");
    it.tab.give_files("Programme de l'action", {it.tab.ports.offer("autre.pdf", pdf_bytes("autre"))});
    it.tab.visit("#/dossiers/" + it.id + "/verification");
    CHECK(it.tab.says("Stagiaire 2 : Camille Roux"));
    CHECK(it.tab.says("Fichier retiré : programme.pdf"));
    CHECK(it.tab.says("Fichier ajouté : autre.pdf"));
    CHECK(it.tab.says("Stagiaire 1 : Jérôme Lefèvre – NIR"));
    CHECK_FALSE(it.tab.says("006 084 91"));
    check_tree(it.tab);
    // The version that was sent stays in the dossier's own file, over a visit.
    it.tab.wait(300);
    Tab again = it.world.open("#/dossiers/" + it.id + "/verification");
    CHECK(again.says("Stagiaire 2 : Camille Roux"));
    again.visit("#/");
    again.click("Dupliquer Contrôleur technique : maintien de la qualification");
    bool kept = false;
    for (auto const& [key, text] : it.world.device.store) {
        if (key.starts_with("dossier/") && !key.ends_with(it.id)) kept = kept || text.contains("envoye");
    }
    CHECK_FALSE(kept);
}

TEST_CASE("what was granted is shown on its way, with who decided when, and can no longer be changed") {
    Sent it;
    say(it.world, it.id, 0, 9, std::string{granted});
    it.tab.tell(event::Shown{});
    it.tab.settle();
    CHECK(it.tab.says("Suivi de la demande"));
    CHECK(it.tab.says("Accordé"));
    CHECK(it.tab.says("Mme Roux"));
    CHECK(it.tab.says("– à venir"));
    auto const loaded = load_procedure(guichet::test::whole_procedure("assets/procedures/opco-mobilites/action-formation.json"));
    REQUIRE(loaded.procedure != nullptr);
    CHECK_FALSE(is_editable(*loaded.procedure, *read_dossier(*loaded.procedure, it.world.device.store.at("dossier/" + it.id))));
    check_tree(it.tab);
    // Nothing new: nothing is said twice, nothing is written.
    auto const before = it.world.device.store;
    it.tab.ports.said.clear();
    it.world.files[std::string{feed} + "9&limite=500"] = R"({"curseur":9,"reste":false,"evenements":[]})";
    it.tab.tell(event::Shown{});
    it.tab.settle();
    CHECK(it.world.device.store == before);
    CHECK(it.tab.ports.said.empty());
}

TEST_CASE("what is paid, refused and to be invoiced is told by instalment, with the sum; the portal asks for the invoice") {
    Sent it;
    it.world.files["portals.json"] = read_file("shell/portals.json");
    std::string told{granted};
    told.pop_back();
    told += R"(,"echeances":[{"rang":1,"libelle":"1re échéance","montant":214000,"etat":"payee","date":"2026-11-24T08:00:00Z"},)"
            R"({"rang":2,"montant":50050,"ouverture":"2027-03-01","etat":"a_facturer","date":"2026-11-24T08:00:00Z"},)"
            R"({"rang":3,"montant":100,"etat":"refusee","date":"2026-11-25T08:00:00Z","message":"Le certificat manque."},)"
            R"({"rang":4,"montant":0,"etat":"suspendue"},{"rang":0,"etat":"payee","montant":9},{"etat":"payee"},7]})";
    say(it.world, it.id, 0, 9, told);
    it.tab.tell(event::Shown{});
    it.tab.settle();
    check_tree(it.tab);
    auto const row = [&](int rank) { return plain_spaces(text_of(*find_id(it.tab.root(), "echeance-" + std::to_string(rank)))); };
    CHECK(row(1).contains("1re échéance"));
    CHECK(row(1).contains("2 140,00 €"));
    CHECK(row(1).contains("Payée"));
    CHECK(row(1).contains("24/11/2026"));
    CHECK(row(2).contains("Échéance 2"));
    CHECK(row(2).contains("01/03/2027"));
    CHECK(row(2).contains("À facturer"));
    CHECK(row(3).contains("Refusée"));
    CHECK(row(3).contains("Le certificat manque."));
    CHECK(row(4).contains("suspendue"));  // a word that is not known is shown
    CHECK(find_id(it.tab.root(), "echeance-0") == nullptr);
    CHECK(it.tab.says("Payé : 2 140,00 € sur 2 641,50 €."));
    // Stored with the dossier, and there again after a reload.
    Tab again = it.world.open("#/dossiers/" + it.id + "/recu");
    CHECK(again.says("Payé : 2 140,00 € sur 2 641,50 €."));
    again.visit("#/portails/m-gestion");
    CHECK(again.says("À facturer"));
    CHECK(again.says("1 échéance – n° AF-2026-000001"));
}

TEST_CASE("a portal without procedures of reimbursement lists instalments: to come, paid, refused, each with its sum") {
    Sent it;
    // The groups of « Mes services », in the portal that has this procedure.
    auto portals = parse_json(read_file("shell/portals.json"));
    REQUIRE(portals.has_value());
    Json& all = (*portals)["portals"];
    auto const portal = [&](std::string_view id) -> Json& {
        return *std::ranges::find_if(all, [&](Json const& one) { return text_member(one, "id") == id; });
    };
    portal("m-gestion")["reimbursements"] = portal("mes-services")["reimbursements"];
    it.world.files["portals.json"] = write_json(*portals);
    std::string told{granted};
    told.pop_back();
    told += R"(,"echeances":[{"rang":2,"montant":50050,"ouverture":"2027-03-01","etat":"a_facturer"},)"
            R"({"rang":1,"libelle":"1re échéance","montant":214000,"ouverture":"2026-10-01","etat":"payee","date":"2026-11-24T08:00:00Z"},)"
            R"({"rang":3,"montant":100,"ouverture":"2027-06-01","etat":""}]})";
    say(it.world, it.id, 0, 9, told);
    it.tab.tell(event::Shown{});
    it.tab.settle();
    it.tab.visit("#/portails/m-gestion/remboursements");
    check_tree(it.tab);
    auto const status = [&] { return plain_spaces(find_id(it.tab.root(), "resultat")->text); };
    CHECK(status() == "3 échéances : 2 641,50 €");
    auto const first = find_id(it.tab.root(), "liste-echeances");
    REQUIRE(first != nullptr);
    std::string const table = plain_spaces(text_of(*first));
    CHECK(table.find("1re échéance") < table.find("Échéance 2"));  // the first to be invoiced first
    CHECK(it.tab.has(Role::tab, "Payé (1)"));
    CHECK(it.tab.has(Role::tab, "À venir (2)"));
    it.tab.act(it.tab.find(Role::tab, "À venir (2)")->on_click, {});
    it.tab.settle();
    CHECK(status() == "2 échéances : 501,50 €");
    CHECK(it.tab.address() == "#/portails/m-gestion/remboursements/a-venir");
    it.tab.fill("Rechercher dans cette liste", "zzz");
    CHECK(status() == "Aucune échéance ne répond à cette recherche.");
    it.tab.fill("Rechercher dans cette liste", "");
    it.tab.click("Exporter la liste (CSV)");
    REQUIRE(!it.tab.ports.downloads.empty());
    std::string const csv = it.tab.ports.downloads.back().bytes;
    CHECK(csv.contains("\"AF-2026-000001\""));
    CHECK(csv.contains("\"À facturer\""));
    CHECK_FALSE(csv.contains("\"Payée\""));
    it.tab.follow("Contrôleur technique : maintien de la qualification – Échéance 2");
    CHECK(it.tab.heading() == "Demande transmise");
}

namespace {

/// What a control of the page holds.
std::string value_of(Tab const& tab, Role role, std::string const& name) {
    Node const* control = tab.find(role, name);
    REQUIRE_MESSAGE(control != nullptr, name);
    return control->value;
}

constexpr std::string_view more_procedures =
    R"({"procedures":[{"fichier":"opco-mobilites/action-formation.json","id":"opco-mobilites.action-formation","titre":"Action de formation",)"
    R"("organisme":"OPCO Mobilités"},{"fichier":"opco-mobilites/facture.json","id":"opco-mobilites.facture","titre":"Facture",)"
    R"("organisme":"OPCO Mobilités"},{"fichier":"opco-mobilites/contrat-apprentissage.json","id":"opco-mobilites.contrat-apprentissage",)"
    R"("titre":"Contrat d'apprentissage","organisme":"OPCO Mobilités"},{"fichier":"opco-mobilites/avenant-apprentissage.json",)"
    R"("id":"opco-mobilites.avenant-apprentissage","titre":"Avenant","organisme":"OPCO Mobilités"}]})";

std::optional<std::string> part_of_house(std::string_view path) { return read_file("assets/procedures/" + std::string{path}); }

/// The site has these, whole.
void offer_more(World& world) {
    world.index = more_procedures;
    for (std::string const name : {"facture", "contrat-apprentissage", "avenant-apprentissage"}) {
        std::string const file = "opco-mobilites/" + name + ".json";
        world.files["procedures/" + file] = assemble(read_file("assets/procedures/" + file), part_of_house).text;
    }
}

}  // namespace

TEST_CASE("an invoice is begun from what was granted, with what is known already; before that the page says when") {
    World world;
    offer_more(world);
    Tab tab = world.open();
    fill_all(tab);
    tab.click("VALIDER");
    std::string const id = dossier_of(tab);
    tab.click("Envoyer la demande");
    CHECK(tab.says("Générer une facture : possible quand la demande est « Accordé »."));
    CHECK_FALSE(tab.has(Role::button, "Générer une facture"));
    say(world, id, 0, 9, std::string{granted});
    tab.tell(event::Shown{});
    tab.settle();
    check_tree(tab);
    tab.click("Générer une facture");
    check_tree(tab);
    CHECK(tab.heading() == "Le dossier");
    CHECK(tab.was_said("Les réponses de la demande AF-2026-000001 sont reprises"));
    CHECK(value_of(tab, Role::text_field, "Numéro de dossier OPCO Mobilités") == "AF-2026-000001");
    CHECK(plain_spaces(value_of(tab, Role::text_field, "SIRET")) == "834 267 023 00028");
    CHECK(value_of(tab, Role::text_field, "Raison sociale") == "AXEPT");
    std::string const stored = world.device.store.at("dossier/" + dossier_of(tab));
    CHECK(stored.contains(R"("type":"action")"));
    // The next invoice that is begun by itself is empty.
    tab.visit("#/nouvelle");
    Node const* tile = find_id(tab.root(), "procedure-opco-mobilites.facture");
    REQUIRE(tile != nullptr);
    tab.act(tile->on_click, {});
    tab.settle();
    CHECK(value_of(tab, Role::text_field, "Numéro de dossier OPCO Mobilités").empty());
}

TEST_CASE("an avenant takes its contract over, but for what makes it one") {
    World world;
    offer_more(world);
    std::string record = read_file("tests/procedures/opco-mobilites.contrat-apprentissage/recevable.json");
    auto const at = record.find(R"("statut": "brouillon")");
    REQUIRE(at != std::string::npos);
    record.replace(
        at, 21, R"("statut": "accorde", "recu": {"numero": "CA-2026-000007", "date": "2026-11-21T10:00:00Z", "connecteur": "recepteur"})");
    auto const json = parse_json(record);
    REQUIRE(json.has_value());
    std::string const id = text_member(*json, "id").value_or("");
    world.device.store["dossier/" + id] = record;
    Tab tab = world.open("#/dossiers/" + id + "/recu");
    tab.click("Faire un avenant");
    check_tree(tab);
    auto const made = parse_json(world.device.store.at("dossier/" + dossier_of(tab)));
    REQUIRE(made.has_value());
    Json const& before = *member(*json, "reponses");
    Json const& after = *member(*made, "reponses");
    // What was certified of the contract is not certified of the avenant.
    Json employer = *member(before, "employeur");
    CHECK(employer.erase("attestation_eligibilite") == 1);
    CHECK(employer.erase("attestation_pieces") == 1);
    CHECK(write_json(*member(after, "employeur")) == write_json(employer));
    for (auto const& known : member(before, "apprenti")->items()) {
        Json const* const carried = member(*member(after, "apprenti"), known.key());
        CHECK_MESSAGE((carried != nullptr && write_json(*carried) == write_json(known.value())), known.key());
    }
    Json const& contract = *member(after, "contrat");
    CHECK(*member(contract, "date_debut_contrat") == *member(*member(before, "contrat"), "date_debut_contrat"));
    CHECK(*member(contract, "date_conclusion_initiale") == *member(*member(before, "contrat"), "date_conclusion"));
    CHECK(member(contract, "date_conclusion") == nullptr);
    CHECK(text_member(contract, "type_contrat") != text_member(*member(before, "contrat"), "type_contrat"));
    CHECK(text_member(*member(after, "avenant"), "numero_dossier") == "CA-2026-000007");
    // Pieces and the attestation are the new request's own.
    CHECK(member(*made, "pieces") == nullptr);
    CHECK(member(*made, "recu") == nullptr);
}

TEST_CASE("every follow-up names a procedure of the house and fields that it has") {
    auto const load = [](std::string const& id) {
        auto const dot = id.find('.');
        return load_with_parts(read_file("assets/procedures/" + id.substr(0, dot) + "/" + id.substr(dot + 1) + ".json"), part_of_house)
            .procedure;
    };
    std::size_t count = 0;
    for (auto const& portal : *read_portals(read_file("shell/portals.json"))) {
        for (auto const& offered : portal.requests.procedures) {
            auto const source = load(offered.id);
            REQUIRE(source != nullptr);
            for (FollowUp const& one : source->follow_ups) {
                CAPTURE(offered.id + " → " + one.procedure);
                ++count;
                auto const target = load(one.procedure);
                REQUIRE(target != nullptr);
                for (auto const& answer : one.answers) {
                    auto const field = target->find_field(answer.target);
                    CHECK_MESSAGE((field != nullptr && field->group < 0), answer.target);
                    if (field != nullptr && answer.sources.empty()) {
                        CHECK_MESSAGE(value_from_json(*target, *field, *parse_json(answer.json)).has_value(), answer.target);
                    }
                }
                for (auto const& but : one.but) {
                    CHECK_MESSAGE(std::ranges::any_of(target->fields, [&](Field const& field) { return field.path.starts_with(but); }),
                                  but);
                }
            }
        }
    }
    CHECK(count == 5);
}

TEST_CASE("a feed that cannot be read leaves what is known, and is asked for again") {
    Sent it;
    for (std::string const& answer : {std::string{"non"}, std::string{"[]"}, std::string{R"({"curseur":"x","evenements":[]})"},
                                      std::string{R"({"curseur":3,"evenements":{}})"}}) {
        it.world.files[std::string{feed} + "0&limite=500"] = answer;
        it.tab.visit("#/demandes");
        CHECK(it.tab.says("n’a pas pu être demandé"));
        CHECK(it.tab.says("Transmis"));
        it.tab.visit("#/");
    }
    say(it.world, it.id, 0, 9, std::string{granted});
    it.tab.visit("#/demandes");
    CHECK(it.tab.says("Accordé"));
    CHECK_FALSE(it.tab.says("n’a pas pu être demandé"));
}

TEST_CASE("a status that this procedure does not know is shown as it is") {
    Sent it;
    std::string told{granted};
    told.replace(told.find("accorde"), 7, "en_revue");
    say(it.world, it.id, 0, 9, told);
    it.tab.visit("#/demandes");
    CHECK(it.tab.says("en_revue"));
}

TEST_CASE("a correction that another tab holds is left to that tab") {
    Sent it;
    say(it.world, it.id, 0, 7, std::string{given_back});
    it.tab.visit("#/");
    it.tab.visit("#/dossiers/" + it.id + "/formation");
    it.tab.fill("Intitulé de la formation", "Titre en cours de correction");
    it.tab.wait(1'000);
    say(it.world, it.id, 0, 9, std::string{granted});
    it.world.device.store.erase("suivi/recepteur");
    Tab other = it.world.open();
    CHECK(it.world.device.store.at("dossier/" + it.id).contains("Titre en cours de correction"));
    CHECK(it.world.device.store.at("dossier/" + it.id).contains("a_completer"));
}

TEST_CASE("all requests: groups with their counts, a search without accents, an order, a file for spreadsheets") {
    Sent it;
    it.tab.visit("#/");
    fill_all(it.tab);
    it.tab.visit("#/");
    it.tab.follow("Rechercher, trier et exporter toutes mes demandes");
    CHECK(it.tab.heading() == "Toutes mes demandes");
    CHECK(it.tab.has(Role::tab, "Brouillons (1)"));
    CHECK(it.tab.has(Role::tab, "En cours (1)"));
    CHECK(it.tab.has(Role::tab, "Archivées (0)"));
    CHECK(it.tab.says("2 demandes"));
    check_tree(it.tab);

    it.tab.click("En cours (1)", Role::tab);
    CHECK(it.tab.address() == "#/demandes/en-cours");
    CHECK(it.tab.says("AF-2026-000001"));
    CHECK(it.tab.says("1 demande"));
    it.tab.fill("Rechercher dans mes demandes", "af 000001 TRANSMIS");
    CHECK(it.tab.says("AF-2026-000001"));
    it.tab.fill("Rechercher dans mes demandes", "introuvable");
    CHECK(it.tab.says("Aucune demande ne répond à cette recherche."));
    CHECK(it.tab.has(Role::tab, "En cours (0)"));
    it.tab.fill("Rechercher dans mes demandes", "");
    it.tab.click("Toutes (2)", Role::tab);
    it.tab.choose("Trier par", "Numéro");
    it.tab.click("Exporter la liste (CSV)");
    REQUIRE(it.tab.ports.downloads.size() == 1);
    auto const& csv = it.tab.ports.downloads.front();
    CHECK(csv.name.ends_with(".csv"));
    CHECK(csv.bytes.starts_with("\xEF\xBB\xBF\"Numéro\";\"Demande\""));
    CHECK(std::ranges::count(csv.bytes, '\n') == 3);
    CHECK(csv.bytes.find("AF-2026-000001") < csv.bytes.find("Brouillon\""));
}

TEST_CASE("a cell that a spreadsheet would compute is text") {
    Draft draft;
    draft.name = "=HYPERLINK(\"http://x\")";
    std::string const csv = requests_as_csv({&draft});
    CHECK(csv.contains("\"'=HYPERLINK(\"\"http://x\"\")\""));
}

TEST_CASE("what is fetched later: awaited in words, asked for again after a failure, then there") {
    Now const now{1'795'266'309'000, 20'778, 845};
    Model model;
    model.later = Fetching::idle;
    auto const asked = [](Outcome const& outcome) {
        std::int32_t id = 0;
        for (auto const& effect : outcome.effects) {
            if (auto const* fetch = std::get_if<effect::FetchLater>(&effect)) id = fetch->id;
        }
        return id;
    };
    auto const shown = [&] { return text_of(view(model).root); };
    std::int32_t id = asked(update(model, msg::Started{"#/a-propos", 1, 2, true, false}, now));
    REQUIRE(id != 0);
    CHECK(shown().contains("La page s’ouvre dans un instant."));
    (void)update(model, msg::Stored{id, false, "network"}, now);
    CHECK(shown().contains("n’a pas pu être chargée"));
    id = asked(update(model, msg::RetryLoading{}, now));
    REQUIRE(id != 0);
    (void)update(model, msg::Stored{id, true, {}}, now);
    CHECK(shown().contains("Logiciels utilisés"));
    CHECK(asked(update(model, msg::RouteChanged{"#/accessibilite"}, now)) == 0);
}
