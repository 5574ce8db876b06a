// One theme, two readers: assets/theme.json and shell/icons.svg become CSS custom properties for the browser and
// constants for the painter, so that a control shown by the browser and its painted neighbour cannot differ.
//
//   node tools/theme.mjs --json assets/theme.json --css OUT.css --hpp OUT.hpp
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const options = {};
for (let i = 2; i + 1 < process.argv.length; i += 2) options[process.argv[i].replace(/^--/, '')] = process.argv[i + 1];
if (!options.json || !(options.css || options.hpp)) {
  console.error('usage: theme.mjs --json theme.json [--css OUT] [--hpp OUT] [--icons icons.svg]');
  process.exit(2);
}
const project = dirname(dirname(fileURLToPath(import.meta.url)));
const theme = JSON.parse(readFileSync(options.json, 'utf8'));
const icons = readIcons(readFileSync(options.icons ?? join(project, 'shell/icons.svg'), 'utf8'));

const colourNames = Object.keys(theme.palettes.light);
for (const [name, palette] of Object.entries(theme.palettes)) {
  const missing = colourNames.filter((colour) => !/^#[0-9a-f]{6}([0-9a-f]{2})?$/.test(palette[colour] ?? ''));
  const extra = Object.keys(palette).filter((colour) => !colourNames.includes(colour));
  if (missing.length || extra.length) {
    console.error(`theme.json: palette ${name}: missing or malformed ${missing.join(', ') || '-'}; unknown ${extra.join(', ') || '-'}`);
    process.exit(1);
  }
}
if (options.css) write(options.css, css());
if (options.hpp) write(options.hpp, header());

function write(file, text) {
  mkdirSync(dirname(file), { recursive: true });
  writeFileSync(file, text);
}

function dashed(name) { return name.replaceAll('_', '-'); }

// ---- CSS ------------------------------------------------------------------------------------------------------

function css() {
  const colours = (palette) => colourNames.map((name) => `--${dashed(name)}:${theme.palettes[palette][name]};`).join('');
  const metrics = Object.entries(theme.metrics).map(([name, value]) => `--${dashed(name)}:${value}px;`).join('');
  const sizes = Object.entries(theme.rem).map(([name, value]) => `--${dashed(name)}:${value}rem;`).join('');
  const positions = icons.map((icon, index) => `.i-${icon.name}{--icon-row:${index}}`).join('\n');
  // The layers make the order in which the style sheets are joined irrelevant, as long as this file comes first.
  return `/* Made by tools/theme.mjs from assets/theme.json and shell/icons.svg. */
@layer base, layout, containers, controls, steps, tables, overlays, narrow, hidden, painted, print;
:root{color-scheme:light;${metrics}${sizes}--icon-count:${icons.length};
${icons.map((icon, index) => `--icon-${icon.name}:${index};`).join('')}
${colours('light')}}
@media (prefers-color-scheme:dark){:root{color-scheme:dark;${colours('dark')}}}
@media (prefers-contrast:more){:root{${colours('contrast_light')}}}
@media (prefers-contrast:more) and (prefers-color-scheme:dark){:root{${colours('contrast_dark')}}}
@media print{:root{color-scheme:light;${colours('light')}}}
${positions}
`;
}

// ---- C++ ------------------------------------------------------------------------------------------------------

function header() {
  // ImGui's byte order: alpha, blue, green, red from the top.
  const packed = (hex) => {
    const value = hex.slice(1).padEnd(8, 'f');
    const [r, g, b, a] = [0, 2, 4, 6].map((at) => value.slice(at, at + 2));
    return `0x${a}${b}${g}${r}U`;
  };
  const float = (value) => (Number.isInteger(value) ? `${value}.0F` : `${value}F`);
  const palettes = Object.entries(theme.palettes)
    .map(([name, palette]) => `    {${colourNames.map((colour) => packed(palette[colour])).join(', ')}},  // ${name}`).join('\n');
  const pairs = Object.entries({ text: 4.5, ui: 3 })
    .flatMap(([kind, ratio]) => theme.pairs[kind].map(([front, back]) =>
      `    {"${front} on ${back}", &Colours::${front}, &Colours::${back}, ${float(ratio)}},`)).join('\n');
  const steps = icons.flatMap((icon) => icon.steps);
  let first = 0;
  const ranges = icons.map((icon) => {
    const range = `    {"${icon.name}", ${first}, ${icon.steps.length}},`;
    first += icon.steps.length;
    return range;
  }).join('\n');
  return `// Made by tools/theme.mjs from assets/theme.json and shell/icons.svg: change those.
#pragma once

#include <array>
#include <cstdint>
#include <string_view>

namespace guichet::theme {

/// Colours as ImGui packs them (0xAABBGGRR).
struct Colours {
${colourNames.map((name) => `    std::uint32_t ${name};`).join('\n')}
};

/// In the order of the enum Palette.
inline constexpr std::array<Colours, ${Object.keys(theme.palettes).length}> palettes{{
${palettes}
}};

/// A colour that must be legible on another, and by how much (WCAG 2.2: 1.4.3 and 1.4.11).
struct Pair {
    std::string_view name;
    std::uint32_t Colours::* front;
    std::uint32_t Colours::* back;
    float ratio;
};
inline constexpr std::array<Pair, ${theme.pairs.text.length + theme.pairs.ui.length}> pairs{{
${pairs}
}};

// CSS pixels.
${Object.entries({ ...theme.metrics, ...theme.painted }).map(([name, value]) => `inline constexpr float ${name} = ${float(value)};`).join('\n')}

/// A step of an icon's outline on a grid of 24: 'M' move, 'L' line, 'C' curve (two handles, then the end), 'Z' close,
/// 'S' end of a stroke, 'F' end of a filled outline.
struct IconStep {
    char kind;
    float a, b, c, d, x, y;
};
inline constexpr std::array<IconStep, ${steps.length}> icon_steps{{
${steps.map(([kind, a, b, c, d, x, y]) => `    {'${kind}', ${[a, b, c, d, x, y].map(float).join(', ')}},`).join('\n')}
}};

struct IconRange {
    std::string_view name;
    std::uint32_t first;
    std::uint32_t count;
};
/// In the order of the enum Icon, which begins with none: icon n stands at n - 1. Those after its last are the painter's own.
inline constexpr std::array<IconRange, ${icons.length}> icon_ranges{{
${ranges}
}};
${icons.map((icon, index) => `inline constexpr std::uint32_t icon_${icon.name.replaceAll('-', '_')} = ${index};`).join('\n')}

}  // namespace guichet::theme
`;
}

// ---- icons ----------------------------------------------------------------------------------------------------

// Reads the sprite: groups with an id, holding paths (M L H V C Z, absolute) and circles.
function readIcons(svg) {
  const found = [];
  for (const [, name, body] of svg.matchAll(/<g id="([a-z-]+)"[^>]*>(.*?)<\/g>/gs)) {
    const steps = [];
    for (const [element] of body.matchAll(/<(?:path|circle)[^>]*>/g)) {
      const filled = /class="dot"/.test(element);
      const path = /\bd="([^"]*)"/.exec(element);
      steps.push(...(path ? pathSteps(path[1], name) : circleSteps(element)), [filled ? 'F' : 'S', 0, 0, 0, 0, 0, 0]);
    }
    found.push({ name, steps });
  }
  return found;
}

