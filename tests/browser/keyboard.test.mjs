// The whole journey without a mouse: Tab, typing, Space, Enter and the arrows, nothing else.
import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { openDossier } from "./complete.mjs";
import { action, employer, organisationSiret, pdfFile, trainee } from "./fixture.mjs";
import { closeBrowser, openPage, startReceiver } from "./harness.mjs";
import { assertQuiet, main, onStep } from "./steps.mjs";

let receiver;
before(async () => { receiver = await startReceiver(); });
after(async () => { await closeBrowser(); await receiver.stop(); });

/// Name of the element in focus, as its label or text gives it.
const focusName = (page) => page.evaluate(() => {
  const element = document.activeElement;
  if (element === document.body) return ""; // nowhere
  const text = element.getAttribute("aria-label")
    ?? element.getAttribute("aria-labelledby")?.split(" ").map((id) => document.getElementById(id)?.textContent ?? "").join(" ")
    ?? (element.labels?.length ? [...element.labels].map((label) => label.textContent).join(" ") : element.textContent);
  return text.replace(/\s+/g, " ").trim();
});

/// Tabs on until the control of that name has the focus; fails after a whole round of the page.
async function tabTo(page, name) {
  const wanted = name instanceof RegExp ? name : new RegExp(`^${name.replace(/[.*+?^${}()|[\]\\]/g, "\\$&")}( ?\\*)?$`);
  const seen = [];
  for (let press = 0; press < 150; ++press) {
    await page.keyboard.press("Tab");
    const now = await focusName(page);
    if (wanted.test(now)) return;
    seen.push(now.slice(0, 30));
  }
  assert.fail(`Tab never reached ${wanted}; it went: ${[...new Set(seen)].join(" · ")}`);
}
async function typeInto(page, name, text) {
  await tabTo(page, name);
  await page.keyboard.type(text);
}
async function press(page, name) {
  await tabTo(page, name);
  await page.keyboard.press("Enter");
}
/// A select takes typed letters; a radio group takes arrows.
async function pick(page, name, choice) {
  for (let tries = 0; tries < 150; ++tries) {
    await page.keyboard.press("Tab");
    const here = await page.evaluate(() => {
      const element = document.activeElement;
      const group = element.closest("fieldset, [role=radiogroup]");
      const label = element.labels?.[0]?.textContent ?? "";
      const named = group?.querySelector("legend")?.textContent
        ?? document.getElementById(group?.getAttribute("aria-labelledby") ?? "")?.textContent ?? group?.getAttribute("aria-label") ?? "";
      return { tag: element.tagName, type: element.type, label, named };
    });
    if (here.tag === "SELECT" && here.label.startsWith(name)) return void (await page.keyboard.type(choice));
    if (here.type === "radio" && here.named.startsWith(name)) {
      await page.keyboard.press("Space");
      for (let step = 0; step < 12; ++step) {
        if ((await focusName(page)).startsWith(choice)) return;
        await page.keyboard.press("ArrowDown");
      }
    }
  }
  assert.fail(`no choice called ${name}`);
}

