// The tables of the docs say what is: docs/champs.md (the guides' elements → ours) and docs/regles-sources.md (rule → source → example).
import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { existsSync, readFileSync } from "node:fs";
import path from "node:path";
import { test } from "node:test";
import { fileURLToPath } from "node:url";
import { procedures } from "../support/examples.mjs";

const root = path.join(path.dirname(fileURLToPath(import.meta.url)), "../..");
const tool = path.join(root, process.env.GUICHET_BUILD ?? "build/native", "procedure_tool");
const known = new Map(procedures().map(({ id, file }) => [id, file]));
const assembled = new Map();

/// What a procedure has, by name: fields (a row's with its group in front), their choices, groups, zones, sections, steps, statuses.
function names(id) {
  if (!assembled.has(id)) {
    const procedure = JSON.parse(execFileSync(tool, ["assemble", known.get(id)], { encoding: "utf8", maxBuffer: 1 << 26 }));
    const found = new Map();
    const keep = (name, what) => { if (!found.has(name) || what.required !== undefined) found.set(name, what); };
    for (const step of procedure.steps) {
      for (const section of step.sections) {
        for (const item of section.items) {
          keep(item.field ?? item.group ?? item.attachment ?? item.schedule, { required: item.group ? item.minimum > 0 : item.required ?? false });
          const codes = procedure.nomenclatures?.find(({ id: list }) => list === item.nomenclature)?.choices ?? [];
          for (const one of codes) keep(`${item.field}=${one[0] ?? one.code}`, {});
          for (const inner of item.group ? item.items : []) keep(`${item.group}.${inner.field}`, { required: inner.required ?? false });
        }
        keep(section.id, {});
      }
      keep(step.id, {});
    }
    for (const status of procedure.statuses) keep(`statut:${status.id}`, {});
    assembled.set(id, found);
  }
  return assembled.get(id);
}

/// The rows of the tables: [what the guide shows, what answers to it, the procedure that the heading names].
const rows = [];
let heading;
for (const line of readFileSync(path.join(root, "docs/champs.md"), "utf8").split("\n")) {
  if (line.startsWith("#")) heading = /`([a-z0-9.-]+)`\)$/.exec(line)?.[1];
  const cells = /^\| (.*) \| (.*) \|$/.exec(line);
  if (cells && cells[1] !== "Dans le guide") rows.push([cells[1], cells[2], heading]);
}

test(`each of the ${rows.length} elements of the guides has what answers to it`, () => {
  assert.ok(rows.length > 180, `${rows.length} rows`);
  const faults = [];
  for (const [element, ours, about] of rows) {
    const spans = [...ours.matchAll(/`([^`]+)`/g)].map(([, span]) => span);
    if (!spans.length && !ours.startsWith("Sans objet : ")) faults.push(`« ${element} » : nothing answers to it`);
    for (const span of spans) {
      if (span.includes("/")) {
        if (!existsSync(path.join(root, span))) faults.push(`« ${element} » : there is no ${span}`);
        continue;
      }
      if (known.has(span)) continue;
      const cut = span.indexOf(":");
      const other = cut > 0 && span.slice(0, cut) !== "statut";
      const id = other ? span.slice(0, cut) : about;
      if (!known.has(id)) {
        faults.push(`« ${element} » : there is no procedure ${id ?? span}`);
        continue;
      }
      const found = names(id).get(other ? span.slice(cut + 1) : span);
      if (!found) faults.push(`« ${element} » : ${id} has no ${span}`);
      else if (/ \*( \(.*\))?$/.test(element) && !found.required) faults.push(`« ${element} » : ${span} is not asked for in ${id}`);
    }
  }
  assert.equal(faults.length, 0, `\n  ${faults.join("\n  ")}`);
});

test("what champs.md calls a page of a portal is in the menu of one", () => {
  const { portals } = JSON.parse(readFileSync(path.join(root, "shell/portals.json"), "utf8"));
  const labels = new Set(portals.flatMap(({ menu }) => menu.map(({ label }) => label)));
  const named = rows.flatMap(([element, ours]) => [...ours.matchAll(/« ([^»]+) » du portail/g)].map(([, label]) => [label, element]));
  assert.ok(named.length >= 9, `${named.length} pages`);
  for (const [label, element] of named) assert.ok(labels.has(label), `« ${element} » : no portal has « ${label} »`);
});

test("docs/regles-sources.md is what tools/rules-table.mjs makes, and something shows each rule", () => {
  execFileSync(process.execPath, [path.join(root, "tools/rules-table.mjs"), "--check"], { encoding: "utf8", maxBuffer: 1 << 26 });
});
