// « Action de formation » of OPCO Mobilités: the labels of the seed to the letter, and each rule with the
// answers that keep it, break it, and leave it unjudged.
#include <algorithm>

#include "unit/procedure/support.hpp"

using namespace guichet;
using test::Sheet;

namespace {

Sheet good_sheet(Procedure const& procedure) {
    Sheet sheet(procedure);
    sheet.type("employeur.denomination", "ACTIF AUTO CONTROLE").type("employeur.siret", "831 352 976 00011");
    sheet.type("employeur.effectif", "3").type("employeur.idcc", "1090").type("employeur.naf", "7120A");
    sheet.type("formation.interne", "non").type("organisme.raison_sociale", "aXept").type("organisme.siret", "834 267 023 00028");
    sheet.type("formation.intitule", "Contrôle technique").type("formation.nature", "action").type("formation.duree", "21");
    sheet.type("formation.date_debut", "01/09/2027").type("formation.date_fin", "03/09/2027").type("formation.cout", "1 250,50");
    sheet.type("stagiaires.nir", "1 85 05 78 006 084 91").type("stagiaires.date_naissance", "23/05/1985");
    sheet.type("stagiaires.nom", "Dupont").type("stagiaires.prenom", "Jean").type("stagiaires.sexe", "M");
    sheet.type("synthese.subrogation", "oui").set("calcul.cout_horaire", std::int64_t{5955}).piece("autres").piece("programme");
    return sheet;
}

struct Change {
    std::string_view rule;
    std::string_view path;   ///< "pieces" clears the pieces
    std::string_view typed;
    int outcome;             ///< of the rule after the change: 0 broken, 1 kept, -1 not judged
    std::string_view path2 = "";
    std::string_view typed2 = "";
};

// One line a promise: each rule is broken by at least one line.
constexpr Change changes[] = {
    {"fin-apres-debut", "formation.date_fin", "31/08/2027", 0},
    {"fin-apres-debut", "formation.date_fin", "01/09/2027", 1},
    {"fin-apres-debut", "formation.date_fin", "", -1},
    {"depot-avant-debut", "formation.date_debut", "20/11/2026", 0},
    {"depot-avant-debut", "formation.date_debut", "21/11/2026", 1},
    {"depot-avant-debut", "formation.date_debut", "", -1},
    {"depot-le-jour-meme", "formation.date_debut", "21/11/2026", 0},
    {"depot-le-jour-meme", "formation.date_debut", "20/11/2026", 1},
    {"debut-lointain", "formation.date_debut", "22/11/2028", 0},
    {"debut-lointain", "formation.date_debut", "21/11/2028", 1},
    {"duree-positive", "formation.duree", "0", 0},
    {"duree-positive", "formation.duree", "0,01", 1},
    {"duree-possible", "formation.duree", "72,01", 0},
    {"duree-possible", "formation.duree", "72", 1},
    {"duree-possible", "formation.date_fin", "31/08/2027", 1},
    {"duree-par-jour", "formation.duree", "30,01", 0},
    {"duree-par-jour", "formation.duree", "30", 1},
    {"duree-par-jour", "formation.duree", "80", 1},
    {"duree-par-jour", "formation.date_fin", "31/08/2027", 1},
    {"bilan-24-heures", "formation.nature", "bilan", 0, "formation.duree", "24,5"},
    {"bilan-24-heures", "formation.nature", "bilan", 1, "formation.duree", "24"},
    {"bilan-24-heures", "formation.duree", "100", 1},
    {"cout-nul", "formation.cout", "0", 0},
    {"cout-nul", "formation.cout", "", -1},
    {"cout-horaire", "calcul.cout_horaire", "100,01", 0},
    {"cout-horaire", "calcul.cout_horaire", "100", 1},
    {"organisme-employeur", "organisme.siret", "83135297600011", 0},
    {"organisme-employeur", "organisme.siret", "", -1},
    {"idcc-opco", "employeur.idcc", "1486", 0},
    {"idcc-opco", "employeur.idcc", "16", 1},
    {"idcc-opco", "employeur.idcc", "", -1},
    {"effectif-stagiaires", "employeur.effectif", "0", 0},
    {"effectif-stagiaires", "employeur.effectif", "1", 1},
    {"subrogation-interne", "formation.interne", "oui", 0},
    {"subrogation-interne", "synthese.subrogation", "non", 1},
    {"subrogation-siret", "organisme.siret", "", 0},
    {"subrogation-siret", "organisme.siret", "", 1, "synthese.subrogation", "non"},
    {"subrogation-siret", "organisme.siret", "", 1, "formation.interne", "oui"},
    {"convocations", "pieces", "", 0},
    {"convocations", "formation.cout", "1", 1},
    {"naissance-passee", "stagiaires.date_naissance", "21/11/2026", 0},
    {"naissance-passee", "stagiaires.date_naissance", "20/11/2026", 1},
    {"age-minimum", "stagiaires.date_naissance", "02/09/2013", 0},
    {"age-minimum", "stagiaires.date_naissance", "01/09/2013", 1},
    {"age-minimum", "formation.date_debut", "", -1},
    {"age-inhabituel", "stagiaires.date_naissance", "02/09/2011", 0},
    {"age-inhabituel", "stagiaires.date_naissance", "01/09/1951", 0},
    {"age-inhabituel", "stagiaires.date_naissance", "01/09/2011", 1},
    {"age-inhabituel", "stagiaires.date_naissance", "02/09/1951", 1},
    {"age-inhabituel", "stagiaires.date_naissance", "02/09/2013", 1},
    {"nir-sexe", "stagiaires.sexe", "F", 0},
    {"nir-sexe", "stagiaires.nir", "", -1},
    {"nir-naissance", "stagiaires.date_naissance", "23/06/1985", 0},
    {"nir-naissance", "stagiaires.nir", "1852078006084", 1},
    {"nir-provisoire", "stagiaires.nir", "7850578006084", 0},
    {"nir-provisoire", "stagiaires.nir", "1850578006084", 1},
};

}  // namespace

