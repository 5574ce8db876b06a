// `guichet demo`: its models are acceptable, it fills a database by the receiver's own ways, twice adds nothing, and what it was
// killed in the midst of is finished by the next run.
import assert from "node:assert/strict";
import { execFile, execFileSync, spawn } from "node:child_process";
import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import path from "node:path";
import { after, before, describe, test } from "node:test";
import { promisify } from "node:util";
import { command, environmentOf, instruct, postgres, read, root, startReceiver, temporaryFolder } from "./receiver-support.mjs";

const run = promisify(execFile);
const day = "2026-11-23";
const folder = path.join(root, "assets/demo");
const plan = JSON.parse(readFileSync(path.join(folder, "demo.json"), "utf8"));

async function demo(data, ...rest) {
  const options = { cwd: root, env: environmentOf(data), encoding: "utf8" };
  return run(command, ["demo", "--data", data, "--today", day, ...rest], options)
    .then(({ stdout, stderr }) => ({ code: 0, out: stdout, errors: stderr }), ({ code, stdout, stderr }) => ({ code, out: stdout, errors: stderr }));
}

async function all(receiver, place) {
  const out = [];
  for (let page = 1; ; page += 1) {
    const { body } = await read(fetch(receiver.at(`api/dossiers?per_page=100&page=${page}${place}`)));
    out.push(...body.dossiers);
    if (page >= body.total_pages) return out;
  }
}

/// The statuses that a procedure leads to from `transmis`.
function reachable(id) {
  const file = readdirSync(path.join(root, "assets/procedures"), { recursive: true }).map((name) => path.join(root, "assets/procedures", name))
    .filter((name) => name.endsWith(".json")).find((name) => JSON.parse(readFileSync(name, "utf8")).id === id);
  const tool = path.join(path.dirname(command), "procedure_tool");
  const statuses = JSON.parse(existsSync(tool) ? execFileSync(tool, ["assemble", file], { encoding: "utf8", maxBuffer: 1 << 26 }) : "{}").statuses;
  if (!statuses) return undefined;
  const found = new Set(["transmis"]);
  for (const one of found) for (const next of statuses.find(({ id: name }) => name === one).next ?? []) found.add(next);
  return found;
}

test("each model is acceptable on its day, and none stands in the folder unused", async () => {
  const models = plan.organisations.flatMap(({ modeles }) => modeles);
  for (const { fichier, jour } of models) {
    const { stdout } = await run(command, ["check", "--json", "--today", jour, path.join(folder, fichier)], { cwd: root });
    assert.equal(JSON.parse(stdout).acceptable, true, fichier);
  }
  assert.deepEqual(readdirSync(folder).sort(), ["demo.json", ...models.map(({ fichier }) => fichier)].sort());
  assert.equal(plan.organisations.length, 4);
});

test("it works from an installed tree, wherever one stands", async () => {
  const prefix = temporaryFolder();
  mkdirSync(path.join(prefix, "bin"));
  mkdirSync(path.join(prefix, "share/guichet"), { recursive: true });
  symlinkSync(path.join(root, "assets"), path.join(prefix, "share/guichet/assets"));
  execFileSync("cp", [command, path.join(prefix, "bin/guichet")]);
  const { stdout } = await run(path.join(prefix, "bin/guichet"), ["demo", "--data", path.join(prefix, "data"), "--dossiers", "6", "--today", day],
    { cwd: prefix, env: { PATH: process.env.PATH } });
  assert.match(stdout, /^6.dossiers ajoutés en /);
  rmSync(prefix, { recursive: true });
});

describe("a filled database", () => {
  const data = temporaryFolder();
  let receiver;
  let told;
  before(async () => {
    told = await demo(data);
    receiver = await startReceiver({ data });
  });
  after(() => receiver.stop());

  test("one line says how many, how long, for whom", () => {
    assert.deepEqual([told.code, told.errors], [0, ""]);
    assert.match(told.out, /^48.dossiers ajoutés en \d+,\d s\. ACTIF AUTO CONTROLE \(M-Gestion\) : 16 ; .*CFA DE L’EXEMPLE DU VAR \(Plateforme CFA\) : 16\.\n$/);
  });

  test("every status of every procedure has its dossiers, with receipts", async () => {
    const list = await all(receiver, "");
    assert.equal(list.length, 48);
    const stand = new Map();
    for (const { procedure, statut } of list) stand.set(procedure.id, (stand.get(procedure.id) ?? new Set()).add(statut));
    assert.equal(stand.size, 6);
    for (const [id, statuses] of stand) {
      const wanted = reachable(id);
      if (wanted) assert.deepEqual([...statuses].sort(), [...wanted].sort(), id);
    }
    const numbers = list.map(({ recu }) => recu.numero);
    assert.equal(new Set(numbers).size, 48);
    for (const number of numbers) assert.match(number, /^[A-Z]{2,8}-2026-\d{6}$/);
  });

  test("lives are whole: remarks, pieces that can be read, corrections, instalments paid and refused", async () => {
    const dossiers = [];
    for (const { id } of await all(receiver, "")) dossiers.push((await read(fetch(receiver.at(`api/dossiers/${id}`)))).body);
    assert.ok(dossiers.some(({ version, historique }) => version === 2 && historique.length >= 3));
    for (const one of dossiers.filter(({ statut }) => statut === "a_completer")) assert.ok(one.remarques.length > 0);
    const states = new Set(dossiers.flatMap(({ pieces }) => pieces.map(({ etat }) => etat)));
    assert.deepEqual([...states].sort(), ["attendue", "conforme", "non_conforme", "receptionnee"]);
    const instalments = new Set(dossiers.flatMap(({ echeances }) => echeances.map(({ etat }) => etat)));
    for (const state of ["payee", "a_facturer"]) assert.ok(instalments.has(state), state);
    for (const { historique } of dossiers) {
      const dates = historique.map(({ date }) => date);
      assert.deepEqual(dates, [...dates].sort());
      assert.ok(dates.at(-1) < day);
    }
    const { id, pieces } = dossiers.find((one) => one.pieces.some(({ recue }) => recue));
    const bytes = await fetch(receiver.at(`api/dossiers/${id}/pieces/${pieces[0].id}`)).then((answer) => answer.arrayBuffer());
    assert.ok(Buffer.from(bytes).toString("latin1").startsWith("%PDF-1.4\n1 0 obj"));
    assert.equal(bytes.byteLength, pieces[0].taille);
  });

  test("what is sent to it is what a page would send: the same again has its receipt", async () => {
    const [{ id, recu }] = await all(receiver, "&statut=transmis");
    const { body } = await read(fetch(receiver.at(`api/dossiers/${id}`)));
    const again = await read(fetch(receiver.at("api/dossiers"), { method: "POST", headers: { "content-type": "application/json" }, body: JSON.stringify(body.payload) }));
    assert.deepEqual([again.status, again.body], [200, recu]);
  });

  test("an instructor moves them on like any other", async () => {
    const [{ recu }] = await all(receiver, "&statut=en_instruction");
    const { code, errors } = await instruct(receiver, recu.numero, "en_instruction", "--commentaire", "Vu.");
    assert.deepEqual([code, errors], [0, ""]);
  });

  test("a folder that a receiver holds: refused over SQLite in one sentence, shared over PostgreSQL", async () => {
    const again = await demo(data);
    if (postgres) {
      assert.deepEqual([again.code, again.errors], [0, ""]);
      assert.match(again.out, /^Rien à ajouter : /);
    } else {
      assert.equal(again.code, 2);
      assert.match(again.errors, /^guichet : Le dossier de données, « .* », est employé par un guichet serve, .*\.\n$/);
    }
    assert.equal((await all(receiver, "")).length, 48);
  });
});

