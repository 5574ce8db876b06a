// The look: every widget stands in the gallery, in every state, and the picture of each is the one that a person has reviewed.
//
// The gallery is of debug builds, so this file has a site of its own (GUICHET_DEBUG_SITE, otherwise build/dist-debug).
// GUICHET_UPDATE_GOLDENS=1 takes the pictures anew: look at each before it is committed. A picture that differs is written to
// build/look/, with what differs in red.
import assert from "node:assert/strict";
import { existsSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import path from "node:path";
import { after, before, test } from "node:test";
import { engine } from "./engines.mjs";
import { browser, closeBrowser, frames, openPage, root, startReceiver } from "./harness.mjs";
import { main } from "./steps.mjs";

const debugSite = process.env.GUICHET_DEBUG_SITE ?? path.join(root, "build/dist-debug");
const goldens = path.join(root, "tests/browser/look");
const differences = path.join(root, "build/look");
const updates = Boolean(process.env.GUICHET_UPDATE_GOLDENS);

let receiver;
before(async () => {
  assert.ok(existsSync(path.join(debugSite, "guichet.wasm")),
    `no page with the gallery in ${debugSite}: tools/build.sh gallery makes it`);
  receiver = await startReceiver({ site: debugSite });
});
after(async () => { await closeBrowser(); await receiver.stop(); });

// Each engine smooths its own way: the pictures are Chromium's.
const elsewhere = { skip: engine !== "chromium" && "the pictures are Chromium's" };
const wide = { viewport: { width: 1280, height: 2000 }, deviceScaleFactor: 1 };
const phone = { viewport: { width: 390, height: 1600 }, deviceScaleFactor: 2 };
const narrow = { viewport: { width: 320, height: 2000 }, deviceScaleFactor: 1 };

/// Waits until nothing is painted any more.
async function still(page) {
  await page.evaluate(() => document.fonts.ready);
  let before = -1;
  for (let now = await frames(page), same = 0; same < 3; now = await frames(page)) {
    same = now === before ? same + 1 : 0;
    before = now;
    await page.waitForTimeout(100);
  }
}

async function visit(page, hash, heading) {
  await page.evaluate((to) => { location.hash = to; }, hash);
  await main(page).getByRole("heading", { name: heading, exact: true }).waitFor();
  await page.mouse.move(2, 2);
  await still(page);
}

/// How far two pictures are from one another: pixels that no neighbour on the other side explains, and a picture of them.
async function compare(one, other) {
  const page = await (await browser()).newPage();
  const result = await page.evaluate(async (pictures) => {
    const [seen, golden] = await Promise.all(pictures.map(async (base64) => {
      const bytes = Uint8Array.from(atob(base64), (c) => c.charCodeAt(0));
      const image = await createImageBitmap(new Blob([bytes], { type: "image/png" }), { colorSpaceConversion: "none" });
      const canvas = new OffscreenCanvas(image.width, image.height).getContext("2d", { willReadFrequently: true });
      canvas.drawImage(image, 0, 0);
      return canvas.getImageData(0, 0, image.width, image.height);
    }));
    const { width, height } = golden;
    if (seen.width !== width || seen.height !== height) return { size: `${seen.width} × ${seen.height} instead of ${width} × ${height}` };
    const [seenPixels, goldenPixels] = [seen, golden].map(({ data }) => new Uint32Array(data.buffer));
    const near = (a, i, b, j) => Math.max(...[0, 1, 2].map((channel) => Math.abs(a[i + channel] - b[j + channel]))) <= 12;
    // Smoothed edges may fall a pixel to the side.
    const explained = (a, b, x, y) => {
      for (let dy = -1; dy <= 1; ++dy) for (let dx = -1; dx <= 1; ++dx) {
        const [u, v] = [x + dx, y + dy];
        if (u >= 0 && v >= 0 && u < width && v < height && near(a, 4 * (y * width + x), b, 4 * (v * width + u))) return true;
      }
      return false;
    };
    const shown = new ImageData(width, height);
    let count = 0;
    for (let y = 0; y < height; ++y) for (let x = 0; x < width; ++x) {
      const at = 4 * (y * width + x);
      const same = seenPixels[y * width + x] === goldenPixels[y * width + x] || near(seen.data, at, golden.data, at)
        || (explained(seen.data, golden.data, x, y) && explained(golden.data, seen.data, x, y));
      count += same ? 0 : 1;
      for (let channel = 0; channel < 3; ++channel) shown.data[at + channel] = same ? 192 + golden.data[at + channel] / 4 : channel ? 0 : 220;
      shown.data[at + 3] = 255;
    }
    const canvas = new OffscreenCanvas(width, height);
    canvas.getContext("2d").putImageData(shown, 0, 0);
    const blob = new Uint8Array(await (await canvas.convertToBlob({ type: "image/png" })).arrayBuffer());
    let text = "";
    for (const byte of blob) text += String.fromCharCode(byte);
    return { count, share: count / (width * height), difference: btoa(text) };
  }, [one, other].map((bytes) => bytes.toString("base64")));
  await page.close();
  return result;
}

/// The picture of what stands in that box of the page, beside its golden.
async function picture(page, name, clip, failures, { below = 0, width } = {}) {
  const box = typeof clip === "string" ? await page.locator(clip).first().boundingBox() : clip;
  box.height += below;
  if (width) box.width = width;
  // As far as the red line and a shadow reach.
  const margin = 20;
  const x = Math.max(0, Math.floor(box.x - margin));
  const y = Math.max(0, Math.floor(box.y - margin));
  const seen = await page.screenshot({
    clip: { x, y, width: Math.min(Math.ceil(box.x + box.width + margin), page.viewportSize().width) - x, height: Math.ceil(box.y + box.height + margin) - y },
  });
  const file = path.join(goldens, `${name}.png`);
  if (updates) {
    mkdirSync(goldens, { recursive: true });
    writeFileSync(file, seen);
    return;
  }
  if (!existsSync(file)) return void failures.push(`${name}: no golden`);
  const { size, count, share, difference } = await compare(seen, readFileSync(file));
  if (!size && share <= 0.0002) return;
  mkdirSync(differences, { recursive: true });
  writeFileSync(path.join(differences, `${name}.png`), seen);
  if (difference) writeFileSync(path.join(differences, `${name}-difference.png`), Buffer.from(difference, "base64"));
  failures.push(`${name}: ${size ?? `${count} pixels`} (see build/look/${name}.png${size ? "" : " and -difference.png"})`);
}

async function pictures(options, sections) {
  const { page, context } = await openPage(`${receiver.url}#/galerie/${sections[0][0]}`, options);
  const painted = await page.waitForFunction(() => document.documentElement.classList.contains("painted")).then(() => true, () => false);
  assert.ok(painted, "the page is not painted");
  const failures = [];
  for (const [section, heading, name, around] of sections) {
    await visit(page, `#/galerie/${section}`, heading);
    await picture(page, name, `#galerie-${section}`, failures, around);
  }
  await context.close();
  assert.deepEqual(failures, []);
}

test("every element that the page knows stands in the gallery, with every look that the style sheets tell apart", async () => {
  const { page, context, complaints } = await openPage(`${receiver.url}#/galerie`, wide);
  const seen = new Set();
  for (const place of ["", "/dialogue", "/message"]) {
    await page.evaluate((to) => { location.hash = to; }, `#/galerie${place}`);
    await page.locator(place === "/dialogue" ? "#dialogue" : place ? "#message" : "#galerie-composes").waitFor();
    for (const one of await page.evaluate(() => [...new Set([...document.querySelectorAll("#guichet *")].flatMap((element) => [...element.classList]))])) seen.add(one);
  }
  const protocol = readFileSync(path.join(root, "web/protocol.ts"), "utf8");
  const names = (list) => [...new RegExp(`export const ${list} = \\[(.*?)\\]`, "s").exec(protocol)[1].matchAll(/"(\w+)"/g)].map(([, name]) => name.replaceAll("_", "-"));
  const missing = names("roles").filter((name) => !seen.has(`r-${name}`)).map((name) => `role ${name}`);
  missing.push(...names("icons").filter((name) => name !== "none" && !seen.has(`i-${name}`)).map((name) => `icon ${name}`));
  missing.push(...names("looks").filter((name) => !seen.has(`l-${name}`)).map((name) => `look ${name}`));
  // A form is the screens' frame; `title`, `subtitle`, `value` and `calendar` are looks of it and of its dialogs.
  const frame = ["role form", "look subtitle", "look value", "look calendar"];
  assert.deepEqual(missing.filter((one) => !frame.includes(one)), []);
  assert.deepEqual(complaints, []);
  await context.close();
});

test("every element stands in the gallery in each state that it can be in", async () => {
  const states = {
    button: "disabled busy", link: "new-window", "text-field": "required invalid disabled readonly masked secret spell-check",
    "text-area": "invalid disabled readonly", select: "required invalid disabled", option: "selected", checkbox: "checked disabled invalid",
    radio: "checked disabled", "radio-group": "invalid", "file-field": "invalid multiple", combobox: "expanded collapsed",
    "listbox-option": "selected disabled", tab: "selected", "grid-cell": "selected current disabled focusable tab-stop", disclosure: "open",
    progress: "busy",
  };
  const { page, context } = await openPage(`${receiver.url}#/galerie`, wide);
  await page.locator("#galerie-composes").waitFor();
  const missing = await page.evaluate((wanted) => Object.entries(wanted).flatMap(([role, names]) => names.split(" ")
    .filter((name) => !document.querySelector(`#guichet .r-${role}.is-${name}`)).map((name) => `${role}: ${name}`)), states);
  assert.deepEqual(missing, []);
  // What is told to assistive technology is what is painted: each of these has its attribute.
  for (const [selector, attribute] of [["#c-requis", "aria-required"], ["#c-faute", "aria-invalid"], ["#c-inactif", "disabled"], ["#c-lu", "readonly"],
    ["#f-vide", "multiple"], ["#galerie-ouvert", "open"], ["#bouton-1-occupe", "aria-busy"], ["#galerie-recherche", "aria-expanded"]]) {
    assert.notEqual(await page.locator(selector).getAttribute(attribute), null, `${selector} ${attribute}`);
  }
  await context.close();
});

test("the gallery in light, 1280 px", elsewhere, () => pictures(wide, [
  ["textes", "Textes et liens", "textes", { width: 720 }], ["icones", "Icônes", "icones"], ["boutons", "Boutons", "boutons", { width: 600 }], ["champs", "Champs de texte", "champs"],
  ["choix", "Choix", "choix"], ["fichiers", "Fichiers", "fichiers"], ["messages", "Messages", "messages", { width: 720 }], ["tableaux", "Tableaux", "tableaux"],
  ["reponses", "Réponses", "reponses"], ["contenants", "Contenants", "contenants"], ["etapes", "Étapes", "etapes", { width: 320 }], ["composes", "Calendrier, onglets, liste, anneau", "composes", { below: 230 }],
]));

test("the gallery in the dark", elsewhere, () => pictures({ ...wide, colorScheme: "dark" }, [
  ["boutons", "Boutons", "boutons-sombre", { width: 600 }], ["champs", "Champs de texte", "champs-sombre"],
  ["messages", "Messages", "messages-sombre", { width: 720 }],
]));

test("the gallery on a phone, at twice the density", elsewhere, () => pictures(phone, [
  ["tableaux", "Tableaux", "tableaux-390"], ["etapes", "Étapes", "etapes-390"],
]));

test("the gallery at 320 px", elsewhere, () => pictures(narrow, [["choix", "Choix", "choix-320"], ["reponses", "Réponses", "reponses-320"]]));

test("what the pointer and the keyboard do to buttons, fields and choices, and what stands above the page", elsewhere, async () => {
  const { page, context } = await openPage(`${receiver.url}#/galerie/boutons`, { ...wide, viewport: { width: 1280, height: 900 } });
  const failures = [];
  await visit(page, "#/galerie/boutons", "Boutons");
  // The ring is the keyboard's; the pointer is over one button, then presses it.
  await page.locator("#bouton-1").focus();
  await page.keyboard.press("Tab");
  await page.locator("#bouton-2").hover();
  await still(page);
  await picture(page, "boutons-survol", "#galerie-boutons", failures, { width: 600, below: -180 });
  await page.mouse.down();
  await still(page);
  await picture(page, "boutons-presse", "#galerie-boutons", failures, { width: 600, below: -180 });
  await page.mouse.move(2, 2);
  await page.mouse.up();
  await page.evaluate(() => { location.hash = "#/galerie/dialogue"; });
  await page.getByRole("dialog").waitFor();
  await page.keyboard.press("Tab");
  await page.getByRole("dialog").getByRole("button", { name: "Renommer" }).focus();
  await still(page);
  await picture(page, "dialogue", "#dialogue", failures);
  await page.keyboard.press("Escape");
  await page.evaluate(() => { location.hash = "#/galerie/message"; });
  await page.locator("#message").waitFor();
  await still(page);
  await picture(page, "message", "#message", failures);
  await context.close();
  assert.deepEqual(failures, []);
});

test("what the pointer and the keyboard do to fields, choices, tabs and days", elsewhere, async () => {
  const { page, context } = await openPage(`${receiver.url}#/galerie/champs`, wide);
  const failures = [];
  await visit(page, "#/galerie/champs", "Champs de texte");
  await page.locator("#c-rempli").focus();
  await page.locator("#c-requis").hover();
  await still(page);
  await picture(page, "champs-survol", "#galerie-champs", failures, { below: -640 });
  await visit(page, "#/galerie/choix", "Choix");
  // By the keyboard, so that the ring is there.
  await page.locator("#k-interne").focus();
  await page.keyboard.press("Shift+Tab");
  await page.keyboard.press("Shift+Tab");
  await page.locator("#k-non").hover();
  await still(page);
  await picture(page, "choix-survol", "#galerie-choix", failures);
  await visit(page, "#/galerie/composes", "Calendrier, onglets, liste, anneau");
  await page.locator("#galerie-onglet-2").hover();
  await still(page);
  await picture(page, "onglets-survol", "#guichet [role=tablist]", failures);
  await page.locator("#galerie-jour-10").focus();
  await page.keyboard.press("Tab");
  await page.keyboard.press("Shift+Tab");
  await page.locator("#galerie-jour-18").hover();
  await still(page);
  await picture(page, "calendrier-survol", "#galerie-calendrier", failures);
  await context.close();
  assert.deepEqual(failures, []);
});

test("the home page without a request, in the dark, on a phone; and the choice of a procedure", elsewhere, async () => {
  const { page, context } = await openPage(receiver.url, { ...phone, viewport: { width: 390, height: 760 }, colorScheme: "dark" });
  const failures = [];
  await visit(page, "#/", "Mes demandes");
  await picture(page, "accueil-sombre-390", { x: 0, y: 0, width: 390, height: 760 }, failures);
  await visit(page, "#/nouvelle", "Créer une demande");
  await page.getByRole("button", { name: /^Action de formation/ }).waitFor();
  await still(page);
  assert.equal(await main(page).getByText("ne peut pas être utilisée").count(), 0, "a procedure that cannot be used is offered");
  await picture(page, "nouvelle-sombre-390", { x: 0, y: 0, width: 390, height: 600 }, failures);
  await context.close();
  assert.deepEqual(failures, []);
});