TEST_CASE("every rule is kept by a good dossier") {
    auto const procedure = test::action_formation();
    Sheet sheet = good_sheet(*procedure);
    for (Rule const& rule : procedure->rules) {
        CAPTURE(rule.id);
        CHECK(sheet.rule(rule.id) == 1);
        CHECK_FALSE(rule.source.title.empty());
        CHECK_FALSE((rule.fields.empty() && rule.attachment < 0));
    }
}

TEST_CASE("every rule is broken by the answers that it is about, and by no others") {
    auto const procedure = test::action_formation();
    std::vector<std::string_view> broken{"doublon-nir", "doublon-stagiaire"};  // below
    for (Change const& change : changes) {
        CAPTURE(change.rule);
        CAPTURE(change.path);
        CAPTURE(change.typed);
        Sheet sheet = good_sheet(*procedure);
        if (change.path == "pieces")
            sheet.piece("autres", 0);
        else
            sheet.type(change.path, change.typed);
        if (!change.path2.empty()) sheet.type(change.path2, change.typed2);
        CHECK(sheet.rule(change.rule) == change.outcome);
        if (change.outcome == 0) broken.push_back(change.rule);
    }
    for (Rule const& rule : procedure->rules) { CHECK_MESSAGE(std::find(broken.begin(), broken.end(), rule.id) != broken.end(), rule.id); }
}

TEST_CASE("the same person twice is found at the later row") {
    auto const procedure = test::action_formation();
    Sheet sheet = good_sheet(*procedure);
    sheet.type("stagiaires.nir", "1850578006084", 1).type("stagiaires.date_naissance", "23/05/1985", 1);
    sheet.type("stagiaires.nom", "DUPONT", 1).type("stagiaires.prenom", "Jean", 1).type("stagiaires.sexe", "M", 1);
    CHECK(sheet.rule("doublon-nir", 0) == 1);
    CHECK(sheet.rule("doublon-nir", 1) == 0);
    CHECK(sheet.rule("doublon-stagiaire", 0) == 1);
    CHECK(sheet.rule("doublon-stagiaire", 1) == 0);
    sheet.type("stagiaires.prenom", "Jeanne", 1);
    CHECK(sheet.rule("doublon-stagiaire", 1) == 1);
}

