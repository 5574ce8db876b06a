// A type has one definition in all of src/. Two of one name, each in its own header, compile and link, and then share each other's
// destructors: a page lost its memory to that once. What is in an unnamed namespace is its file's own.
import assert from "node:assert/strict";
import { readdirSync, readFileSync } from "node:fs";
import path from "node:path";
import { test } from "node:test";
import { fileURLToPath } from "node:url";

const root = path.join(path.dirname(fileURLToPath(import.meta.url)), "../..");

/// [name with its namespaces, file] of each type defined at the level of a namespace, but for unnamed ones. Relies on the house's
/// format: such definitions begin their line, and namespaces say which they are when they end.
function typesOf(file) {
  const spaces = [];
  const types = [];
  for (const line of readFileSync(path.join(root, file), "utf8").split("\n")) {
    const opened = /^namespace (?:(\w+(?:::\w+)*) )?\{/.exec(line);
    if (opened) {
      if (!line.includes("}")) spaces.push(opened[1] ?? "");
    } else if (/^\}\s*\/\/ namespace/.test(line)) spaces.pop();
    const type = /^(?:struct|class|union|enum class|enum) (?:\[\[[^\]]*\]\] )?(\w+(?:::\w+)*(?:<.*>)?)(?: final)?(?: : [^;()]*)? ?\{/.exec(line);
    if (type && !spaces.includes("")) types.push([[...spaces, type[1]].join("::"), file]);
  }
  return types;
}

test("every type has one definition", () => {
  const files = readdirSync(path.join(root, "src"), { recursive: true }).filter((name) => /\.[ch]pp$/.test(name)).map((name) => `src/${name}`);
  const known = new Map();
  const twice = [];
  for (const [name, file] of files.flatMap(typesOf)) {
    if (known.has(name)) twice.push(`${name}: ${known.get(name)}, ${file}`);
    known.set(name, file);
  }
  assert.ok(known.size > 300, `only ${known.size} types were found`);
  assert.ok(known.has("guichet::Model") && known.has("guichet::msg::Started"));
  assert.deepEqual(twice, []);
});