test("the same draw twice adds nothing, a larger one the rest, another seed others", async () => {
  const data = temporaryFolder();
  await demo(data, "--dossiers", "12");
  assert.match((await demo(data, "--dossiers", "12")).out, /^Rien à ajouter : .*\(12.dossiers, /);
  assert.match((await demo(data, "--dossiers", "20")).out, /^8.dossiers ajoutés en .*, 12.dossiers déjà là\. /);
  assert.match((await demo(data, "--dossiers", "5", "--seed", "2")).out, /^5.dossiers ajoutés en /);
  const receiver = await startReceiver({ data });
  assert.equal((await all(receiver, "")).length, 25);
  await receiver.stop();
});

test("killed and run again, it has what one run would have given", async () => {
  const [cut, whole] = [temporaryFolder(), temporaryFolder()];
  for (let kill = 0; kill < 4; kill += 1) {
    const child = spawn(command, ["demo", "--data", cut, "--today", day, "--dossiers", "1200"], { cwd: root, env: environmentOf(cut), stdio: "ignore" });
    const ended = new Promise((resolve) => child.on("exit", resolve));
    setTimeout(() => child.kill("SIGKILL"), 250 + 200 * kill);
    await ended;
  }
  assert.equal((await demo(cut, "--dossiers", "1200")).code, 0);
  const told = (await demo(whole, "--dossiers", "1200")).out.split("\n");
  assert.equal(told.filter((line) => / sur 1200…$/.test(line)).length, 10);
  const seen = [];
  for (const data of [cut, whole]) {
    const receiver = await startReceiver({ data });
    seen.push((await all(receiver, "")).map(({ id, statut, recu }) => [id, statut, recu]));
    await receiver.stop();
  }
  assert.equal(seen[0].length, 1200);
  assert.deepEqual(seen[0], seen[1]);
});

test("what cannot be is said in one sentence, exit 2", async () => {
  const data = temporaryFolder();
  const refused = [
    [["--dossiers", "beaucoup"], /--dossiers est un nombre de 1 à 100000\./],
    [["--dossiers", "0"], /--dossiers est un nombre/],
    [["--dossiers", "100001"], /--dossiers est un nombre/],
    [["--seed", "-1"], /--seed est un nombre/],
    [["--dossier", "3"], /L’option « --dossier » n’existe pas/],
    [["quelque-chose"], /L’usage est : guichet demo/],
    [["--today", "23/11/2026"], /--today s’écrit/],
  ];
  for (const [options, sentence] of refused) {
    const { code, errors } = await demo(data, ...options);
    assert.equal(code, 2, options.join(" "));
    assert.match(errors, sentence);
    assert.equal(errors.trim().split("\n").length, 1);
  }
  assert.deepEqual(readdirSync(data), []);
});

test("the database of another program is left alone", async () => {
  const data = temporaryFolder();
  if (postgres) {
    environmentOf(data);
    postgres.psql("CREATE TABLE autre (a int)", path.basename(data));
  } else {
    execFileSync("sqlite3", [path.join(data, "guichet.sqlite3"), "CREATE TABLE autre (a)"]);
  }
  const { code, errors } = await demo(data);
  assert.equal(code, 2);
  assert.match(errors, postgres ? /tables d’un autre programme/ : /n’est pas une base de Guichet/);
  if (!postgres) {
    const wrong = temporaryFolder();
    writeFileSync(path.join(wrong, "guichet.sqlite3"), "ceci n’est pas une base\n".repeat(100));
    assert.equal((await demo(wrong)).code, 2);
    rmSync(wrong, { recursive: true });
    const file = path.join(data, "fichier");
    writeFileSync(file, "");
    assert.match((await demo(file)).errors, /ne peut pas être créé/);
  }
});
