#include "fixture.hpp"

#include <doctest/doctest.h>

#include "procedure/load.hpp"

namespace guichet::test {

namespace {

constexpr char const* text = R"json({
"guichet_procedure": 1, "id": "essai.petite", "version": "1.2", "title": "Petite demande", "organisme": "Essai",
"sources": {"loi": {"title": "Code d'essai, art. 1", "excerpt": "Il faut essayer."}},
"nomenclatures": [
  {"id": "mode", "version": "1", "source": "loi", "choices": [["P", "Présentiel"], ["D", "À distance"], ["M", "Mixte"]]},
  {"id": "diplome", "version": "2", "source": "loi", "choices": [["73", "73 Master"], ["61", "61 Master 1", "Code de l'ancien formulaire : prenez 73 Master."], ["54", "54 BTS"]]},
  {"id": "sexe", "version": "1", "source": "loi", "choices": [["M", "Homme"], ["F", "Femme"]]}],
"tables": [
  {"id": "smic", "version": "1", "source": "loi", "by": "date", "until": "2027-12-31", "lines": [["2026-01-01", 182303], ["2026-06-01", 186702]]},
  {"id": "modes", "version": "1", "source": "loi", "by": "code", "lines": [["P", 1], ["D", 2]]}],
"steps": [
  {"id": "action", "title": "Action", "sections": [
    {"id": "generale", "title": "Générale", "items": [
      {"field": "formation.intitule", "kind": "text", "label": "Intitulé", "required": true, "max_length": 50, "source": "loi"},
      {"field": "formation.date_debut", "kind": "date", "label": "Début", "required": true},
      {"field": "formation.date_fin", "kind": "date", "label": "Fin", "required": true},
      {"field": "formation.mode", "kind": "choice", "nomenclature": "mode", "label": "Mode", "required": true},
      {"field": "formation.outil", "kind": "text", "label": "Outil", "required": true, "visible": {"!=": [{"var": "formation.mode"}, "P"]}},
      {"field": "formation.outil_autre", "kind": "text", "label": "Autre outil", "visible": {"==": [{"var": "formation.outil"}, "42"]},
       "required": {"!": [{"var": "formation.certifiante"}]}},
      {"field": "formation.certifiante", "kind": "yes_no", "label": "Certifiante", "initial": false},
      {"field": "formation.themes", "kind": "choices", "nomenclature": "mode", "label": "Thèmes"},
      {"field": "formation.heures", "kind": "hours", "label": "Heures", "required": true, "minimum": 100},
      {"field": "formation.cout", "kind": "money", "label": "Coût", "required": true, "minimum": 0},
      {"field": "formation.cout_horaire", "kind": "money", "label": "Coût horaire", "explanation": "Le coût divisé par les heures.",
       "computed": {"/": [{"*": [{"var": "formation.cout"}, 100]}, {"var": "formation.heures"}]}},
      {"field": "formation.siret", "kind": "siret", "label": "SIRET", "required": {"==": [{"var": "formation.interne"}, false]}},
      {"field": "formation.interne", "kind": "yes_no", "label": "Interne"},
      {"field": "formation.diplome", "kind": "choice", "nomenclature": "diplome", "label": "Diplôme visé"},
      {"field": "formation.diplomes", "kind": "choices", "nomenclature": "diplome", "label": "Autres diplômes"},
      {"field": "formation.rang", "kind": "integer", "label": "Rang", "suggested": {"table": ["modes", {"var": "formation.mode"}]}, "suggested_from": "le mode"},
      {"field": "formation.smic", "kind": "money", "label": "SMIC", "explanation": "Au début.", "computed": {"table": ["smic", {"var": "formation.date_debut"}]}},
      {"field": "note", "kind": "long_text", "label": "Note", "payload": false}]},
    {"id": "certification", "title": "Certification", "visible": {"==": [{"var": "formation.certifiante"}, true]}, "items": [
      {"field": "certification.code", "kind": "text", "label": "Code", "required": true},
      {"field": "certification.niveau", "kind": "integer", "label": "Niveau", "minimum": 1, "maximum": 8},
      {"group": "modules", "label": "Modules", "item_label": "Module", "minimum": 1, "columns": ["titre"], "visible": {">": [{"var": "certification.niveau"}, 3]},
       "items": [
        {"field": "titre", "kind": "text", "label": "Titre", "required": true},
        {"field": "heures", "kind": "hours", "label": "Heures"}]}]}]},
  {"id": "stagiaires", "title": "Stagiaires", "sections": [
    {"id": "liste", "items": [
      {"group": "stagiaires", "label": "Stagiaires", "item_label": "Stagiaire", "minimum": 1, "maximum": 12, "columns": ["nom"], "payload": "personnes.liste",
       "items": [
        {"field": "nom", "kind": "text", "label": "Nom", "required": true, "payload": "identite.nom"},
        {"field": "sexe", "kind": "choice", "nomenclature": "sexe", "label": "Sexe", "required": true},
        {"field": "naissance", "kind": "date", "label": "Date de naissance", "required": true},
        {"field": "nir", "kind": "nir", "label": "NIR"},
        {"field": "rqth", "kind": "yes_no", "label": "RQTH", "initial": false},
        {"field": "rqth_date", "kind": "date", "label": "Date RQTH", "visible": {"var": "stagiaires.rqth"}, "required": {"!=": [{"var": "formation.mode"}, "D"]}},
        {"field": "rqth_note", "kind": "text", "label": "Note RQTH", "visible": {"known": [{"var": "stagiaires.rqth_date"}]}},
        {"field": "heures", "kind": "hours", "label": "Heures"},
        {"field": "ecart", "kind": "hours", "label": "Écart", "minimum": -100000000, "explanation": "Avec la ligne au-dessus.", "judges_unknown": true,
         "computed": {"-": [{"var": ["stagiaires.heures", 0]}, {"previous": "stagiaires.heures"}]}},
        {"field": "ecart2", "kind": "hours", "label": "Écart des écarts", "minimum": -100000000, "explanation": "Avec la ligne au-dessus.",
         "computed": {"-": [{"var": "stagiaires.ecart"}, {"previous": "stagiaires.ecart"}]}},
        {"field": "suite", "kind": "text", "label": "Suite", "visible": {"!=": [{"previous": "stagiaires.sexe"}, "F"]}},
        {"field": "cout", "kind": "money", "label": "Coût", "explanation": "Heures fois coût horaire.",
         "computed": {"/": [{"*": [{"var": "stagiaires.heures"}, {"var": "formation.cout_horaire"}]}, 100]}}]}]},
    {"id": "totaux", "items": [
      {"field": "total.heures", "kind": "hours", "label": "Total", "explanation": "Somme des heures.",
       "computed": {"reduce": [{"map": [{"var": "stagiaires"}, {"var": "heures"}]}, {"+": [{"var": "accumulator"}, {"var": "current"}]}, 0]}},
      {"schedule": "periodes", "label": "Minima", "source": "loi", "function": "remuneration_apprentissage", "visible": {"!=": [{"var": "formation.mode"}, "M"]},
       "arguments": {"naissance": "2008-10-15", "debut": {"var": "formation.date_debut"}, "fin": {"var": "formation.date_fin"}, "points": {"if": [{"var": "formation.interne"}, 1500, 0]}},
       "columns": [["ordre", "Période", "text"], ["du", "Du", "date"], ["au", "Au", "date"], ["taux", "Minimum", "percentage"], ["montant", "Salaire", "money"], ["motif", "Pourquoi", "text"]],
       "explanation": "Selon l'âge.", "fills": "periodes", "fill_label": "Reprendre"},
      {"group": "periodes", "label": "Périodes", "item_label": "Période", "maximum": 10, "columns": ["du"], "empty_label": "Aucune période.",
       "items": [
        {"field": "du", "kind": "date", "label": "Du"}, {"field": "au", "kind": "date", "label": "Au"},
        {"field": "taux", "kind": "percentage", "label": "Taux"}, {"field": "salaire", "kind": "money", "label": "Salaire"}]},
      {"field": "total.motif", "kind": "text", "label": "Motif", "visible": {">": [{"var": "total.heures"}, 10000]}, "required": true}]}]},
  {"id": "pieces", "title": "Pièces", "sections": [
    {"id": "depot", "items": [
      {"attachment": "programme", "label": "Programme", "types": ["pdf", "png"], "required": true, "maximum_count": 3, "maximum_megabytes": 2},
      {"attachment": "convention", "label": "Convention", "types": ["pdf"], "visible": {"var": "formation.certifiante"}, "required": {"==": [{"var": "formation.mode"}, "M"]}},
      {"field": "attestation", "kind": "attestation", "label": "J'atteste", "required": true}]}]}],
"statuses": [
  {"id": "brouillon", "label": "Brouillon", "lock": "editable", "next": ["transmis", "annule"]},
  {"id": "transmis", "label": "Transmis", "lock": "locked", "next": ["a_completer"]},
  {"id": "a_completer", "label": "À compléter", "lock": "editable", "next": ["transmis"]},
  {"id": "annule", "label": "Annulé", "lock": "locked"}],
"rules": [
  {"id": "fin-apres-debut", "severity": "block", "fields": ["formation.date_fin", "formation.date_debut"], "source": "loi",
   "message": "La fin précède le début ({debut}).", "arguments": {"debut": {"kind": "date", "value": {"var": "formation.date_debut"}}},
   "check": {">=": [{"var": "formation.date_fin"}, {"var": "formation.date_debut"}]}},
  {"id": "depot-avant-debut", "severity": "warn", "fields": ["formation.date_debut"], "message": "La demande se dépose avant le début.", "source": "loi",
   "check": {">": [{"var": "formation.date_debut"}, {"today": []}]}},
  {"id": "age", "severity": "block", "each": "stagiaires", "fields": ["stagiaires.naissance"], "message": "Âge au début : {age} ans.", "source": "loi",
   "arguments": {"age": {"kind": "integer", "value": {"age_on": [{"var": "stagiaires.naissance"}, {"var": "formation.date_debut"}]}}},
   "check": {">=": [{"age_on": [{"var": "stagiaires.naissance"}, {"var": "formation.date_debut"}]}, 16]}},
  {"id": "nir-sexe", "severity": "block", "each": "stagiaires", "fields": ["stagiaires.nir"], "message": "Le NIR ne dit pas ce sexe.", "source": "loi",
   "check": {"nir_agrees_sex": [{"var": "stagiaires.nir"}, {"var": "stagiaires.sexe"}]}},
  {"id": "nir-double", "severity": "block", "each": "stagiaires", "fields": ["stagiaires.nir"], "message": "Ce NIR figure déjà plus haut.", "source": "loi",
   "check": {"!": [{"repeats_earlier_row": ["stagiaires.nir"]}]}},
  {"id": "rqth-date", "severity": "info", "each": "stagiaires", "fields": ["stagiaires.rqth_date"], "judges_unknown": true, "message": "Pensez à la date.", "source": "loi",
   "check": {"known": [{"var": "stagiaires.rqth_date"}]}},
  {"id": "heures-montent", "severity": "warn", "each": "stagiaires", "fields": ["stagiaires.heures"], "source": "loi",
   "message": "Moins que les {avant} de la ligne au-dessus.", "arguments": {"avant": {"kind": "text", "value": {"shown": ["hours", {"previous": "stagiaires.heures"}]}}},
   "check": {"or": [{"!": {"known": {"previous": "stagiaires.heures"}}}, {">=": [{"var": "stagiaires.heures"}, {"previous": "stagiaires.heures"}]}]}, "judges_unknown": true},
  {"id": "rang-du-mode", "severity": "warn", "fields": ["formation.rang"], "message": "Ce n'est pas le rang du mode.", "source": "loi",
   "check": {"==": [{"table": ["modes", {"var": "formation.mode"}]}, {"var": "formation.rang"}]}},
  {"id": "taux-minimum", "severity": "block", "each": "periodes", "fields": ["periodes.taux"], "message": "Le taux baisse.", "source": "loi",
   "check": {">=": [{"var": "periodes.taux"}, {"if": [{"known": {"previous": "periodes.taux"}}, {"previous": "periodes.taux"}, 0]}]}},
  {"id": "heures-module", "severity": "block", "each": "modules", "fields": ["modules.heures"], "message": "Un module ne dure pas plus que la formation.", "source": "loi",
   "check": {"<=": [{"var": "modules.heures"}, {"var": "formation.heures"}]}},
  {"id": "nombre", "severity": "warn", "fields": ["total.heures"], "message": "Plus de six stagiaires.", "source": "loi",
   "check": {"<=": [{"count": [{"var": "stagiaires"}]}, 6]}},
  {"id": "deux-programmes", "severity": "info", "attachment": "programme", "message": "Un seul programme suffit.", "source": "loi",
   "check": {"<=": [{"pieces": ["programme"]}, 1]}},
  {"id": "convention-niveau", "severity": "block", "attachment": "convention", "message": "Pas de convention au niveau 8.", "source": "loi",
   "check": {"or": [{"!=": [{"var": "certification.niveau"}, 8]}, {"==": [{"pieces": ["convention"]}, 0]}]}}],
"shapes": {"echange": {"title": "Échange", "source": "loi", "body": {
  "version": 2, "contrat": {"debut": {"iso_datetime": {"var": "formation.date_debut"}}, "cout": {"euros": {"var": "formation.cout"}}, "siret": {"var": "formation.siret"}},
  "certification": {"code": {"var": "certification.code"}},
  "interne": {"when": {"var": "formation.interne"}, "do": {"siret": "aucun"}},
  "stagiaires": {"each": "stagiaires", "do": {"nom": {"var": "stagiaires.nom"}, "nir": {"nir_15": {"var": "stagiaires.nir"}}, "avant": {"previous": "stagiaires.nom"}}}}}},
"migrations": [
  {"from": "1.1", "rename": {"formation.titre": "formation.intitule", "formation.notes": "note", "eleves": "stagiaires", "eleves.nom_naissance": "stagiaires.nom",
                             "formation.a": "formation.outil", "formation.outil": "formation.outil_autre"},
   "drop": ["formation.fax", "eleves.age"], "report": "Les élèves sont devenus des stagiaires."}],
"payload": {"constants": {"type": "ESSAI", "total.unite": "centiemes"}}
})json";

}  // namespace

std::shared_ptr<Procedure const> small_procedure() {
    static std::shared_ptr<Procedure const> const loaded = [] {
        LoadedProcedure read = load_procedure(text);
        for (LintProblem const& problem : read.problems) MESSAGE(problem.where << " " << problem.code << ": " << problem.message);
        return read.procedure;
    }();
    REQUIRE(loaded != nullptr);
    return loaded;
}

Date some_day() { return *date_from_civil(2026, 11, 21); }

std::uint32_t field(Procedure const& procedure, std::string_view path) {
    std::int32_t const index = procedure.field_index(path);
    REQUIRE_MESSAGE(index >= 0, std::string(path));
    return static_cast<std::uint32_t>(index);
}

}  // namespace guichet::test
