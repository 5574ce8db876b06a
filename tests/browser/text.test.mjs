// Text as French people type it: composed, pasted, undone; and the keyboard, which stays the browser's.
import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { button, closeBrowser, field, openPage, startReceiver } from "./harness.mjs";
import { fill, main, onStep, next, startRequest } from "./steps.mjs";

let receiver;
before(async () => { receiver = await startReceiver(); });
after(async () => { await closeBrowser(); await receiver.stop(); });

test("a dead key composes: ^ then e gives ê, in the field and in the dossier", async () => {
  const { page, context } = await openPage(receiver.url);
  await startRequest(page);
  const name = field(page, "Nom et prénom ou dénomination");
  await name.click();
  const keyboard = await context.newCDPSession(page);
  await keyboard.send("Input.insertText", { text: "For" });
  await keyboard.send("Input.imeSetComposition", { text: "^", selectionStart: 1, selectionEnd: 1 });
  await keyboard.send("Input.imeSetComposition", { text: "ê", selectionStart: 1, selectionEnd: 1 });
  await keyboard.send("Input.insertText", { text: "ê" });
  await keyboard.send("Input.insertText", { text: "t" });
  assert.equal(await name.inputValue(), "Forêt");
  await page.waitForTimeout(400);
  await page.reload();
  await onStep(page, /L'Employeur/);
  assert.equal(await field(page, "Nom et prénom ou dénomination").inputValue(), "Forêt");
  await context.close();
});

test("decomposed text that is pasted is stored composed, and undo brings back what was there", async () => {
  const { page, context } = await openPage(receiver.url, { permissions: ["clipboard-read", "clipboard-write"] });
  await startRequest(page);
  const place = field(page, "Commune");
  await place.click();
  await page.keyboard.type("Illzach");
  await page.evaluate(() => navigator.clipboard.writeText("Cha\u0302teau-d\u2019Œx « été » 12\u00a0€"));
  await page.keyboard.press("Control+a");
  await page.keyboard.press("Control+v");
  assert.equal((await place.inputValue()).normalize("NFC"), "Château-d’Œx « été » 12\u00a0€");
  await page.keyboard.press("Control+z");
  assert.equal(await place.inputValue(), "Illzach");
  await context.close();
});

test("what cannot be read is kept to the letter, told under the field, and asked about where it has one likely meaning", async () => {
  const { page, context } = await openPage(receiver.url);
  await startRequest(page);
  await fill(page, "SIRET", "123 456 789 01234");
  const wrong = field(page, "SIRET");
  assert.equal(await wrong.inputValue(), "123 456 789 01234");
  await page.waitForFunction((control) => control.getAttribute("aria-invalid") === "true", await wrong.elementHandle());
  const told = await wrong.evaluate((control) => control.getAttribute("aria-describedby").split(" ")
    .map((id) => document.getElementById(id)?.textContent ?? "").join(" "));
  assert.match(told, /SIRET/);
  await next(page);
  const forward = button(page, /Continuer/);
  if (await forward.count()) await forward.click();
  await page.getByRole("link", { name: /La Formation/ }).or(page.getByRole("button", { name: /La Formation/ })).first().click();
  await onStep(page, /La Formation/);
  await fill(page, "Date de début", "3/4/27");
  await main(page).getByText(/03\/04\/2027/).first().waitFor();
  await main(page).getByRole("button", { name: /03\/04\/2027/ }).click();
  await page.waitForFunction(() => document.getElementById("formation.date_debut").value === "03/04/2027");
  await context.close();
});

const french = "é è ç ê ô œ « » €";
/// Into these, each in another way.
const names = ["Nom et prénom ou dénomination", "Adresse", "Commune", "Convention collective applicable", "E-Mail"];
const stored = (page) => page.evaluate(() => new Promise(async (resolve, reject) => {
  const request = ((await navigator.storageBuckets?.open("guichet"))?.indexedDB ?? indexedDB).open("guichet");
  request.onerror = () => reject(request.error);
  request.onsuccess = () => {
    const all = request.result.transaction("records").objectStore("records").getAll();
    all.onsuccess = () => {
      request.result.close();
      resolve(all.result.filter((one) => one.includes('"reponses"')).map((one) => JSON.parse(one).reponses));
    };
  };
}));
/// Waits until the device holds the answer.
async function kept(page, path, value) {
  let found;
  for (let tries = 0; tries < 100; ++tries) {
    found = path.split(".").reduce((at, name) => at?.[name], (await stored(page))[0]);
    if (found === value) return;
    await page.waitForTimeout(50);
  }
  assert.equal(found, value, path);
}

test("é è ç ê ô œ « » € by composition, by paste and by drop are the same letters, in the field and on the device", async () => {
  const { page, context } = await openPage(receiver.url, { permissions: ["clipboard-read", "clipboard-write"] });
  await startRequest(page);
  const cdp = await context.newCDPSession(page);
  await field(page, names[0]).click();
  for (const letter of french) {
    const dead = { "é": "´", "è": "`", "ê": "^", "ô": "^" }[letter];
    if (dead) {
      await cdp.send("Input.imeSetComposition", { text: dead, selectionStart: 1, selectionEnd: 1 });
      await cdp.send("Input.imeSetComposition", { text: letter, selectionStart: 1, selectionEnd: 1 });
    }
    await cdp.send("Input.insertText", { text: letter });
  }
  await kept(page, "employeur.denomination", french);

  await field(page, names[1]).click();
  await page.evaluate((text) => navigator.clipboard.writeText(text.normalize("NFD")), french);
  await page.keyboard.press("Control+v");
  await kept(page, "employeur.adresse", french);

  // Onto a field that is only painted.
  const town = field(page, names[2]);
  await town.scrollIntoViewIfNeeded();
  const box = await town.boundingBox();
  const drag = { x: box.x + 30, y: box.y + box.height / 2, data: { items: [{ mimeType: "text/plain", data: french }], dragOperationsMask: 1 } };
  for (const type of ["dragEnter", "dragOver", "drop"]) await cdp.send("Input.dispatchDragEvent", { type, ...drag });
  assert.equal(await town.inputValue(), french);
  await kept(page, "employeur.commune", french);
  await page.reload();
  await onStep(page, /L'Employeur/);
  for (const name of names.slice(0, 3)) assert.equal(await field(page, name).inputValue(), french, name);
  await context.close();
});

test("the browser fills in the address by itself: taken over, shown, kept", async () => {
  const { page, context } = await openPage(receiver.url);
  await startRequest(page);
  const cdp = await context.newCDPSession(page);
  await cdp.send("Autofill.enable");
  await field(page, names[0]).click();
  const { root } = await cdp.send("DOM.getDocument");
  const { nodeId } = await cdp.send("DOM.querySelector", { nodeId: root.nodeId, selector: "[id='employeur.denomination']" });
  const { node } = await cdp.send("DOM.describeNode", { nodeId });
  const known = { COMPANY_NAME: "Cœur d’été", ADDRESS_HOME_LINE1: "24 avenue de Hollande", ADDRESS_HOME_ZIP: "68110", ADDRESS_HOME_CITY: "Illzach" };
  await cdp.send("Autofill.trigger", {
    fieldId: node.backendNodeId, address: { fields: Object.entries(known).map(([name, value]) => ({ name, value })) },
  });
  await kept(page, "employeur.commune", "Illzach");
  await kept(page, "employeur.denomination", "Cœur d’été");
  await kept(page, "employeur.adresse", "24 avenue de Hollande");
  await kept(page, "employeur.code_postal", "68110");
  // What it proposes stands in the control only: an autofilled control is seen, in focus or not.
  for (const name of ["Adresse", "Commune"]) {
    assert.deepEqual(await field(page, name).evaluate((one) => [one.matches(":autofill"), getComputedStyle(one).opacity]), [true, "1"], name);
  }
  // Typed over, it is painted again, where there is a picture.
  await fill(page, "Commune", "Mulhouse");
  assert.equal(await field(page, "Commune").evaluate((one) => getComputedStyle(one).opacity), process.env.GUICHET_PLAIN ? "1" : "0");
  await context.close();
});

test("undo and redo go several steps, and further after the field was left; the device follows", async () => {
  const { page, context } = await openPage(receiver.url, { permissions: ["clipboard-read", "clipboard-write"] });
  await startRequest(page);
  const address = field(page, "Adresse");
  await address.click();
  await page.keyboard.type("24 avenue");
  for (const [paste, then] of [[" de l’été", "24 avenue de l’été"], [" à Bœrsch", "24 avenue de l’été à Bœrsch"]]) {
    await page.evaluate((text) => navigator.clipboard.writeText(text), paste);
    await page.keyboard.press("Control+v");
    assert.equal(await address.inputValue(), then);
  }
  await page.keyboard.press("Control+z");
  assert.equal(await address.inputValue(), "24 avenue de l’été");
  await page.keyboard.press("Control+z");
  assert.equal(await address.inputValue(), "24 avenue");
  await page.keyboard.press("Control+Shift+z");
  assert.equal(await address.inputValue(), "24 avenue de l’été");
  await page.keyboard.press("Control+Shift+z");
  assert.equal(await address.inputValue(), "24 avenue de l’été à Bœrsch");
  await kept(page, "employeur.adresse", "24 avenue de l’été à Bœrsch");
  // Left, painted, written to the device, and come back to.
  await field(page, "Commune").click();
  await address.click();
  await page.keyboard.press("Control+z");
  await page.keyboard.press("Control+z");
  assert.equal(await address.inputValue(), "24 avenue");
  await kept(page, "employeur.adresse", "24 avenue");
  await context.close();
});

test("a double click on what is painted selects the word, three the whole; dragging selects; copied as it stands", async () => {
  const { page, context } = await openPage(receiver.url, { permissions: ["clipboard-read", "clipboard-write"] });
  await startRequest(page);
  await fill(page, "Adresse", "24 avenue de Hollande");
  const address = field(page, "Adresse");
  const selected = () => address.evaluate((one) => one.value.slice(one.selectionStart, one.selectionEnd).trim());
  await address.dblclick({ position: { x: 12 + 60, y: 22 } });
  assert.equal(await selected(), "avenue");
  await page.keyboard.press("Control+c");
  assert.equal((await page.evaluate(() => navigator.clipboard.readText())).trim(), "avenue");
  await address.blur();
  await address.click({ position: { x: 70, y: 22 }, clickCount: 3 });
  assert.equal(await selected(), "24 avenue de Hollande");
  await address.blur();
  const box = await address.boundingBox();
  await page.mouse.move(box.x + 13, box.y + 22);
  await page.mouse.down();
  await page.mouse.move(box.x + 200, box.y + 22, { steps: 4 });
  await page.mouse.up();
  assert.ok((await selected()).startsWith("24 avenue"), await selected());
  // Text of the page too, though it is only seen as a picture.
  const heading = main(page).getByRole("heading", { level: 1 });
  const place = await heading.boundingBox();
  await page.mouse.dblclick(place.x + 60, place.y + place.height / 2);
  assert.match(await page.evaluate(() => getSelection().toString()), /Employeur/);
  await context.close();
});

test("the context menu is the browser's, on fields and on text", async () => {
  const { page, context } = await openPage(receiver.url);
  await startRequest(page);
  await page.evaluate(() => {
    window.menus = [];
    addEventListener("contextmenu", (event) => { window.menus.push([event.target.closest("input, h1, button")?.localName, event.defaultPrevented]); });
  });
  await field(page, "Adresse").click({ button: "right" });
  await main(page).getByRole("heading", { level: 1 }).click({ button: "right" });
  await button(page, "SUIVANT").click({ button: "right" });
  await page.mouse.click(1000, 400, { button: "right" });
  const menus = await page.evaluate(() => window.menus);
  assert.deepEqual(menus.slice(0, 3), [["input", false], ["h1", false], ["button", false]]);
  assert.ok(menus.length === 4 && menus.every(([, prevented]) => !prevented), JSON.stringify(menus));
  await context.close();
});

test("each field asks for its keyboard; prose is spelled, codes and names are not", async () => {
  const { page, context } = await openPage(receiver.url);
  await startRequest(page);
  const traits = (id) => page.evaluate((name) => {
    const one = document.getElementById(name);
    const get = (attribute) => one.getAttribute(attribute) ?? "";
    return [get("inputmode"), get("enterkeyhint"), String(one.spellcheck), get("autocapitalize"), get("autocorrect"), get("autocomplete")].join(" ");
  }, id);
  const go = async (name) => {
    await page.getByRole("navigation").getByRole("link", { name }).first().click();
    await onStep(page, name);
  };
  const assertTraits = async (expected) => {
    for (const [id, wanted] of Object.entries(expected)) assert.equal(await traits(id), wanted, id);
  };
  const code = (mode, token = "") => `${mode} next false off off ${token}`;
  await assertTraits({
    "employeur.denomination": " next false words off organization",
    "employeur.siret": code("numeric", "off"), "employeur.adresse": " next false words off address-line1",
    "employeur.code_postal": code("numeric", "postal-code"), "employeur.commune": " next false words off address-level2",
    "employeur.naf": " next false  off off", "employeur.effectif": code("numeric", "off"), "employeur.convention": " next true   off",
    "employeur.idcc": " next false  off off", "employeur.email": code("email", "email"), "employeur.telephone": code("tel", "tel"),
  });
  await go(/La Formation/);
  await assertTraits({
    "organisme.nda": code("text", "off"), "organisme.code_postal": code("numeric", "section-organisme postal-code"),
    "formation.intitule": " next true   off", "formation.date_debut": code("numeric", "off"),
    "formation.duree": code("decimal", "off"), "formation.cout": code("decimal", "off"),
    "lieu.code_postal": code("numeric", "section-lieu postal-code"), "lieu.ville": " next false words off section-lieu address-level2",
  });
  await button(page, "SÉLECTIONNER OU CRÉER UN ORGANISME DE FORMATION").click();
  await page.getByRole("dialog").waitFor();
  await assertTraits({ "recherche-siret": "numeric search false off off off" });
  await page.keyboard.press("Escape");
  await page.getByRole("dialog").waitFor({ state: "detached" });
  await go(/stagiaire/);
  await button(page, "AJOUTER").click();
  await page.waitForFunction(() => location.hash.includes("/stagiaires/stagiaires/"));
  await page.waitForFunction(() => document.querySelector("[id$='.nir']"));
  const row = await page.evaluate(() => document.querySelector("[id$='.nir']").id.replace(/nir$/, ""));
  await assertTraits({ [`${row}nir`]: code("text", "off"), [`${row}nom`]: " next false words off off", [`${row}date_naissance`]: code("numeric", "off") });
  await go(/Synthèse/);
  assert.equal(await traits("synthese.commentaire"), "  true   off");
  await context.close();
});