TEST_CASE("totals are computed to the cent, and are unknown without stagiaires") {
    auto const procedure = test::action_formation();
    Sheet sheet = good_sheet(*procedure);
    auto const computed = [&](std::string_view path) { return sheet.run(procedure->find_field(path)->computed); };
    CHECK(computed("calcul.nombre_stagiaires") == Value(std::int64_t{1}));
    CHECK(computed("calcul.heures_stagiaires") == Value(std::int64_t{2100}));
    CHECK(computed("calcul.cout_par_stagiaire") == Value(std::int64_t{125050}));
    CHECK(computed("calcul.cout_horaire") == Value(std::int64_t{5955}));
    sheet.type("stagiaires.nom", "Durand", 1).type("stagiaires.nom", "Martin", 2);
    CHECK(computed("calcul.nombre_stagiaires") == Value(std::int64_t{3}));
    CHECK(computed("calcul.cout_par_stagiaire") == Value(std::int64_t{41683}));
    CHECK(computed("calcul.cout_horaire") == Value(std::int64_t{1985}));
    Sheet empty(*procedure);
    empty.type("formation.cout", "100").type("formation.duree", "0");
    auto const of_empty = [&](std::string_view path) { return empty.run(procedure->find_field(path)->computed); };
    CHECK(of_empty("calcul.nombre_stagiaires") == Value(std::int64_t{0}));
    CHECK(of_empty("calcul.cout_par_stagiaire") == Value(Unknown{}));
    CHECK(of_empty("calcul.cout_horaire") == Value(Unknown{}));
}

TEST_CASE("a formation interne hides the organisme, the nature decides the pieces") {
    auto const procedure = test::action_formation();
    Sheet sheet = good_sheet(*procedure);
    for (std::string_view const path : {"organisme.raison_sociale", "organisme.siret", "organisme.nda", "organisme.adresse",
                                        "organisme.code_postal", "organisme.ville", "organisme.telephone", "organisme.email"}) {
        CAPTURE(path);
        Field const& field = *procedure->find_field(path);
        CHECK(sheet.passes(field.visible));
        Sheet internal = good_sheet(*procedure);
        internal.type("formation.interne", "oui");
        CHECK_FALSE(internal.passes(field.visible));
    }
    auto const demanded = [&](std::string_view zone) {
        return sheet.passes(procedure->attachments[static_cast<std::size_t>(procedure->attachment_index(zone))].required);
    };
    CHECK(demanded("programme"));
    CHECK_FALSE(demanded("convention_bilan"));
    sheet.type("formation.nature", "bilan");
    CHECK_FALSE(demanded("programme"));
    CHECK(demanded("convention_bilan"));
    sheet.type("formation.nature", "vae");
    CHECK(demanded("convention_vae"));
    CHECK(procedure->attachments.back().required == never);
}

