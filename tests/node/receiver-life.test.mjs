// A dossier's life over real HTTP, with the instructor's command in another process: asked back with remarks, corrected,
// instructed, granted; and the feed by which a page follows it.
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { after, before, describe, test } from "node:test";
import { instruct, makePayload, pdf, pieceOf, post, postgres, putPiece, read, startReceiver } from "./receiver-support.mjs";

const get = (receiver, place) => read(fetch(receiver.at(`api/${place}`)));
const pause = (ms) => new Promise((resolve) => setTimeout(resolve, ms));
const last = async (receiver) => (await get(receiver, "evenements?limite=500")).body.curseur;

describe("a life", () => {
  let receiver;
  before(async () => { receiver = await startReceiver(); });
  after(() => receiver.stop());

  async function moved(...rest) {
    const { code, errors } = await instruct(receiver, ...rest);
    assert.deepEqual([code, errors], [0, ""]);
  }

  test("from the first sending to the grant, through a correction", async () => {
    const [kept, blurred, added] = [pdf("gardée"), pdf("floue"), pdf("ajoutée")];
    const payload = makePayload({ pieces: [pieceOf(kept), pieceOf(blurred, { id: "p2", zone: "autres" })] });
    const id = payload.dossier;
    const one = async () => (await get(receiver, `dossiers/${id}`)).body;
    const first = (await read(post(receiver, payload))).body;
    assert.deepEqual([first.version, first.statut], [1, "transmis"]);
    await putPiece(receiver, id, "p1", kept);
    await putPiece(receiver, id, "p2", blurred);
    const received = await one();
    assert.deepEqual([received.statut, received.statut_libelle, received.verrou, received.version], ["transmis", "Transmis", "verrouille", 1]);
    assert.deepEqual(received.pieces.map((piece) => piece.etat), ["receptionnee", "receptionnee"]);

    await moved(first.numero, "a_completer", "--auteur", "Mme Roux", "--commentaire", "Deux points à revoir.",
      "--remarque", "formation.intitule=Quel est l’intitulé exact = celui du devis ?", "--remarque", "stagiaires[0].nom=Nom de naissance.",
      "--piece", "p1=conforme", "--piece", "p2=non_conforme:Illisible : la page 2.");
    const asked = await one();
    assert.deepEqual([asked.statut, asked.statut_libelle, asked.verrou, asked.version], ["a_completer", "À compléter", "modifiable", 1]);
    assert.deepEqual(asked.recu, first);
    assert.deepEqual(asked.remarques, [
      { chemin: "formation.intitule", message: "Quel est l’intitulé exact = celui du devis ?" },
      { chemin: "stagiaires[0].nom", message: "Nom de naissance." },
      { piece: "p2", message: "Illisible : la page 2." },
    ]);
    assert.deepEqual(asked.pieces.map((piece) => [piece.etat, piece.remarque]), [["conforme", undefined], ["non_conforme", "Illisible : la page 2."]]);
    const step = asked.historique[1];
    assert.deepEqual([step.auteur, step.statut, step.commentaire], ["Mme Roux", "a_completer", "Deux points à revoir."]);
    assert.ok(!Number.isNaN(Date.parse(step.date)));

    // Instalments: this one has no échéancier of its own, so amounts are said.
    await moved(first.numero, "a_completer", "--echeance", "1=payee:2140,00", "--echeance", "2=refusee:500:Le certificat manque.");
    const due = (await one()).echeances;
    assert.deepEqual(due.map(({ date, ...rest }) => rest), [
      { rang: 1, montant: 214000, etat: "payee" }, { rang: 2, montant: 50000, etat: "refusee", message: "Le certificat manque." }]);
    assert.ok(due.every(({ date }) => !Number.isNaN(Date.parse(date))));
    for (const [what, code, sentence] of [["3=payee", 1, /dites le montant/], ["1=rendue", 2, /--echeance s’écrit/], ["zéro=payee", 2, /--echeance s’écrit/]]) {
      const answer = await instruct(receiver, first.numero, "a_completer", "--echeance", what);
      assert.equal(answer.code, code, what);
      assert.match(answer.errors, sentence);
    }
    Object.assign(asked, await one());

    // The same again changes nothing; a bad correction leaves the former version in force.
    assert.deepEqual((await read(post(receiver, payload))).body, first);
    const bad = structuredClone(payload);
    bad.formation.date_fin = "2026-02-01";
    const refused = await read(post(receiver, bad));
    assert.equal(refused.status, 422);
    assert.ok(refused.body.constats.some((finding) => finding.rule === "fin-apres-debut"));
    assert.deepEqual(await one(), asked);

    const next = structuredClone(payload);
    next.formation.intitule = "Contrôleur technique, niveau 1";
    next.pieces = [payload.pieces[0], pieceOf(added, { id: "p3", zone: "autres" })];
    const corrected = await read(post(receiver, next));
    assert.equal(corrected.status, 201);
    assert.equal(corrected.headers.get("location"), `/api/dossiers/${id}`);
    assert.deepEqual([corrected.body.numero, corrected.body.version, corrected.body.statut], [first.numero, 2, "transmis"]);
    const again = await one();
    assert.deepEqual([again.statut, again.verrou, again.version], ["transmis", "verrouille", 2]);
    assert.deepEqual([again.recu, again.payload, again.remarques], [corrected.body, next, []]);
    assert.deepEqual(again.pieces.map((piece) => [piece.id, piece.etat]), [["p1", "conforme"], ["p3", "attendue"]]);
    assert.equal((await read(putPiece(receiver, id, "p2", blurred))).body.erreur.code, "piece-inconnue");
    assert.equal((await read(putPiece(receiver, id, "p3", added))).body.etat, "receptionnee");

    // Answers that came late, and another content while it is locked.
    assert.deepEqual(await read(post(receiver, next)).then(({ status, body }) => [status, body]), [200, corrected.body]);
    const late = await read(post(receiver, payload));
    assert.deepEqual([late.status, late.body.erreur.code], [409, "version-remplacee"]);
    assert.match(late.body.erreur.message, /version 2/);
    const other = await read(post(receiver, { ...next, formation: { ...next.formation, intitule: "Encore un autre" } }));
    assert.deepEqual([other.status, other.body.erreur.code], [409, "dossier-different"]);
    assert.match(other.body.erreur.message, /« Transmis »/);

    await moved(id, "en_instruction", "--piece", "p3=conforme");
    await moved(id, "accorde", "--commentaire", "Accord de prise en charge.");
    const granted = await one();
    assert.deepEqual([granted.statut, granted.statut_libelle, granted.verrou], ["accorde", "Accordé", "verrouille"]);
    assert.deepEqual(granted.historique.map((each) => [each.statut, each.auteur, each.version]), [
      ["transmis", "Demandeur", 1], ["a_completer", "Mme Roux", 1], ["a_completer", "Service instructeur", 1], ["transmis", "Demandeur", 2],
      ["en_instruction", "Service instructeur", 2], ["accorde", "Service instructeur", 2],
    ]);
    assert.equal((await read(post(receiver, bad))).status, 409);
    assert.deepEqual(granted.echeances, due); // the correction left them
  });

  test("eight corrections at once: one is taken", async () => {
    const payload = makePayload();
    await post(receiver, payload);
    await moved(payload.dossier, "a_completer");
    const answers = await Promise.all(Array.from({ length: 8 }, (_, at) =>
      read(post(receiver, { ...payload, formation: { ...payload.formation, intitule: `Correction ${at}` } }))));
    assert.deepEqual(answers.map((answer) => answer.status).sort(), [201, ...Array(7).fill(409)]);
    const { body } = await get(receiver, `dossiers/${payload.dossier}`);
    assert.deepEqual([body.version, body.historique.length], [2, 3]);
    assert.equal(body.recu.empreinte, answers.find((answer) => answer.status === 201).body.empreinte);
  });

  test("a correction of another procedure, or in another's name, is not one", async () => {
    const payload = makePayload();
    await post(receiver, payload);
    await moved(payload.dossier, "a_completer");
    const other = await read(post(receiver, { ...payload, procedure: { id: "opco-mobilites.contrat-apprentissage", version: "2026.1" } }));
    assert.deepEqual([other.status, other.body.erreur.code], [409, "dossier-different"]);
  });

  test("the list tells each status in the procedure's word, and is filtered by it", async () => {
    const { body } = await get(receiver, "dossiers?statut=accorde");
    assert.deepEqual([body.total, body.dossiers[0].statut, body.dossiers[0].statut_libelle], [1, "accorde", "Accordé"]);
    assert.equal((await get(receiver, "dossiers?statut=inconnu")).body.total, 0);
    const all = (await get(receiver, "dossiers")).body;
    assert.ok(all.total > 1);
    for (const status of ["", "a%20b", "x".repeat(65)]) assert.equal((await get(receiver, `dossiers?statut=${status}`)).status, 400, status);
  });

  test("the command says what is possible, and changes nothing when it refuses", async () => {
    const payload = makePayload();
    const { numero } = (await read(post(receiver, payload))).body;
    const before = await last(receiver);
    const cases = [
      [[numero, "accorde"], 1, /« Transmis » ne peut pas devenir « Accordé ».*en_instruction \(En instruction\), a_completer \(À compléter\), annule/],
      [[numero, "nulle-part"], 1, /ne connaît pas le statut « nulle-part ».*Possibles/],
      [[numero, "transmis"], 1, /déjà « Transmis »/],
      [["AF-1999-000001", "accorde"], 1, /Aucun dossier « AF-1999-000001 »/],
      [[numero, "a_completer", "--remarque", "formation.absente=Oui."], 1, /« formation.absente » n’est ni une réponse ni une pièce/],
      [[numero, "a_completer", "--remarque", "stagiaires[7].nom=Oui."], 1, /n’est ni une réponse/],
      [[numero, "a_completer", "--piece", "p9=conforme"], 1, /pas de pièce « p9 ». Il a : p1/],
      [[numero, "a_completer", "--piece", "p1=conforme"], 1, /pas encore été reçue/],
      [[numero, "a_completer", "--piece", "p1=bien"], 2, /--piece s’écrit/],
      [[numero, "a_completer", "--remarque", "sans texte"], 2, /--remarque s’écrit/],
      [[numero], 2, /L’usage est/],
      [[], 2, /L’usage est/],
      [["--liste", numero], 2, /L’usage est/],
      [[numero, "a_completer", "--inconnue"], 2, /n’existe pas/],
      ...(postgres ? [[[numero, "a_completer", "--database", "postgresql://127.0.0.1:1/absente"], 2, /PostgreSQL ne répond pas/]]
        : [[[numero, "a_completer", "--data", "absent"], 2, /Il n’y a pas de base de Guichet/]]),
      [[numero, "a_completer", "--database", "mysql://nom:secret@a/b"], 2, /s’écrit postgresql:/],
    ];
    for (const [options, code, sentence] of cases) {
      const told = await instruct(receiver, ...options);
      assert.equal(told.code, code, options.join(" "));
      assert.match(told.errors, sentence);
      assert.equal(told.out, "");
    }
    assert.equal(await last(receiver), before);
    const listed = await instruct(receiver, "--liste");
    assert.equal(listed.code, 0);
    assert.match(listed.out.split("\n")[0], new RegExp(`^${numero}  Action de formation  Transmis \\(transmis\\)  \\d{4}-`));
    assert.equal(listed.out.trim().split("\n").length, (await get(receiver, "dossiers")).body.total);
    const nothing = await instruct(receiver, numero, "transmis", "--commentaire", "Vu.");
    assert.equal(nothing.code, 0);
    assert.equal((await get(receiver, `dossiers/${payload.dossier}`)).body.historique.at(-1).commentaire, "Vu.");
  });
});

