// The shapes of the exchange between CFA and OPCO: docs/exemples holds what `guichet payload --shape` makes of realistic dossiers, and
// every example of a contract and of an invoice has the names and the formats that the exchange asks for. Its official specification is
// not public: names are those that clients of it use.
// GUICHET_UPDATE_GOLDENS=1 writes docs/exemples anew.
import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { readFileSync, readdirSync, writeFileSync } from "node:fs";
import path from "node:path";
import { test } from "node:test";
import { fileURLToPath } from "node:url";
import Ajv2020 from "ajv/dist/2020.js";
import { examplesFolder, procedures, today } from "../support/examples.mjs";

const command = process.env.GUICHET_COMMAND ?? "build/native/guichet";
const folder = path.join(path.dirname(fileURLToPath(import.meta.url)), "../../docs/exemples");
const made = (shape, example) => execFileSync(command, ["payload", "--shape", shape, "--today", today, path.join(examplesFolder, example)], { encoding: "utf8" });

/// An object with these members and no others; a name that ends with ? may be absent.
function object(members) {
  const of = Object.entries(members).map(([name, schema]) => [name.replace(/\?$/, ""), schema]);
  const required = Object.keys(members).filter((name) => !name.endsWith("?"));
  return { type: "object", properties: Object.fromEntries(of), required, additionalProperties: false };
}
const list = (items) => ({ type: "array", items, minItems: 1 });
const one = (...codes) => ({ enum: codes });
const like = (pattern) => ({ type: "string", pattern });
const text = { type: "string", minLength: 1 };
const yes = { type: "boolean" };
const count = { type: "integer", minimum: 0 };
const euros = { type: "number", minimum: 0, multipleOf: 0.01 };
const moment = like("^\\d{4}-\\d{2}-\\d{2}T00:00:00\\+0[12]:00$");
const siret = like("^\\d{14}$");
const uai = like("^\\d{7}[A-Z]$");
const code = (digits) => like(`^\\d{${digits}}$`);

