// The journey once more, heard: a virtual screen reader (guidepup's, in the real page) walks each screen from its beginning to its
// end, and what it speaks is compared with goldens/spoken-journey.txt. It is no NVDA and no VoiceOver; it shows what is said, in which
// order, and what is said twice. GUICHET_UPDATE_GOLDENS=1 writes the golden anew; read it before you commit it.
import assert from "node:assert/strict";
import { mkdir, readFile, writeFile } from "node:fs/promises";
import path from "node:path";
import { after, before, test } from "node:test";
import { build } from "esbuild";
import { action, organisationSiret, trainee } from "./fixture.mjs";
import { button, closeBrowser, openPage, root, startReceiver } from "./harness.mjs";
import { addProgramme, choose, fill, fillAction, fillEmployer, fillSynthesis, next, onStep } from "./steps.mjs";

const golden = path.join(root, "tests/browser/goldens/spoken-journey.txt");

let receiver;
let reader;
before(async () => {
  receiver = await startReceiver();
  const made = await build({
    stdin: { contents: 'export { virtual } from "@guidepup/virtual-screen-reader/browser.js";', resolveDir: root },
    bundle: true, format: "iife", globalName: "reader", write: false, legalComments: "none",
  });
  reader = `${made.outputFiles[0].text}; window.reader = reader;`;
});
after(async () => { await closeBrowser(); await receiver.stop(); });

/// The reader speaks English of roles and states; these are its words in French.
const words = {
  link: "lien", heading: "titre", button: "bouton", textbox: "champ de texte", checkbox: "case à cocher", radio: "bouton radio",
  radiogroup: "groupe de boutons radio", combobox: "liste déroulante", list: "liste", listitem: "élément", form: "formulaire",
  group: "groupe", dialog: "boîte de dialogue", table: "tableau", row: "ligne", rowgroup: "groupe de lignes", columnheader: "en-tête de colonne",
  rowheader: "en-tête de ligne", cell: "cellule", banner: "en-tête de page", contentinfo: "pied de page", main: "contenu principal",
  region: "région", status: "état", alert: "alerte", term: "terme", definition: "définition", caption: "légende", progressbar: "avancement",
  required: "obligatoire", invalid: "invalide", checked: "coché", "not checked": "non coché", selected: "choisi", "not selected": "non choisi",
  expanded: "déployé", "not expanded": "réduit", "has popup listbox": "ouvre une liste", "current page": "page courante", "current step": "étape courante",
  modal: "modale",
};
const translated = (phrase) => {
  const end = phrase.startsWith("end of ");
  const parts = phrase.slice(end ? 7 : 0).split(", ").map((part, place) => {
    if (place === 0 || Object.hasOwn(words, part)) return words[part] ?? part;
    return part.replace(/^level (\d)$/, "niveau $1").replace(/^position (\d+)$/, "$1").replace(/^set size (\d+)$/, "de $1");
  });
  return (end ? "fin : " : "") + parts.join(", ");
};

/// Dates, times, numbers and digests of this run.
const today = new Date().toLocaleDateString("fr-FR", { timeZone: "Europe/Paris" });
const stable = (text) => [action["Date de début"], action["Date de fin"], today].reduce((now, date) => now.replaceAll(date, "‹date›"), text)
  .replace(/ à \d\d:\d\d/g, " à ‹heure›").replace(/AF-\d{4}-\d{6}/g, "‹numéro›").replace(/\b[0-9a-f]{64}\b/g, "‹empreinte›").replaceAll("\u00a0", " ");

/// Paragraphs have no word of their own in any reader, and an element of a list ends where the next begins.
const isNoise = (phrase) => /^(end of )?paragraph$/.test(phrase) || /^end of (listitem|row|rowgroup|cell|term|definition)\b/.test(phrase);

/// Everything that is spoken from the beginning of the screen (or of the dialog) to its end.
async function read(page, container) {
  if (!(await page.evaluate(() => typeof window.reader === "object"))) await page.evaluate(reader);
  const phrases = await page.evaluate(async (selector) => {
    // The reader does not know that what is folded is not there; and what the live regions say has its own line.
    const folded = [...document.querySelectorAll("details:not([open]) > :not(summary), .live")];
    for (const one of folded) one.setAttribute("aria-hidden", "true");
    // Nor does it know what is ticked now, only what the document says was ticked at first.
    const ticked = [...document.querySelectorAll("#guichet input:checked")];
    for (const one of ticked) one.setAttribute("checked", "");
    const chosen = [...document.querySelectorAll("#guichet option:checked")];
    for (const one of chosen) one.setAttribute("selected", "");
    const { virtual } = window.reader;
    await virtual.start({ container: document.querySelector(selector) });
    let last = "";
    for (let step = 0; step < 3000; ++step) {
      await virtual.next();
      last = await virtual.lastSpokenPhrase();
      if (last === "end of document" || (selector !== "body" && (await virtual.activeNode) === document.querySelector(selector) && /^end of/.test(last))) break;
    }
    const log = await virtual.spokenPhraseLog();
    await virtual.stop();
    for (const one of folded) one.removeAttribute("aria-hidden");
    for (const one of ticked) one.removeAttribute("checked");
    for (const one of chosen) one.removeAttribute("selected");
    return log;
  }, container);
  return phrases.filter((one) => !isNoise(one)).map((one) => stable(translated(one)));
}