TEST_CASE("labels, order and required marks are those of the seed") {
    auto const procedure = test::action_formation();
    REQUIRE(procedure->steps.size() == 5);
    std::string_view const titles[] = {"L'Employeur", "La Formation", "Le(s) stagiaire(s)", "Les pièces jointes", "Synthèse"};
    for (std::size_t step = 0; step < 5; ++step) CHECK(procedure->steps[step].title == titles[step]);
    std::string sections;
    for (Step const& step : procedure->steps) {
        for (Section const& section : step.sections) sections += section.id + " ";
    }
    CHECK(sections == "employeur adresse informations contact organisme action lieu stagiaires pieces synthese ");

    struct Wanted {
        std::string_view path;
        std::string_view label;
        bool required;
    };
    constexpr Wanted wanted[] = {
        {"employeur.denomination", "Nom et prénom ou dénomination", true},
        {"employeur.siret", "SIRET", true},
        {"employeur.adresse", "Adresse", false},
        {"employeur.code_postal", "Code postal", false},
        {"employeur.commune", "Commune", false},
        {"employeur.naf", "Code NACE", false},
        {"employeur.effectif", "Effectif total salariés", false},
        {"employeur.convention", "Convention collective applicable", false},
        {"employeur.idcc", "Code IDCC de la convention collective", false},
        {"employeur.email", "E-Mail", false},
        {"employeur.telephone", "Téléphone", false},
        {"formation.interne", "Formation interne", false},
        {"organisme.raison_sociale", "Raison sociale", true},
        {"organisme.siret", "SIRET", false},
        {"organisme.nda", "N° de déclaration d'activité", false},
        {"organisme.adresse", "Adresse", false},
        {"organisme.code_postal", "Code postal", false},
        {"organisme.ville", "Ville", false},
        {"organisme.telephone", "Téléphone", false},
        {"organisme.email", "Adresse email", false},
        {"formation.intitule", "Intitulé de la formation", true},
        {"formation.dispositif", "Dispositif", false},
        {"formation.date_debut", "Date de début", true},
        {"formation.date_fin", "Date de fin", true},
        {"formation.certifiante", "Formation certifiante", false},
        {"formation.modalites", "Modalités pédagogiques", false},
        {"formation.duree", "Durée en heure(s)", true},
        {"formation.cout", "Coût pédagogique de l'action HT", true},
        {"formation.nature", "Nature de l'action", true},
        {"lieu.code_postal", "Code postal", false},
        {"lieu.ville", "Ville", false},
        {"stagiaires.nir", "NIR", false},
        {"stagiaires.date_naissance", "Date de naissance", true},
        {"stagiaires.nom_naissance", "Nom de naissance", false},
        {"stagiaires.nom", "Nom", true},
        {"stagiaires.prenom", "Prénom", true},
        {"stagiaires.sexe", "Sexe", true},
        {"stagiaires.code_postal", "Domiciliation - code postal", false},
        {"stagiaires.ville", "Domiciliation - ville", false},
        {"stagiaires.matricule", "Matricule", false},
        {"stagiaires.csp", "CSP", true},
        {"stagiaires.type_contrat", "Type de contrat", false},
        {"stagiaires.niveau", "Niveau de formation initial", true},
        {"stagiaires.rqth", "Déclare bénéficiaire de la reconnaissance travailleur handicapé", false},
        {"synthese.commentaire", "Commentaire", false},
        {"synthese.fait_a", "Fait à", false},
        {"synthese.attestation", "J'atteste sur l'honneur les points suivants :", true},
        {"synthese.subrogation", "Je souhaite qu'OPCO Mobilités règle directement le coût pédagogique à l'organisme de formation", false},
    };
    for (Wanted const& one : wanted) {
        CAPTURE(one.path);
        Field const* const field = procedure->find_field(one.path);
        REQUIRE(field != nullptr);
        CHECK(field->label == one.label);
        CHECK((field->required == always) == one.required);
    }
    CHECK(procedure->groups[0].minimum == 1);
    CHECK(procedure->find_field("stagiaires.nir")->sensitive);
    CHECK(procedure->attachments[1].label == "Pour un bilan de compétence : copie de la convention tripartite");
    CHECK(procedure->attachments[3].label == "Autres / Divers");
    for (AttachmentZone const& zone : procedure->attachments) CHECK(zone.maximum_bytes == 20U << 20U);
}

TEST_CASE("only a draft and a dossier to complete may be edited") {
    auto const procedure = test::action_formation();
    for (Status const& status : procedure->statuses) {
        CHECK((status.lock == Lock::editable) == (status.id == "brouillon" || status.id == "a_completer"));
    }
    CHECK(procedure->statuses.front().id == "brouillon");
    CHECK(procedure->statuses.size() == 8);
}

TEST_CASE("the payload schema says the envelope and closes every object") {
    auto const schema = test::json(payload_schema(*test::action_formation()));
    CHECK(schema["$schema"] == "https://json-schema.org/draft/2020-12/schema");
    CHECK(schema["properties"]["procedure"]["properties"]["id"]["const"] == "opco-mobilites.action-formation");
    CHECK(schema["properties"]["type"]["const"] == "AF");
    CHECK(schema["properties"]["stagiaires"]["minItems"] == 1);
    CHECK(schema["properties"]["stagiaires"]["items"]["additionalProperties"] == false);
    CHECK(schema["properties"]["formation"]["properties"]["cout"]["type"] == "integer");
    std::string const demanded = write_json(schema["required"]);
    CHECK(demanded == R"(["guichet","procedure","dossier","type","employeur","formation","synthese","stagiaires","pieces"])");
    // Hidden when the formation is interne: never required by the shape.
    CHECK(write_json(schema["properties"]["organisme"]["required"]) == "[]");
    auto const other = test::json(payload_schema(*test::essai()));
    CHECK(other["properties"]["g"]["required"].empty());
    CHECK(other["properties"]["g"]["properties"].contains("note") == false);
    CHECK(other["properties"]["depenses"]["properties"]["lignes"]["items"]["properties"]["trajet"]["properties"]["km"]["type"] ==
          "integer");
    CHECK(other["properties"]["meta"]["properties"]["essai"]["const"] == true);
}