const adresse = object({ "adresse1": text, "adresse2?": text, "codePostal": code(5), "commune": text });
const maitre = object({ "nom": text, "prenom": text, "dateNaissance": moment, "courriel?": text, "emploiOccupe?": text, "intituleDiplomeObtenu?": text, "niveauDiplomeObtenu?": code(1) });
const formation = object({
  "typeDiplome": code(2), "intituleQualification": text, "codeDiplome": like("^[0-9A-Z]{8,9}$"), "rncp?": like("^\\d+$"), "dateDebutFormation": moment, "dateFinFormation": moment,
  "dureeFormation": count, "nombreHeuresEnDistanciel?": count,
});
const schemas = {
  "cfa-opco-cerfa": object({ cerfa: object({
    "employeur": object({
      "denomination": text, "adresse": adresse, "telephone": text, "courriel": text, "siret": siret, "typeEmployeur": code(2), "employeurSpecifique": code(1), "naf": like("^\\d{4}[A-Z]$"),
      "nombreDeSalaries": count, "codeIdcc": code(4), "libelleIdcc?": text, "regimeSpecifique?": yes, "caisseComplementaire?": text, "attestationEligibilite?": yes, "attestationPieces?": yes,
    }),
    "apprenti": object({
      "nom": text, "nomUsage?": text, "prenom": text, "nir?": like("^[1-478]\\d{4}[0-9][0-9AB]\\d{8}$"), "adresse": adresse, "telephone?": text, "courriel": text, "dateNaissance": moment, "sexe": one("M", "F"),
      "departementNaissance": like("^(\\d{3}|02[AB])$"), "communeNaissance": text, "nationalite": one("1", "2", "3"), "regimeSocial": one("1", "2"), "inscriptionSportifDeHautNiveau": yes,
      "handicap": yes, "droitsRqthEquivalenceJeune?": yes, "droitsRqthExtensionBOE?": yes, "situationAvantContrat": like("^([1-9]|1[0-2])$"), "diplomePrepare": code(2), "derniereClasse": code(2),
      "intituleDiplomePrepare": text, "diplome": code(2), "projetCreationRepriseEntreprise?": yes, "responsableLegal?": object({ "nom": text, "prenom": text, "courriel": text, "adresse": adresse }),
    }),
    "maitre1?": maitre,
    "maitre2?": maitre,
    "contrat": object({
      "modeContractuel": one("1", "2", "3", "4"), "typeContratApp": like("^(11|2[1-3]|3[1-8])$"), "typeDerogation?": one("11", "12", "21", "22", "50", "60"), "numeroContratPrecedent?": text,
      "dateConclusion": moment, "dateDebutContrat": moment, "dateFormationPratiqueEmployeur?": moment, "dateEffetAvenant?": moment, "dateFinContrat": moment, "dureeTravailHebdoHeures": count,
      "dureeTravailHebdoMinutes": { type: "integer", minimum: 0, maximum: 59 }, "travailRisque?": yes, "salaireEmbauche?": euros, "avantageNourriture?": euros, "avantageLogement?": euros,
      "autreAvantageEnNature?": yes, "lieuSignatureContrat?": text,
      "remunerationsAnnuelles?": list(object({ dateDebut: moment, dateFin: moment, taux: { type: "number", minimum: 0 }, typeSalaire: one("SMIC", "SMC"), ordre: like("^[1-4]\\.[12]$") })),
    }),
    "formation": formation,
    "organismeFormation": object({ "formationInterne?": yes, "denomination": text, "uaiCfa?": uai, "siret": siret, "adresse": adresse, "lieuFormationIdentique?": yes, "visaCfa?": yes }),
    "organismeFormationLieuFormationPrincipal?": object({ "denomination": text, "uaiCfa?": uai, "siret": siret, "adresse": adresse }),
    "etat": one("TRANSMIS"), "versionCERFA": like("^10103\\*\\d\\d$"), "CERFASignatureProbante?": yes,
  }) }),
  "cfa-opco-convention": object({
    "numeroInterneDossier?": text, "employeur": object({ siret }), "apprenti": object({ "nom": text, "nomUsage?": text, "prenom": text }), "contrat": object({ dateDebutContrat: moment, dateFinContrat: moment }),
    "organismeFormation": object({ "siret": siret, "uaiCfa?": uai }), "formation": formation,
    "couts?": object({
      "coutTotalPedagogieCFA?": euros, "montantRQTHAnnee1?": euros, "montantRQTHAnnee2?": euros, "montantRQTHAnnee3?": euros, "montantRQTHAnnee4?": euros, "nombreRepasTotaux?": count,
      "nombreHebergementTotaux?": count, "montantPremierEquipement?": euros, "mentionMobilitéInternationale?": yes, "accompagnementDROM?": yes,
    }),
    "mandatEmployeur?": yes, "dateSignature?": moment, "signatureEntreprise?": yes, "signatureCFA?": yes, "signatureProbante?": yes, "conformitePDF?": yes,
  }),
  "cfa-opco-document": { anyOf: [object({ typeFichier: text, objets: list(object({ typeObjet: one("FACTURE", "DOSSIER_APPRENTISSAGE"), idObjet: text })) }), { type: "object", maxProperties: 0 }] },
  "cfa-opco-facture": object({
    "montantTotal": euros, "numero": text,
    "lignes": list(object({
      "montant": euros, "natureLigne": one("PEDAGOGIE", "PREMIEREQUIPEMENT", "MOBILITE", "HEBERGEMENT", "RESTAURATION", "MAJORATION_RQTH"), "quantite?": count, "numeroEcheance?": count,
      "numeroDeca?": text, "codificationEcheance?": text, "numeroDossier": text,
    })),
    "dateEmission": moment, "ibanEmetteur": like("^[A-Z]{2}\\d{2}[0-9A-Z]{11,30}$"), "siretEmetteur": siret, "estCertificatRealisation": yes,
  }),
};
const ajv = new Ajv2020.default({ strict: true, allErrors: true, multipleOfPrecision: 6 });
const checks = Object.fromEntries(Object.entries(schemas).map(([name, schema]) => [name, ajv.compile(schema)]));
/// An avenant holds what it changes, not the whole contract: its names and formats alone are judged.
const partly = (schema) => (Array.isArray(schema) ? schema.map(partly) : schema && typeof schema === "object"
  ? Object.fromEntries(Object.entries(schema).filter(([name, value]) => !(name === "required" && Array.isArray(value)) && name !== "minItems").map(([name, value]) => [name, partly(value)])) : schema);
