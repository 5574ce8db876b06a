// The seed's own company and training organisation (guide « Procédure prise en charge OPCO Mobilités »),
// and what a person would type into the five steps, by the labels of the seed.
import { mkdtempSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";

export const employer = {
  "Nom et prénom ou dénomination": "ACTIF AUTO CONTROLE",
  "SIRET": "831 352 976 00011",
  "Adresse": "24 AVE DE HOLLANDE",
  "Code postal": "68110",
  "Commune": "ILLZACH",
  "Code NACE": "7120A",
  "Effectif total salariés": "3",
  "Convention collective applicable": "Convention collective nationale du commerce et de la réparation automobile",
  "Code IDCC de la convention collective": "1090",
  "E-Mail": "contact@actif-auto.example",
  "Téléphone": "03 89 12 34 56",
};
export const organisationSiret = "834 267 023 00028";

/// A day so many days from now, as people type it.
export function dayFromNow(days) {
  const day = new Date(Date.now() + days * 86_400_000);
  const two = (n) => String(n).padStart(2, "0");
  return `${two(day.getDate())}/${two(day.getMonth() + 1)}/${day.getFullYear()}`;
}

export const action = {
  "Intitulé de la formation": "Contrôleur technique : maintien de la qualification – œuvre à l’été",
  "Date de début": dayFromNow(40),
  "Date de fin": dayFromNow(44),
  "Durée en heure(s)": "35",
  "Coût pédagogique de l'action HT": "1 234,56 €",
};

export const trainee = {
  "Date de naissance": "06/05/1985",
  "Nom": "Lefèvre",
  "Prénom": "Jérôme",
};

/// A real PDF of one empty page, small but whole.
export function pdfFile(name = "programme.pdf", filler = "") {
  const folder = mkdtempSync(path.join(tmpdir(), "guichet-piece-"));
  const file = path.join(folder, name);
  writeFileSync(file, `%PDF-1.4
1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj
2 0 obj<</Type/Pages/Kids[3 0 R]/Count 1>>endobj
3 0 obj<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]>>endobj
%${filler}
trailer<</Root 1 0 R>>
%%EOF
`);
  return file;
}
