// One theme: no colour, size, radius or distance of the page stands outside assets/theme.json.
import assert from "node:assert/strict";
import { readFileSync, readdirSync } from "node:fs";
import path from "node:path";
import { test } from "node:test";
import { fileURLToPath } from "node:url";

const root = path.resolve(path.dirname(fileURLToPath(import.meta.url)), "../..");
const theme = JSON.parse(readFileSync(path.join(root, "assets/theme.json"), "utf8"));
const dashed = (name) => `--${name.replaceAll("_", "-")}`;
const colours = new Set(Object.keys(theme.palettes.light).map(dashed));

/// Declarations of a style sheet with the rule they stand in; comments, and the conditions of media, are no declarations.
function declarations(text) {
  const bare = text.replace(/\/\*.*?\*\//gs, "").replace(/url\("[^"]*"\)/g, "url()");
  const found = [];
  for (const [, selector, body] of bare.matchAll(/([^{};]+)\{([^{}]*)/g)) {
    for (const one of body.split(";")) {
      const [, property, value] = /^\s*([a-z-]+)\s*:\s*(.+?)\s*$/s.exec(one) ?? [];
      if (property) found.push({ selector: selector.trim(), property, value });
    }
  }
  return found;
}

const sheets = readdirSync(path.join(root, "shell")).filter((name) => name.endsWith(".css"))
  .map((name) => ({ name, rules: declarations(readFileSync(path.join(root, "shell", name), "utf8")) }));
/// Paper has its own units: millimetres and points.
const screens = sheets.filter(({ name }) => name !== "print.css");

function stray(sheet, test) {
  return sheet.flatMap(({ name, rules }) => rules.filter(test).map((one) => `${name}: ${one.selector} { ${one.property}: ${one.value} }`));
}

test("the style sheets are read", () => {
  const count = screens.reduce((sum, { rules }) => sum + rules.length, 0);
  assert.ok(screens.length >= 8 && count > 600, `${screens.length} sheets, ${count} declarations`);
});

test("a colour is one of the theme's, by its name", () => {
  const own = /#(?!000[0 ])[0-9a-f]{3,8}\b|\b(?:rgba?|hsla?|hwb|lab|lch|oklab|oklch|color|color-mix)\(|\b(?:white|black|red|green|blue|gr[ae]y|silver|orange|yellow|navy|teal)\b/i;
  // On paper not every engine reads custom properties: there a colour may stand by its value.
  const light = new Set([...Object.values(theme.palettes.light), "#fff"]);
  const strays = sheets.flatMap(({ name, rules }) => rules.filter(({ value }) => {
    const [found] = own.exec(value) ?? [];
    return found && !(name === "print.css" && light.has(found));
  }).map((one) => `${name}: ${one.selector} { ${one.property}: ${one.value} }`));
  assert.deepEqual(strays, []);
});

test("a custom property that is used is the theme's, or is set by the sheets themselves", () => {
  const known = new Set([...colours, ...["metrics", "rem"].flatMap((part) => Object.keys(theme[part]).map(dashed))]);
  for (const { rules } of sheets) for (const { property } of rules) if (property.startsWith("--")) known.add(property);
  const icons = readFileSync(path.join(root, "shell/icons.svg"), "utf8");
  known.add("--icon-count");
  for (const [, name] of icons.matchAll(/<g id="([a-z-]+)"/g)) known.add(`--icon-${name}`);
  // What web/paper.ts says at the foot of each sheet.
  known.add("--foot");
  assert.deepEqual(stray(sheets, ({ value }) => [...value.matchAll(/var\((--[a-z0-9-]+)/g)].some(([, name]) => !known.has(name))), []);
});

test("a size of type is one of the theme's scale", () => {
  const sizes = new Set(["inherit", "0", "1rem", ...Object.keys(theme.rem).map((name) => `var(${dashed(name)})`)]);
  assert.deepEqual(stray(screens, ({ property, value }) => property === "font-size" && !sizes.has(value)), []);
  // The shorthand names the text's own size and line.
  assert.deepEqual(stray(screens, ({ property, value }) => property === "font" && !/^(inherit$|(400|600) (1rem|max\(1rem, 16px\))\/1\.5(rem)? )/.test(value)), []);
  assert.deepEqual(stray(screens, ({ property, value }) => property === "font-weight" && !/^(400|600)$/.test(value)), []);
});

test("a radius is the theme's, or makes a circle", () => {
  assert.deepEqual(stray(screens, ({ property, value }) => property === "border-radius" && !/^(50%|var\(--radius-(small|control|card|dialog)\))$/.test(value)), []);
});

test("a shadow has the theme's colour", () => {
  assert.deepEqual(stray(screens, ({ property, value }) => property === "box-shadow" && !/^none/.test(value) && !/var\(--[a-z-]+\)(?: !important)?$/.test(value)), []);
});

test("distances stand on the grid of 4 px, or are named in the theme with their reason", () => {
  const { step, off } = theme.grid;
  // What makes room for a border is as wide as the border.
  const lines = new Set([theme.metrics.border, theme.metrics.border_strong]);
  const measured = /^(?:margin|padding|gap|row-gap|column-gap|inset|top|bottom|left|right|width|height|min-|max-|line-height|flex|grid-template|scroll|contain)/;
  const odd = new Set();
  const strays = stray(screens, ({ property, value, selector }) => measured.test(property) && !/visually-hidden|^\.live$/.test(selector)
    && [...value.matchAll(/(?<![\w.-])-?([0-9]*\.?[0-9]+)(rem|px)\b/g)].some(([, number, unit]) => {
      const px = Number(number) * (unit === "rem" ? 16 : 1);
      if (px % step === 0 || (unit === "px" && lines.has(px))) return false;
      odd.add(String(px));
      return !(String(px) in off);
    }));
  assert.deepEqual(strays, []);
  assert.deepEqual(Object.keys(off).filter((px) => !odd.has(px)), [], "named in the theme, and used nowhere");
  for (const [name, value] of Object.entries(theme.rem)) {
    if (/^(gap|control|measure)/.test(name)) assert.equal((value * 16) % step, 0, name);
  }
});

test("the painter takes its colours and measures from the theme", () => {
  const folder = path.join(root, "src/paint");
  const strays = [];
  for (const name of readdirSync(folder).filter((one) => /\.[ch]pp$/.test(one) && !/^(font_file|imgui_config|renderer)/.test(one))) {
    readFileSync(path.join(folder, name), "utf8").split("\n").forEach((line, at) => {
      const code = line.replace(/\/\/.*$/, "");
      const colour = /0x(?!00FFFFFF)[0-9a-f]{8}U?\b|IM_COL32\(/i.test(code);
      // A border, a length or a shadow given as a number, and not by its name.
      const measure = /\bbrush\.(?:line|length)\((?:[^()]* [:+-] )?[0-9]*\.?[0-9]+F?\)|\bbrush\.shadow\([^)]*, [0-9.]+F?,/.test(code);
      const radius = /\bbrush\.(?:fill|bordered|outline|dashed|focus_ring)\((?:[\w.]+|\{[^}]*\}), [1-9][0-9.]*F?,/.test(code);
      if (colour || measure || radius) strays.push(`${name}:${at + 1}: ${line.trim()}`);
    });
  }
  assert.deepEqual(strays, []);
});