function pathSteps(text, name) {
  const words = text.match(/[A-Za-z]|-?[0-9.]+/g);
  const steps = [];
  let [x, y, at, command] = [0, 0, 0, ''];
  const number = () => Number(words[at++]);
  while (at < words.length) {
    if (/[A-Za-z]/.test(words[at])) command = words[at++];
    if (command === 'Z') { steps.push(['Z', 0, 0, 0, 0, 0, 0]); continue; }
    if (command === 'C') {
      const [a, b, c, d] = [number(), number(), number(), number()];
      [x, y] = [number(), number()];
      steps.push(['C', a, b, c, d, x, y]);
    } else if (command === 'M' || command === 'L') {
      [x, y] = [number(), number()];
      steps.push([command, 0, 0, 0, 0, x, y]);
    } else if (command === 'H' || command === 'V') {
      if (command === 'H') x = number(); else y = number();
      steps.push(['L', 0, 0, 0, 0, x, y]);
    } else throw new Error(`icons.svg: ${name}: command ${command} is not known`);
  }
  return steps;
}

function circleSteps(element) {
  const [cx, cy, r] = ['cx', 'cy', 'r'].map((key) => Number(new RegExp(`\\b${key}="([^"]*)"`).exec(element)[1]));
  const round = (value) => Math.round(value * 1000) / 1000;
  const k = r * 0.5523;
  const curve = (...numbers) => ['C', ...numbers.map(round)];
  return [
    ['M', 0, 0, 0, 0, round(cx + r), cy],
    curve(cx + r, cy + k, cx + k, cy + r, cx, cy + r),
    curve(cx - k, cy + r, cx - r, cy + k, cx - r, cy),
    curve(cx - r, cy - k, cx - k, cy - r, cx, cy - r),
    curve(cx + k, cy - r, cx + r, cy - k, cx + r, cy),
    ['Z', 0, 0, 0, 0, 0, 0],
  ];
}
