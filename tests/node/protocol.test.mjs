// The numbers that C++ and the page share: both sides say the same, in the same order.
import assert from "node:assert/strict";
import { readFile } from "node:fs/promises";
import path from "node:path";
import { test } from "node:test";
import { fileURLToPath } from "node:url";
import { transform } from "esbuild";

const root = path.resolve(path.dirname(fileURLToPath(import.meta.url)), "../..");
const read = (file) => readFile(path.join(root, file), "utf8");

const { code } = await transform(await read("web/protocol.ts"), { loader: "ts", format: "esm" });
const page = await import(`data:text/javascript;base64,${Buffer.from(code).toString("base64")}`);

const withoutComments = (text) => text.replace(/\/\*[\s\S]*?\*\/|\/\/[^\n]*/g, "");
const node = withoutComments(await read("src/view/node.hpp"));
const patch = withoutComments(await read("src/view/patch.hpp"));
const wire = withoutComments(await read("src/platform/web/wire.hpp"));
const painter = withoutComments(await read("src/paint/painter.hpp"));

/** [name, number] of each enumerator, as the compiler counts them. */
function enumerators(text, name) {
  const body = new RegExp(`enum class ${name}\\b[^{]*\\{([^}]*)\\}`).exec(text)?.[1];
  assert.ok(body, `no enum class ${name}`);
  let next = 0;
  return body.split(",").map((part) => part.trim()).filter(Boolean).map((part) => {
    const [, label, given] = /^(\w+)(?:\s*=\s*(\d+))?$/.exec(part);
    const number = given === undefined ? next : Number(given);
    next = number + 1;
    return [label, number];
  });
}

/** [name, place of the bit] of `inline constexpr … name = 1U << nU;` in a namespace. */
function bits(text, name) {
  const body = new RegExp(`namespace ${name} \\{([^}]*)\\}`).exec(text)?.[1];
  assert.ok(body, `no namespace ${name}`);
  return [...body.matchAll(/(\w+)\s*=\s*1U << (\d+)U/g)].map(([, label, place]) => [label, Number(place)]);
}

const listed = (names, first = 0) => names.map((name, place) => [name, place + first]);

for (const [name, text, names, first] of [
  ["Role", node, page.roles], ["Look", node, page.looks], ["Layout", node, page.layouts], ["Gap", node, page.gaps],
  ["Width", node, page.widths], ["Icon", node, page.icons], ["Operation", patch, page.operations, 1],
  ["Attribute", patch, page.attributes], ["Listens", patch, page.listens], ["Ask", wire, page.asks], ["Tell", wire, page.tells],
]) {
  test(`${name} is the same on both sides`, () => assert.deepEqual(listed(names, first), enumerators(text, name)));
}

test("the bits of states are the same on both sides", () => assert.deepEqual(listed(page.states), bits(node, "state")));

test("the bits of touches are the same on both sides", () => {
  assert.deepEqual(Object.entries(page.touch), bits(painter, "touch").map(([name, place]) => [name, 2 ** place]));
});

test("the causes of a frame are the same on both sides", () => {
  assert.deepEqual(Object.entries(page.cause), bits(wire, "cause").map(([name, place]) => [name, 2 ** place]));
});

test("what a patch changed is the same on both sides", async () => {
  const mirror = await read("web/mirror.ts");
  for (const [name, place] of bits(wire, "changed")) assert.match(mirror, new RegExp(`\\b${name}: ${2 ** place}\\b`));
});

test("the records of the layout have as many words on both sides", async () => {
  const layout = await read("src/platform/web/layout.hpp");
  const boxes = await read("web/boxes.ts");
  for (const [record, words] of [["SurfaceRecord", "surfaceWords"], ["BoxRecord", "boxWords"], ["LineRecord", "lineWords"]]) {
    const count = new RegExp(`sizeof\\(${record}\\) == (\\d+) \\* 4`).exec(layout)?.[1];
    assert.match(boxes, new RegExp(`${words} = ${count};`), record);
  }
});

for (const [declared, library] of [["src/platform/web/imports.hpp", "web/library.js"], ["src/main/web_libc.cpp", "web/library_libc.js"]]) {
  test(`${library} has every import of ${declared}, and no more`, async () => {
    const wanted = [...withoutComments(await read(declared)).matchAll(/^\S.*\b(guichet_\w+)\(.*\);$/gm)].map(([, name]) => name).sort();
    const given = [...(await read(library)).matchAll(/^ {2}(guichet_\w+):/gm)].map(([, name]) => name).sort();
    assert.ok(wanted.length > 0);
    assert.deepEqual(given, wanted);
  });
}
