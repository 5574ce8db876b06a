// Contrast of the one theme file (WCAG 2.2, 1.4.3 and 1.4.11) in each of its palettes. axe cannot judge what is painted. That
// the pairs are all that the screens use is seen in the page: tests/browser/palette.test.mjs.
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { test } from "node:test";
import { contrast } from "../browser/contrast.mjs";

const { palettes, pairs } = JSON.parse(readFileSync(new URL("../../assets/theme.json", import.meta.url), "utf8"));

test("contrast is measured as WCAG says", () => {
  assert.equal(contrast("#000000", "#ffffff"), 21);
  assert.ok(Math.abs(contrast("#777777", "#ffffff") - 4.48) < 0.01);
});

for (const [name, palette] of Object.entries(palettes)) {
  test(`${name}: text at 4.5 to 1, controls and focus at 3 to 1`, () => {
    for (const [kind, least] of [["text", 4.5], ["ui", 3]]) {
      for (const [front, back] of pairs[kind]) {
        const found = contrast(palette[front], palette[back]);
        assert.ok(found >= least, `${front} (${palette[front]}) on ${back} (${palette[back]}): ${found.toFixed(2)}, needs ${least}`);
      }
    }
  });
}

test("high contrast asks for more: text at 7 to 1", () => {
  for (const name of ["contrast_light", "contrast_dark"]) {
    for (const [front, back] of pairs.text.filter(([one]) => !/disabled|_soft|toast/.test(one))) {
      const found = contrast(palettes[name][front], palettes[name][back]);
      assert.ok(found >= 7, `${name}: ${front} on ${back}: ${found.toFixed(2)}`);
    }
  }
});
