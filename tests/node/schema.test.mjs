// What Guichet accepts has the right shape for Ajv, always: 10,000 generated dossiers against `guichet schema`.
import { test } from "node:test";
import assert from "node:assert/strict";
import { execFileSync, spawn } from "node:child_process";
import { createInterface } from "node:readline";
import path from "node:path";
import Ajv2020 from "ajv/dist/2020.js";

const command = process.env.GUICHET_COMMAND ?? "build/native/guichet";
const generator = path.join(path.dirname(command), "generate_dossiers");
const procedure = "assets/procedures/opco-mobilites/action-formation.json";
const count = Number(process.env.GUICHET_DOSSIERS ?? 10_000);

test(`${count} generated dossiers: every acceptable payload validates`, async () => {
  const schema = JSON.parse(execFileSync(command, ["schema", "opco-mobilites.action-formation"], { encoding: "utf8" }));
  const validate = new Ajv2020({ strict: true, allErrors: true }).compile(schema);
  const seen = { acceptable: 0, refused: 0, refusedByBoth: 0 };

  const child = spawn(generator, [procedure, String(count), "20261121"], { stdio: ["ignore", "pipe", "inherit"] });
  for await (const line of createInterface({ input: child.stdout })) {
    const dossier = JSON.parse(line);
    const valid = validate(dossier.payload);
    assert.equal(dossier.acceptable, !dossier.constats.some((finding) => finding.severity === "block"));
    if (dossier.acceptable) {
      seen.acceptable += 1;
      assert.ok(valid, `${JSON.stringify(validate.errors)}\n${line}`);
    } else {
      seen.refused += 1;
      if (!valid) seen.refusedByBoth += 1;
    }
  }
  assert.equal(seen.acceptable + seen.refused, count);
  // The test means something only when many are on either side, and the schema finds some of what is wrong.
  assert.ok(seen.acceptable >= count / 5, JSON.stringify(seen));
  assert.ok(seen.refused >= count / 20, JSON.stringify(seen));
  assert.ok(seen.refusedByBoth > 0, JSON.stringify(seen));
});