const partChecks = Object.fromEntries(Object.entries(schemas).map(([name, schema]) => [name, ajv.compile(partly(schema))]));
const faults = (check) => (check.errors ?? []).map((error) => `${error.instancePath} ${error.message} ${JSON.stringify(error.params)}`).join("; ");

const contract = "opco-mobilites.contrat-apprentissage/recevable-signe.json";
const invoice = "opco-mobilites.facture/recevable-echeance.json";
const files = [["cfa-opco-cerfa.json", "cfa-opco-cerfa", contract], ["cfa-opco-convention.json", "cfa-opco-convention", contract], ["cfa-opco-document.json", "cfa-opco-document", contract],
  ["cfa-opco-facture.json", "cfa-opco-facture", invoice], ["cfa-opco-document-facture.json", "cfa-opco-document", invoice]];

test("docs/exemples is what the command makes of the examples, and whole", () => {
  for (const [name, shape, example] of files) {
    const said = made(shape, example);
    const file = path.join(folder, name);
    if (process.env.GUICHET_UPDATE_GOLDENS) writeFileSync(file, said);
    const body = JSON.parse(said);
    assert.deepEqual(JSON.parse(readFileSync(file, "utf8")), body, name);
    assert.ok(Object.keys(body).length > 0, name);
    assert.ok(checks[shape](body), `${name}: ${faults(checks[shape])}`);
  }
  assert.deepEqual(readdirSync(folder).sort(), files.map(([name]) => name).sort());
  const { cerfa } = JSON.parse(readFileSync(path.join(folder, "cfa-opco-cerfa.json"), "utf8"));
  // 13 characters on paper, the key with them here; midnight in Paris, in summer as in winter.
  assert.equal(cerfa.apprenti.nir, "110109935101282");
  assert.equal(cerfa.contrat.dateConclusion, "2026-11-16T00:00:00+01:00");
  assert.equal(cerfa.contrat.dateFinContrat, "2029-08-31T00:00:00+02:00");
  assert.equal(cerfa.contrat.salaireEmbauche, 504.1);
  const facture = JSON.parse(readFileSync(path.join(folder, "cfa-opco-facture.json"), "utf8"));
  assert.equal(facture.montantTotal, 2626.15);
  assert.deepEqual(JSON.parse(readFileSync(path.join(folder, "cfa-opco-document-facture.json"), "utf8")).objets, [{ typeObjet: "FACTURE", idObjet: "FA-2026-770431" }]);
});

test("each shape of the exchange has an example that the reference of procedures names", () => {
  const reference = readFileSync(path.join(folder, "../procedures.md"), "utf8");
  for (const [name] of files) assert.ok(reference.includes(`exemples/${name}`), name);
});

test("every dossier that is accepted has the names and the formats of the exchange", () => {
  const tool = path.join(path.dirname(command), "procedure_tool");
  let judged = 0;
  for (const { id, file } of procedures()) {
    const { shapes = {} } = JSON.parse(execFileSync(tool, ["assemble", file], { encoding: "utf8", maxBuffer: 1 << 26 }));
    for (const shape of Object.keys(shapes)) {
      const check = (id.includes("avenant") ? partChecks : checks)[shape];
      assert.ok(check, `${id}: nothing judges ${shape}`);
      for (const example of readdirSync(path.join(examplesFolder, id)).filter((name) => /^recevable.*\.json$/.test(name))) {
        assert.ok(check(JSON.parse(made(shape, `${id}/${example}`))), `${id}/${example}, ${shape}: ${faults(check)}`);
        judged += 1;
      }
    }
  }
  assert.ok(judged >= 60, `${judged} bodies`);
});
