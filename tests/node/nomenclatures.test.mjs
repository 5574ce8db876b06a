// The dated tables and the large lists: against other sources where there are any, and against their own arithmetic.
import assert from "node:assert/strict";
import { execFileSync, spawnSync } from "node:child_process";
import { mkdtempSync, readFileSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { tmpdir } from "node:os";
import path from "node:path";
import { test } from "node:test";
import { fileURLToPath } from "node:url";

const guichet = process.env.GUICHET_COMMAND ?? "build/native/guichet";
const root = path.join(path.dirname(fileURLToPath(import.meta.url)), "../..");
const communs = path.join(root, "assets/procedures/communs");
const part = (name) => JSON.parse(readFileSync(path.join(communs, name), "utf8"));
const table = (name, id) => part(name).tables.find((one) => one.id === id);
const list = (name, id) => part(name).nomenclatures.find((one) => one.id === id);

test("each table tells its version, its source and its order, and holds no key twice", () => {
  let count = 0;
  for (const name of readdirSync(communs)) {
    const { tables = [], nomenclatures = [], sources = {} } = part(name);
    for (const { id, version, source, by, lines, until } of tables.filter((one) => one.lines)) {
      const about = `${name}, ${id}`;
      assert.match(version, /^\S+$/, about);
      assert.ok(sources[source]?.title && sources[source]?.excerpt, `${about}: source`);
      assert.ok(["date", "code", "prefix"].includes(by), about);
      const keys = lines.map(([key]) => key);
      assert.deepEqual(keys, [...new Set(keys)].sort(), about);
      assert.equal(new Set(lines.map(([, value]) => typeof value)).size, 1, about);
      for (const [key, value] of lines) assert.ok(key && value, about);
      if (by === "date") assert.ok(keys.every((key) => /^\d{4}-\d\d-01$/.test(key)) && (!until || until > keys.at(-1)), about);
      count += 1;
    }
    for (const { id, version, choices } of nomenclatures.filter((one) => one.choices)) {
      assert.ok(version, `${name}, ${id}`);
      assert.equal(new Set(choices.map(([code]) => code)).size, choices.length, `${name}, ${id}`);
    }
  }
  assert.ok(count >= 9, `${count} tables`);
});

test("the SMIC of a month is that of 35 hours a week, to the cent", () => {
  const hours = new Map(table("smic.json", "smic_horaire").lines);
  const months = table("smic.json", "smic").lines;
  assert.equal(months.length, hours.size);
  for (const [day, cents] of months) assert.equal(cents, Math.round((hours.get(day) * 35 * 52) / 12), day);
  assert.deepEqual(months.at(-1), ["2026-06-01", 186702]);
  // Mayotte's changes on the same days and is known as far: 9,56 € an hour since June 2026.
  const mayotte = table("smic.json", "smic_mayotte");
  assert.deepEqual(mayotte.lines.map(([day]) => day), months.map(([day]) => day));
  assert.deepEqual(mayotte.lines.at(-1), ["2026-06-01", Math.round((956 * 35 * 52) / 12)]);
  for (const one of ["smic", "smic_horaire", "smic_mayotte"]) assert.equal(table("smic.json", one).until, "2026-12-31", one);
});

test("lint has nothing to say while every table reaches the day, and names each that no longer does", () => {
  const lint = (day) => {
    const said = spawnSync(guichet, ["lint", "--today", day], { encoding: "utf8", maxBuffer: 1 << 26 });
    assert.equal(said.status, 0, said.stderr);
    assert.ok(said.stdout.split("\n").filter((line) => /\srègles\.$/u.test(line)).length >= 20, said.stdout);
    return said.stdout.split("\n").filter((line) => /^ +(attention|erreur) /.test(line));
  };
  assert.deepEqual(lint("2026-11-21"), []);
  assert.deepEqual(lint("2026-12-31"), []);
  const late = lint("2027-01-02");
  for (const line of late) assert.match(line, /\[table-perimee\] La table « smic(_horaire|_mayotte)? » n’est connue que jusqu’au 31\/12\/2026/u);
  // The contracts, which are paid by the SMIC: apprenticeship and professionnalisation at three portals, and their two avenants.
  assert.equal(late.filter((line) => line.includes("« smic »")).length, 8);
});

test("départements are those of the official geographic code, on three characters", () => {
  const official = JSON.parse(readFileSync(createRequire(import.meta.url).resolve("@etalab/decoupage-administratif/data/departements.json"), "utf8"))
    .map(({ code, nom }) => [code.padStart(3, "0"), nom]);
  const names = new Map(table("nomenclatures-departements.json", "departement-nom").lines);
  const offered = new Map(list("nomenclatures-departements.json", "departements").choices);
  for (const [code, name] of official) assert.equal(names.get(code), name, code);
  assert.deepEqual([...names.keys()].filter((code) => !official.some(([known]) => known === code)), ["099"]);
  for (const [code, name] of names) assert.equal(offered.get(code), `${code.replace(/^0/, "")} ${name}`);
  assert.equal(offered.size, names.size);
});

test("conventions: 330 of the eleven OPCO, every one in force by its name, and what has replaced them", () => {
  const opco = new Map(table("nomenclatures-idcc.json", "idcc-opco").lines);
  // As they were attached in November 2024.
  const eleven = { "AFDAS": 46, "OCAPIAT": 48, "OPCO EP": 54, "OPCO 2i": 43, "AKTO": 30, "Uniformation": 28, "OPCO Mobilités": 22, "OPCO Commerce": 21, "OPCO Atlas": 20, "OPCO Santé": 9, "Constructys": 9 };
  for (const [code, names] of opco) {
    assert.match(code, /^\d{4}$/);
    for (const name of names.split(" | ")) assert.ok(name in eleven, `${code}: ${name}`);
  }
  const label = new Map(table("nomenclatures-idcc-libelles.json", "idcc-libelle").lines);
  const now = new Map(table("nomenclatures-idcc.json", "idcc-remplace").lines);
  // What came after November 2024, or was not on its list, is attached as what it replaces was.
  const since = ["3229", "3236", "3238", "3239", "3241", "3243", "3245", "3248", "3249", "3250", "3251", "3252", "3253", "3254", "3255", "7026", "7027"];
  for (const [name, count] of Object.entries(eleven)) assert.equal([...opco].filter(([code, names]) => names.split(" | ").includes(name) && !since.includes(code)).length, count, name);
  assert.equal(opco.size, 330 + since.length);
  for (const code of since) for (const [old, to] of now) if (to === code && opco.has(old)) assert.equal(opco.get(old), opco.get(code), `${old} → ${code}`);
  for (const code of opco.keys()) assert.ok(label.has(code), code);
  for (const text of label.values()) assert.ok(text === text.trim() && text.length <= 140 && !/\s{2}|^Convention collective/.test(text), text);
  for (const code of ["9999", "9998", "3180"]) assert.ok(label.has(code) && !opco.has(code), code);
  // One of each OPCO, and a farm's, which has a name and no OPCO of its own in the list.
  for (const [code, name] of [["0086", "AFDAS"], ["0112", "OCAPIAT"], ["0843", "OPCO EP"], ["0044", "OPCO 2i"], ["1979", "AKTO"], ["1518", "Uniformation"], ["1090", "OPCO Mobilités"], ["2216", "OPCO Commerce"],
    ["1486", "OPCO Atlas"], ["0413", "OPCO Santé"], ["1597", "Constructys"], ["9011", undefined]]) {
    assert.equal(opco.get(code), name, code);
    assert.ok(label.has(code), code);
  }
  for (const [old, to] of now) assert.ok(!now.has(to), `${old} → ${to} → ${now.get(to)}`);
});

test("a convention of another OPCO is told of, wherever an enterprise states one; one of this OPCO, and none at all, is not", () => {
  const folder = mkdtempSync(path.join(tmpdir(), "guichet-idcc-"));
  const wanted = new Map();
  let procedures = 0;
  for (const [organisme, own] of [["opco-mobilites", ["1090", "3245", "3229"]], ["opco-ep", ["0843", "3254", "3239"]]]) {
    for (const id of readdirSync(path.join(root, "tests/procedures")).filter((name) => name.startsWith(organisme))) {
      const example = JSON.parse(readFileSync(path.join(root, "tests/procedures", id, "recevable.json"), "utf8"));
      const [holder, name] = [["employeur", "code_idcc"], ["employeur", "idcc"], ["demandeur", "idcc"]].find(([at, one]) => example.reponses[at]?.[one]) ?? [];
      if (!holder) continue;
      procedures += 1;
      for (const [code, other] of [...own.map((one) => [one, false]), ["9999", false], ["9998", false], ["1486", true]]) {
        const dossier = structuredClone(example);
        dossier.reponses[holder][name] = code;
        dossier.id = `00000000-0000-4000-8000-${String(wanted.size + 1).padStart(12, "0")}`;
        const file = path.join(folder, `${dossier.id}.json`);
        writeFileSync(file, JSON.stringify(dossier));
        wanted.set(dossier.id, { file, other, about: `${id}, ${code}` });
      }
    }
  }
  assert.ok(procedures >= 15, `${procedures} procedures`);
  const said = spawnSync(guichet, ["check", "--json", "--today", "2026-11-21", ...[...wanted.values()].map(({ file }) => file)], { encoding: "utf8", maxBuffer: 1 << 28 });
  const reports = said.stdout.trim().split("\n").map((line) => JSON.parse(line));
  assert.equal(reports.length, wanted.size);
  for (const { dossier, constats } of reports) {
    const { about, other } = wanted.get(dossier);
    assert.equal(constats.some(({ rule }) => rule === "idcc-opco"), other, about);
  }
  rmSync(folder, { recursive: true });
});

test("a diploma's code tells the diploma: the longest key that begins it", () => {
  const keys = new Map(table("nomenclatures-diplomes.json", "diplome-vise").lines);
  const of = (code) => [...keys].filter(([key]) => code.startsWith(key)).sort(([a], [b]) => b.length - a.length)[0]?.[1];
  for (const [code, diploma] of [["40025214", "41"], ["32031310", "54"], ["50022137", "33"], ["25031301", "62"], ["25131301", "64"], ["20531401", "63"],
    ["46X3140", "49"], ["26X31403", "69"], ["24131401", "69"], ["16X31403", "79"], ["10031401", "80"], ["01025214", "35"], ["67110001", "25"], ["17031401", undefined], ["16531401", undefined]]) {
    assert.equal(of(code), diploma, code);
  }
  const levels = new Map(table("nomenclatures-diplomes.json", "diplome-niveau").lines);
  for (const diploma of keys.values()) assert.ok(levels.has(diploma) || ["25", "26"].includes(diploma), diploma);
});

test("the large lists are small, sorted and searchable line by line", () => {
  const folder = mkdtempSync(path.join(tmpdir(), "guichet-lists-"));
  const said = execFileSync(process.execPath, [path.join(root, "tools/nomenclatures.mjs"), folder], { encoding: "utf8" });
  for (const [file, count, known, most] of [["naf.txt", 732, "7120A\tContrôle technique automobile", 12_000], ["idcc.txt", 800, "1090\tServices de l'automobile (commerce, réparation, contrôle technique, formation des conducteurs)\tOPCO Mobilités\t", 14_000]]) {
    const [head, ...lines] = readFileSync(path.join(folder, file), "utf8").trimEnd().split("\n");
    assert.match(head, /^#\w+;[^;\t]+;[^;\t]*;[^;\t]*$/, file);
    assert.ok(lines.length >= count, `${file}: ${lines.length}`);
    assert.ok(lines.includes(known), `${file}: ${known}`);
    assert.deepEqual(lines.map((line) => line.split("\t")[0]), lines.map((line) => line.split("\t")[0]).sort(), file);
    const small = Number(new RegExp(`${file}: .* (\\d+) in brotli`).exec(said)[1]);
    assert.ok(small <= most, `${file}: ${small} bytes`);
  }
  rmSync(folder, { recursive: true });
});
