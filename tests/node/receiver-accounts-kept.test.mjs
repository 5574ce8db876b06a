// What accounts leave behind: after a SIGKILL, before another receiver on the same base, and without them.
import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { readdirSync, rmSync } from "node:fs";
import { test } from "node:test";
import { application, asked, bearerOf, codeTo, GARAGE, send, signUp, someone, sql, startWithAccounts } from "./accounts-support.mjs";
import { command, failToStart, postgres, root, startReceiver, temporaryFolder } from "./receiver-support.mjs";

test("killed at any moment, what was acknowledged is there", async () => {
  const data = temporaryFolder();
  const accounts = [];
  for (let round = 0; round < 4; round += 1) {
    const receiver = await startWithAccounts({ data, keep: true });
    const gone = [];
    const clients = Array.from({ length: 4 }, async (_, i) => {
      for (;;) {
        const courriel = someone();
        const from = { "x-forwarded-for": `192.0.2.${i}` };
        if ((await asked(receiver, "POST", "comptes", application(courriel, GARAGE), from)).status !== 202) continue;
        const jeton = codeTo(receiver, courriel);
        assert.ok(jeton, "the message is there before the answer");
        if ((await asked(receiver, "POST", "comptes/confirmation", { jeton })).status === 200) accounts.push(courriel);
      }
    }).map((one) => one.catch((error) => gone.push(error)));
    await new Promise((resolve) => setTimeout(resolve, 1400 + 150 * round));
    await receiver.kill();
    await Promise.all(clients);
    for (const error of gone) assert.ok(!(error instanceof assert.AssertionError), error.message);
  }
  const receiver = await startWithAccounts({ data });
  assert.ok(accounts.length >= 12, `${accounts.length} accounts`);
  for (const courriel of accounts) await bearerOf(receiver, courriel);
  assert.equal(sql(receiver, "SELECT count(*) FROM habilitations WHERE administration = 1"), "1", "one administrator, the first");
  await receiver.stop();
});

test("several receivers before one base know the same sessions", { skip: !postgres }, async () => {
  const data = temporaryFolder();
  const [one, two] = [await startWithAccounts({ data, keep: true }), await startWithAccounts({ data })];
  const { bearer } = await signUp(one, GARAGE);
  assert.equal((await asked(two, "GET", "session", undefined, bearer)).status, 200);
  assert.equal((await asked(two, "DELETE", "session", undefined, bearer)).status, 204);
  assert.equal((await asked(one, "GET", "session", undefined, bearer)).status, 401);
  await one.stop();
  await two.stop();
});

test("without --comptes there are no such addresses; with it, no access code", async () => {
  const receiver = await startReceiver();
  for (const [method, place] of [["POST", "comptes"], ["POST", "session"], ["GET", "session"], ["GET", `organisations/${GARAGE}/habilitations`]]) {
    assert.equal((await send(receiver, method, place, method === "POST" ? {} : undefined)).status, 404, place);
  }
  assert.ok(!readdirSync(receiver.data).includes("courriels"));
  await receiver.stop();
  const { code, said } = await failToStart(["--port", "0", "--data", temporaryFolder(), "--comptes", "--token", "abc"]);
  assert.deepEqual([code, said.trim().split("\n").length], [1, 1]);
  assert.match(said, /--comptes remplacent le code d’accès/);
});

// An instrumented build needs more memory than there is to refuse.
test("where no password can be hashed, --comptes does not start and says so", { skip: process.env.GUICHET_COMMAND !== undefined }, () => {
  const data = temporaryFolder();
  const said = [];
  // Enough for the program, not for the 16 MB of a hash: how much that is depends on its libraries.
  for (let megabytes = 28; megabytes <= 52 && !said.at(-1)?.includes("protéger"); megabytes += 4) {
    const { status, stdout, stderr } = spawnSync("prlimit", [`--as=${megabytes << 20}`, command, "serve", "--port", "0", "--data", data, "--comptes"],
      { cwd: root, env: { ...process.env, GUICHET_DATABASE: "" }, encoding: "utf8", timeout: 20_000 });
    said.push(`${status} ${stdout}${stderr}`);
  }
  rmSync(data, { recursive: true, force: true });
  assert.match(said.at(-1), /^1 guichet : Ce serveur ne peut pas protéger de mots de passe : .*\n$/);
});
