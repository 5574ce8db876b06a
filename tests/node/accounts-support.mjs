// Accounts for tests: the messages that a receiver leaves for its relay, people who sign up and in, and what its database says.
import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { readdirSync, readFileSync } from "node:fs";
import path from "node:path";
import { environmentOf, postgres, startReceiver } from "./receiver-support.mjs";

export const password = "Quatre chevaux bais";
/// SIRETs of nobody, each with its key.
export const [GARAGE, SALON, BAKERY] = ["83135297600011", "99910007600010", "99910008400014"];

export const startWithAccounts = ({ extra = [], ...options } = {}) => startReceiver({ extra: ["--comptes", ...extra], ...options });

/// The messages to that address, oldest first.
export function messagesTo(receiver, address) {
  const folder = path.join(receiver.data, "courriels");
  return readdirSync(folder).sort().filter((name) => name.endsWith(".eml")).map((name) => readFileSync(path.join(folder, name), "utf8"))
    .filter((message) => message.includes(`\r\nTo: ${address}\r\n`));
}
export const codeIn = (message) => /^ {4}([0-9a-f]{64})\r$/m.exec(message)?.[1];
export const codeTo = (receiver, address) => codeIn(messagesTo(receiver, address).at(-1) ?? "");

export function send(receiver, method, place, body, headers = {}) {
  const written = body === undefined ? {} : { body: JSON.stringify(body) };
  return fetch(receiver.at(`api/${place}`), { method, ...written, headers: { ...(body === undefined ? {} : { "content-type": "application/json" }), ...headers } });
}
export async function asked(...rest) {
  const answer = await send(...rest);
  const text = await answer.text();
  return { status: answer.status, headers: answer.headers, body: text === "" ? undefined : JSON.parse(text) };
}

let people = 0;
/// An address that nobody has had yet.
export const someone = () => `personne${++people}@exemple.fr`;
export const application = (courriel, siret, more = {}) => ({ courriel, mot_de_passe: password, prenom: "Élise", nom: "Bœuf", siret, ...more });

/// A confirmed account with a bearer's session: { courriel, bearer: headers }.
export async function signUp(receiver, siret, courriel = someone(), from = {}) {
  assert.equal((await asked(receiver, "POST", "comptes", application(courriel, siret), from)).status, 202);
  assert.equal((await asked(receiver, "POST", "comptes/confirmation", { jeton: codeTo(receiver, courriel) })).status, 200);
  return { courriel, bearer: await bearerOf(receiver, courriel, from) };
}
export async function bearerOf(receiver, courriel, headers = {}, mot_de_passe = password) {
  const { status, body } = await asked(receiver, "POST", "session", { courriel, mot_de_passe, porteur: true }, headers);
  assert.equal(status, 200);
  return { authorization: `Bearer ${body.jeton}` };
}

export function sql(receiver, text) {
  if (postgres) return postgres.psql(text, path.basename(receiver.data));
  return execFileSync("sqlite3", ["-cmd", ".timeout 5000", path.join(receiver.data, "guichet.sqlite3"), text], { encoding: "utf8", env: environmentOf(receiver.data) }).trim();
}
/// An instant as the receiver writes it, so many minutes ago.
export const minutesAgo = (minutes) => new Date(Date.now() - minutes * 60_000).toISOString();