describe("the feed", () => {
  let receiver;
  before(async () => { receiver = await startReceiver(); });
  after(() => receiver.stop());
  const wait = (cursor, seconds, options) => fetch(receiver.at(`api/evenements?apres=${cursor}&attendre=${seconds}`), options);

  test("a cursor gives each event once, in order, and nothing of persons", async () => {
    const payloads = Array.from({ length: 7 }, () => makePayload());
    for (const payload of payloads) await post(receiver, payload);
    const seen = [];
    let page = { curseur: 0, reste: true };
    while (page.reste) {
      const text = await (await fetch(receiver.at(`api/evenements?apres=${page.curseur}&limite=3`))).text();
      for (const secret of ["Lef", "Jérôme", "1985", "83135297600011", "payload"]) assert.ok(!text.includes(secret), secret);
      page = JSON.parse(text);
      assert.ok(page.evenements.length <= 3);
      assert.equal(page.evenements.at(-1).numero, page.curseur);
      seen.push(...page.evenements);
    }
    assert.deepEqual(seen.map((event) => event.dossier), payloads.map((payload) => payload.dossier));
    assert.deepEqual(seen.map((event) => event.numero), seen.map((_, at) => at + 1));
    const gone = await get(receiver, "evenements?apres=1000");
    assert.deepEqual([gone.status, gone.body.erreur.code], [409, "curseur-inconnu"]);
  });

  test("who waits is answered within a second of another process's change, and at once of this one's", async () => {
    const payload = makePayload();
    const cursor = await last(receiver);
    let since = Date.now();
    const [answer] = await Promise.all([wait(cursor, 20).then((one) => one.json().then((body) => ({ body, at: Date.now() }))),
      pause(200).then(async () => { await post(receiver, payload); since = Date.now(); })]);
    assert.ok(answer.at - since < 1000, `${answer.at - since} ms`);
    assert.equal(answer.body.evenements[0].dossier, payload.dossier);

    const waiting = wait(answer.body.curseur, 20).then((one) => one.json().then((body) => ({ body, at: Date.now() })));
    await pause(200);
    assert.equal((await instruct(receiver, payload.dossier, "a_completer", "--commentaire", "À revoir.")).code, 0);
    since = Date.now();
    const told = await waiting;
    assert.ok(told.at - since < 1000, `${told.at - since} ms`);
    assert.deepEqual(told.body.evenements.map((event) => [event.dossier, event.statut, event.statut_libelle, event.verrou, event.commentaire]),
      [[payload.dossier, "a_completer", "À compléter", "modifiable", "À revoir."]]);
  });

  test("a wait without news ends after its time, empty, and costs next to nothing", async () => {
    const spent = () => {
      const fields = readFileSync(`/proc/${receiver.process.pid}/stat`, "utf8").split(") ")[1].split(" ");
      return (Number(fields[11]) + Number(fields[12])) * 10;  // ticks of 10 ms
    };
    const cursor = await last(receiver);
    const before = spent();
    const since = Date.now();
    const answers = await Promise.all(Array.from({ length: 16 }, () => wait(cursor, 3).then((one) => one.json())));
    const took = Date.now() - since;
    assert.ok(took >= 2900 && took < 6000, `${took} ms`);
    assert.ok(spent() - before < 600, `${spent() - before} ms of processor`);
    for (const answer of answers) assert.deepEqual(answer, { curseur: cursor, reste: false, evenements: [] });
  });

  test("only some may wait: the others are answered at once, so is everyone else; who leaves frees a place; a stop ends all", async () => {
    const own = await startReceiver();
    await post(own, makePayload());
    const cursor = await last(own);
    const leave = new AbortController();
    let ended = 0;
    const waiting = Array.from({ length: 16 }, (_, at) =>
      fetch(own.at(`api/evenements?apres=${cursor}&attendre=25`), at === 0 ? { signal: leave.signal } : {}).finally(() => { ended += 1; }));
    const left = waiting[0].catch((error) => error);
    await pause(500);
    const since = Date.now();
    const turned = await Promise.all(Array.from({ length: 4 }, () => fetch(own.at(`api/evenements?apres=${cursor}&attendre=25`))));
    for (const one of turned) {
      assert.deepEqual([one.status, one.headers.get("retry-after")], [200, "5"]);
      assert.deepEqual((await one.json()).evenements, []);
    }
    await Promise.all(Array.from({ length: 40 }, () => get(own, "dossiers")));
    assert.ok(Date.now() - since < 2000, `${Date.now() - since} ms`);
    assert.equal(ended, 0);

    leave.abort();
    assert.equal((await left).name, "AbortError");
    await pause(700);
    let given = false;
    const placed = fetch(own.at(`api/evenements?apres=${cursor}&attendre=25`)).finally(() => { given = true; });
    await pause(300);
    assert.equal(given, false, "the place is free again");

    const stopping = Date.now();
    const stopped = own.stop();
    for (const one of [...waiting.slice(1), placed]) {
      const answer = await one;
      assert.equal(answer.status, 200);
      assert.deepEqual((await answer.json()).evenements, []);
    }
    assert.deepEqual(await stopped, { code: 0, signal: null });
    assert.ok(Date.now() - stopping < 3000, `${Date.now() - stopping} ms`);
  });
});