test("the journey as a screen reader speaks it", async () => {
  const { page, context } = await openPage(receiver.url);
  const log = [];
  const announced = [];
  await page.exposeFunction("heard", (text) => { announced.push(text); });
  await page.evaluate(() => {
    new MutationObserver((changes) => {
      for (const { target } of changes) if (target.nodeType === Node.ELEMENT_NODE && target.matches(".live") && target.textContent.trim()) window.heard(target.textContent.trim());
    }).observe(document.body, { childList: true, subtree: true });
  });
  /// The title, what was announced on the way, and the whole screen.
  const screen = async (name, container = "#guichet main") => {
    // What is said comes a moment after what is done.
    await page.waitForTimeout(700);
    log.push("", `══ ${name}`, `page : ${stable(await page.title())}`);
    // What comes in one breath on one machine comes in two on another.
    for (const one of announced.splice(0).join(" ").split(/(?<=[.!]) (?=\p{Lu})/u)) if (one) log.push(`» ${stable(one)}`);
    const spoken = await read(page, container);
    assert.ok(spoken.length > 5, `${name}: only ${spoken.join(" · ")}`);
    log.push(...spoken);
  };

  await screen("L’accueil", "body");
  await page.getByRole("link", { name: "Créer une demande" }).click();
  await page.getByRole("button", { name: /^Action de formation/ }).waitFor();
  await screen("Le choix de la procédure");
  await page.getByRole("button", { name: /^Action de formation/ }).click();
  await onStep(page, /L'Employeur/);
  await page.waitForFunction(() => document.getElementById("enregistrement")?.textContent.startsWith("Enregistré"));
  await screen("La première étape");
  await next(page);
  await page.locator("#erreurs").waitFor();
  await screen("La première étape, refusée");
  await fillEmployer(page);
  await next(page);
  await onStep(page, /La Formation/);
  await button(page, "SÉLECTIONNER OU CRÉER UN ORGANISME DE FORMATION").click();
  const dialog = page.getByRole("dialog");
  await dialog.getByRole("textbox", { name: "SIRET (complet)" }).fill(organisationSiret);
  await dialog.getByRole("button", { name: "CHERCHER" }).click();
  await dialog.getByRole("button", { name: /^Sélectionner/ }).waitFor();
  await screen("La recherche de l’organisme", "dialog[open]");
  await dialog.getByRole("button", { name: /^Sélectionner/ }).click();
  await dialog.waitFor({ state: "detached" });
  await fillAction(page);
  await screen("La formation, remplie");
  await next(page);
  await onStep(page, /stagiaire/);
  await button(page, "AJOUTER").click();
  await page.getByRole("heading", { level: 1, name: /Stagiaire 1/ }).waitFor();
  for (const [name, text] of Object.entries(trainee)) await fill(page, name, text);
  await choose(page, "Sexe", "Masculin");
  await choose(page, "CSP", "Employé");
  await choose(page, "Niveau de formation initial", "Niveau 4 : baccalauréat");
  await screen("Un stagiaire");
  await button(page, "Enregistrer et revenir à la liste").click();
  await page.getByRole("table").waitFor();
  await screen("La liste des stagiaires");
  await next(page);
  await onStep(page, /pi[eè]ces jointes/);
  await addProgramme(page);
  await screen("Les pièces jointes");
  await next(page);
  await onStep(page, /Synthèse/);
  await fillSynthesis(page);
  await screen("La dernière étape");
  await button(page, "VALIDER").click();
  await onStep(page, /Vérifi/);
  await screen("La vérification");
  await button(page, "Envoyer la demande").click();
  await onStep(page, /Demande transmise/);
  await screen("Le reçu");
  await context.close();

  const lines = log.join("\n").trim().split("\n");
  if (process.env.GUICHET_UPDATE_GOLDENS) {
    await mkdir(path.dirname(golden), { recursive: true });
    await writeFile(golden, `${lines.join("\n")}\n`);
  }
  const expected = (await readFile(golden, "utf8")).trim().split("\n");
  const at = lines.findIndex((line, place) => line !== expected[place]);
  // Where it begins to differ says more than 1,300 lines.
  if (at >= 0) assert.deepEqual(lines.slice(Math.max(0, at - 5), at + 8), expected.slice(Math.max(0, at - 5), at + 8), `line ${at + 1} of the golden`);
  assert.equal(lines.length, expected.length);
});
