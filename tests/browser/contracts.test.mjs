// The contracts, from an empty home to a row in the database: every control by role and label, what is sent is what the command makes of
// the same dossier.
import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { fillRequest, payloadOf, readExample, send } from "./filler.mjs";
import { closeBrowser, openPage, startReceiver } from "./harness.mjs";
import { assertQuiet } from "./steps.mjs";

/// The day of the examples (tests/procedures): the page, the receiver and the command judge as of it.
const today = "2026-11-21";

let receiver;
before(async () => { receiver = await startReceiver({ extra: ["--today", today] }); });
after(async () => { await closeBrowser(); await receiver.stop(); });

/// The answers of a payload, without what each sending has of its own.
function answersOf({ dossier: _, pieces, ...rest }) {
  return { ...rest, pieces: pieces.map(({ zone }) => zone).sort() };
}

const journeys = [
  ["an apprentice who is a minor, with a legal representative", "opco-mobilites.contrat-apprentissage", "recevable-mineur.json"],
  ["a 30-year-old apprentice with RQTH", "opco-mobilites.contrat-apprentissage", "recevable-rqth.json"],
  ["an avenant 33, after a failed exam", "opco-mobilites.avenant-apprentissage", "recevable-avenant33.json"],
  ["a contrat de professionnalisation of a 26-year-old job seeker", "opco-mobilites.contrat-professionnalisation", "recevable.json"],
];

for (const [who, id, file] of journeys) {
  test(`${who}: from the SIRET to the receipt`, async () => {
    const example = await readExample(id, file);
    const { page, context, complaints } = await openPage(receiver.url);
    await context.clock.setFixedTime(new Date(`${today}T10:00:00+01:00`));
    await page.reload();
    const siret = example.dossier.reponses.employeur.siret;
    const asked = example.procedure.steps.flatMap((step) => step.sections.flatMap(({ items }) => items));
    const byDirectory = asked.some(({ field, lookup }) => field === "employeur.siret" && lookup?.directory === "establishment");
    const notes = await fillRequest(page, example, byDirectory ? { lookups: { "employeur.siret": siret } } : {});
    const number = await send(page);
    assert.ok(number, "the receipt shows the number");
    const list = await (await fetch(new URL("api/dossiers", receiver.url))).json();
    const row = list.dossiers.find((one) => one.recu.numero === number);
    assert.ok(row, "the receiver lists the dossier");
    const one = await (await fetch(new URL(`api/dossiers/${row.id}`, receiver.url))).json();
    assert.deepEqual(answersOf(one.payload), answersOf(payloadOf(example.source, today)), `not on the screen: ${notes.join(", ")}`);
    assert.ok(one.pieces.every((piece) => piece.recue === true), "each piece has arrived");
    assertQuiet(complaints);
    await context.close();
  });
}