test("a whole request is prepared, checked and sent with the keyboard alone", async () => {
  const { page, context, complaints } = await openPage(receiver.url);
  await page.mouse.move(0, 0);
  page.on("filechooser", () => {}); // caught from now on: asked for at the last moment, it can come too late
  await press(page, "Créer une demande");
  await onStep(page, "Créer une demande");
  await page.waitForFunction(() => document.activeElement.tagName === "H1");
  await main(page).getByText(/Action de formation/).first().waitFor();
  await press(page, /^Action de formation/);
  await onStep(page, /L'Employeur/);
  await page.waitForTimeout(200);
  assert.equal(await page.evaluate(() => document.activeElement.tagName), "H1", "the focus is on the new step's heading");
  for (const [name, text] of Object.entries(employer)) await typeInto(page, name, text);
  await press(page, "SUIVANT");
  await onStep(page, /La Formation/);
  await press(page, "SÉLECTIONNER OU CRÉER UN ORGANISME DE FORMATION");
  await page.getByRole("dialog").waitFor();
  await page.waitForFunction(() => document.activeElement.closest("dialog"));
  if (!/SIRET \(complet\)/.test(await focusName(page))) await tabTo(page, /SIRET \(complet\)/);
  await page.keyboard.type(organisationSiret);
  await press(page, "CHERCHER");
  await page.getByRole("dialog").getByRole("button", { name: /^Sélectionner/ }).waitFor();
  await press(page, /^Sélectionner/);
  await page.getByRole("dialog").waitFor({ state: "detached" });
  for (const [name, text] of Object.entries(action)) await typeInto(page, name, text);
  await press(page, "SUIVANT");
  await onStep(page, /stagiaire/);
  await press(page, "AJOUTER");
  await page.waitForFunction(() => location.hash.includes("/stagiaires/"));
  await page.waitForTimeout(200);
  await typeInto(page, "Date de naissance", trainee["Date de naissance"]);
  await typeInto(page, "Nom", trainee.Nom);
  await typeInto(page, "Prénom", trainee["Prénom"]);
  await pick(page, "Sexe", "Masculin");
  await pick(page, "CSP", "Employé");
  await pick(page, "Niveau de formation initial", "Niveau 4");
  await press(page, "Enregistrer et revenir à la liste");
  await page.getByRole("table").waitFor();
  await press(page, "SUIVANT");
  await onStep(page, /pi[eè]ces jointes/);
  await tabTo(page, /Programme de l'action/);
  const [chooser] = await Promise.all([page.waitForEvent("filechooser"), page.keyboard.press("Enter")]);
  await chooser.setFiles(pdfFile());
  await page.getByText("programme.pdf").first().waitFor();
  await press(page, "SUIVANT");
  await onStep(page, /Synthèse/);
  await typeInto(page, "Fait à", "Illzach");
  await tabTo(page, /J'atteste sur l'honneur/);
  await page.keyboard.press("Space");
  await press(page, "VALIDER");
  await onStep(page, /Vérifi/);
  await press(page, "Envoyer la demande");
  await onStep(page, /Demande (envoyée|transmise)/);
  assert.match(await main(page).innerText(), /AF-\d{4}-\d{6}/);
  assertQuiet(complaints);
  await context.close();
});

const focusedId = (page) => page.evaluate(() => document.activeElement.id);
const focusIs = (page, id) => page.waitForFunction((wanted) => document.activeElement.id === wanted, id);

test("keys that are the browser's reach it, wherever the focus is", async () => {
  const { page, context } = await openPage(receiver.url);
  await openDossier(page, "formation");
  await page.evaluate(() => {
    window.heard = [];
    addEventListener("keydown", (event) => { if (!["Control", "Alt", "Shift"].includes(event.key)) window.heard.push([event.code, event.defaultPrevented]); });
  });
  const keys = [
    "F1", "F3", "F5", "F6", "F11", "F12", "Control+l", "Control+r", "Control+p", "Control+f", "Control+g", "Control+s", "Control+d", "Control++", "Control+-",
    "Control+0", "Control+Shift+i", "Alt+ArrowLeft", "PageDown", "PageUp", "Control+End", "Control+Home",
  ];
  const assertFree = async (where) => {
    await page.evaluate(() => { window.heard.length = 0; });
    for (const key of keys) await page.keyboard.press(key);
    const heard = await page.evaluate(() => window.heard);
    assert.equal(heard.length, keys.length, `${where}: ${JSON.stringify(heard)}`);
    assert.deepEqual(heard.filter(([, prevented]) => prevented), [], where);
  };
  await page.evaluate(() => document.activeElement.blur());
  await assertFree("the page");
  for (const id of ["formation.intitule", "formation.nature.action", "formation.interne", "suivant", "menu-demandes"]) {
    await page.evaluate((name) => document.getElementById(name).focus(), id);
    await assertFree(id);
  }
  await page.evaluate(() => document.querySelector("[id^='chercher-']").click());
  await focusIs(page, "recherche-siret");
  await assertFree("a dialog");
  await context.close();
});

test("Tab goes once through every control in the order of the page, and leaves it at both ends", async () => {
  // Each way in a window of its own: once left, Firefox keeps the keyboard in its own bar.
  for (const key of ["Tab", "Shift+Tab"]) {
    const { page, context } = await openPage(receiver.url);
    await openDossier(page, "formation");
    /// In the order of the page; of a group of radios the one that is chosen, or else the first.
    const stops = await page.evaluate(() => [...document.querySelectorAll("#guichet :is(a[href], button, input, select, textarea, summary)")]
      .filter((one) => one.checkVisibility() && !one.disabled && one.tabIndex >= 0)
      .filter((one) => one.type !== "radio" || one === (document.querySelector(`input[name="${one.name}"]:checked`) ?? document.querySelector(`input[name="${one.name}"]`)))
      .map((one, place) => (one.id ||= `stop-${place}`)));
    assert.ok(stops.length > 30, `${stops.length} stops`);
    const walk = async (from) => {
      await page.evaluate((id) => document.getElementById(id).focus(), from);
      await page.evaluate(() => { window.taken = 0; addEventListener("keydown", (event) => { window.taken += Number(event.defaultPrevented); }); });
      const went = [from];
      for (let presses = 0; presses < stops.length + 5; ++presses) {
        await page.keyboard.press(key);
        const now = await page.evaluate(() => (document.activeElement === document.body || !document.hasFocus() ? "" : document.activeElement.id));
        // A browser without a bar of its own comes in again at the other end at once.
        if (now === "" || now === from) return went;
        went.push(now);
      }
      return assert.fail(`${key} never left the page: ${went.slice(-4)}`);
    };
    const order = key === "Tab" ? stops : stops.toReversed();
    assert.deepEqual(await walk(order[0]), order);
    assert.equal(await page.evaluate(() => window.taken), 0, "Tab is the browser's");
    await context.close();
  }
});

test("the skip link comes first, is seen when it has the focus, and leads past the menu", async () => {
  const { page, context } = await openPage(receiver.url);
  await openDossier(page, "employeur");
  await page.evaluate(() => document.getElementById("marque").focus());
  await page.keyboard.press("Shift+Tab");
  const link = await page.evaluate(() => {
    const one = document.activeElement;
    const { top, left, width, height } = one.getBoundingClientRect();
    return { skips: one.classList.contains("r-skip-link"), top, left, width, height, colour: getComputedStyle(one).color };
  });
  assert.ok(link.skips && link.top >= 0 && link.left >= 0 && link.width > 100 && link.height >= 40, JSON.stringify(link));
  assert.doesNotMatch(link.colour, /rgba\(.*, 0\)/);
  const hash = await page.evaluate(() => location.hash);
  await page.keyboard.press("Enter");
  await page.waitForFunction(() => document.activeElement.closest("main"));
  assert.equal(await page.evaluate(() => location.hash), hash, "the address is the step's still");
  await page.keyboard.press("Tab");
  assert.ok(await page.evaluate(() => document.activeElement.closest("main") !== null), "the next stop is in the content");
  await context.close();
});

test("Enter does what a form's button does; the focus goes to the new heading, or to what is refused", async () => {
  const { page, context } = await openPage(receiver.url);
  await openDossier(page, "employeur");
  const onHeading = (title) => page.waitForFunction((wanted) => document.activeElement.localName === "h1" && document.activeElement.textContent.includes(wanted), title);
  await page.evaluate(() => document.getElementById("employeur.commune").focus());
  await page.keyboard.press("Control+a");
  await page.keyboard.type("Mulhouse");
  await page.keyboard.press("Enter");
  await onHeading("La Formation");
  await page.evaluate(() => history.back());
  await onHeading("L'Employeur");
  assert.equal(await page.locator("[id='employeur.commune']").inputValue(), "Mulhouse", "the value went before the form");
  // Refused: what is wrong is read first, and Enter on it leads to the field.
  await page.evaluate(() => document.getElementById("employeur.denomination").focus());
  await page.keyboard.press("Control+a");
  await page.keyboard.press("Delete");
  await page.keyboard.press("Enter");
  await focusIs(page, "erreurs");
  await page.keyboard.press("Tab");
  await page.keyboard.press("Enter");
  await focusIs(page, "employeur.denomination");
  await page.keyboard.type("ACTIF AUTO");
  // A line of a text area is its own; of what is being composed too.
  await page.getByRole("navigation", { name: "Étapes de la demande" }).getByRole("link", { name: /Synthèse/ }).press("Enter");
  await onHeading("Synthèse");
  await page.evaluate(() => document.getElementById("synthese.commentaire").focus());
  await page.keyboard.type("un");
  await page.keyboard.press("Enter");
  await page.keyboard.type("deux");
  assert.equal(await page.locator("[id='synthese.commentaire']").inputValue(), "un\ndeux");
  await page.evaluate(() => document.getElementById("synthese.fait_a").focus());
  const cdp = await context.newCDPSession(page);
  await cdp.send("Input.imeSetComposition", { text: "Mulhous", selectionStart: 7, selectionEnd: 7 });
  await cdp.send("Input.dispatchKeyEvent", { type: "rawKeyDown", key: "Enter", code: "Enter", windowsVirtualKeyCode: 229 });
  await page.waitForTimeout(150);
  assert.equal(await focusedId(page), "synthese.fait_a", "Enter belongs to the input method");
  await cdp.send("Input.insertText", { text: "Mulhouse" });
  // As in a form of HTML, from a check box too.
  await page.evaluate(() => document.getElementById("synthese.attestation").focus());
  await page.keyboard.press("Enter");
  await onHeading("Vérification");
  await context.close();
});

test("the « next » key of a touch keyboard leads to the next field, and the last one on to the form's button", async () => {
  const { page, context } = await openPage(receiver.url, { viewport: { width: 390, height: 844 }, hasTouch: true, isMobile: true });
  await openDossier(page, "employeur");
  await page.locator("[id='employeur.denomination']").tap();
  for (const id of ["employeur.siret", "employeur.adresse", "employeur.code_postal"]) {
    await page.keyboard.press("Enter");
    await focusIs(page, id);
  }
  await page.locator("[id='employeur.telephone']").tap();
  await page.keyboard.press("Enter");
  await page.waitForFunction(() => document.activeElement.textContent.includes("La Formation"));
  await context.close();
});

test("Escape closes every dialog, and the focus is back where it was opened", async () => {
  const { page, context } = await openPage(receiver.url);
  await openDossier(page, "formation");
  const tryDialog = async (opener, within) => {
    await page.evaluate((id) => document.getElementById(id).focus(), opener);
    await page.keyboard.press("Enter");
    await page.waitForFunction(() => document.querySelector("dialog:modal")?.contains(document.activeElement));
    // Held in it, both ways, but for the browser's own.
    for (const key of ["Tab", "Shift+Tab"]) {
      for (let presses = 0; presses < 12; ++presses) {
        await page.keyboard.press(key);
        assert.ok(await page.evaluate(() => document.activeElement === document.body || document.querySelector("dialog:modal").contains(document.activeElement)), within);
      }
    }
    await page.keyboard.press("Escape");
    await page.waitForFunction(() => !document.querySelector("dialog"));
    await focusIs(page, opener);
  };
  const openers = await page.evaluate(() => [...document.querySelectorAll("[id^='chercher-'], [id^='modeles-']")].map((one) => one.id));
  assert.equal(openers.length, 2);
  for (const opener of openers) await tryDialog(opener, opener);
  await page.evaluate(() => { location.hash = location.hash.replace(/formation$/, "stagiaires/stagiaires/r1"); });
  await page.locator("[id^='connus-']").waitFor();
  await tryDialog("connus-r1", "people");
  await page.evaluate(() => { location.hash = "#/"; });
  await page.locator("[id^='renommer-']").waitFor();
  await tryDialog(await page.evaluate(() => document.querySelector("[id^='renommer-']").id), "rename");
  await context.close();
});

test("arrows move in radios and choose, and a group is one stop of Tab; selects take arrows and letters", async () => {
  const { page, context } = await openPage(receiver.url);
  await openDossier(page, "formation");
  await page.evaluate(() => document.getElementById("formation.nature.action").focus());
  const checked = () => page.evaluate(() => [document.activeElement.id, document.activeElement.checked]);
  for (const [key, id] of [["ArrowDown", "bilan"], ["ArrowRight", "vae"], ["ArrowDown", "action"], ["ArrowUp", "vae"], ["ArrowLeft", "bilan"]]) {
    await page.keyboard.press(key);
    assert.deepEqual(await checked(), [`formation.nature.${id}`, true], key);
  }
  await page.keyboard.press("Tab");
  assert.ok(!(await focusedId(page)).startsWith("formation.nature"));
  await page.keyboard.press("Shift+Tab");
  assert.equal(await focusedId(page), "formation.nature.bilan");
  const select = await page.evaluate(() => [...document.querySelectorAll("select")].find((one) => one.options.length > 1)?.id);
  await page.evaluate((id) => document.getElementById(id).focus(), select);
  const value = () => page.evaluate(() => document.activeElement.selectedOptions[0].label);
  const before = await value();
  await page.keyboard.press("Home");
  assert.equal(await value(), "Choisissez…");
  await page.keyboard.press("ArrowDown");
  assert.notEqual(await value(), "Choisissez…");
  await page.keyboard.type(before.slice(0, 4));
  assert.equal(await value(), before);
  await context.close();
});
