// Every answer held to the OpenAPI document: one that it does not name, or of another shape, fails the test that asked.
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import path from "node:path";
import Ajv2020 from "ajv/dist/2020.js";
import addFormats from "ajv-formats";
import { raw, root } from "./receiver-support.mjs";

export const document = JSON.parse(readFileSync(path.join(root, "assets/openapi/receiver.openapi.json"), "utf8"));
export const ajv = new Ajv2020({ strict: true, allErrors: true, strictRequired: false });
addFormats(ajv);
ajv.addVocabulary(["components", "openapi", "info", "servers", "tags", "paths", "security", "jsonSchemaDialect"]);
ajv.addSchema({ $id: "openapi.json", ...document });

/// "get /api/dossiers 200": what was provoked.
export const covered = new Set();
const followed = (node) => (node.$ref ? node.$ref.slice(2).split("/").reduce((at, name) => at[name.replaceAll("~1", "/")], document) : node);

/// Checks an answer against the document. `response`: { status, headers (Headers), body (Buffer) }.
function checkAnswer(operation, response) {
  const [method, place] = operation.split(" ");
  // HEAD answers as GET does, without the body.
  const documented = { ...(method === "head" ? document.paths[place].get.responses : {}), ...document.paths[place][method].responses };
  const key = documented[response.status] ? String(response.status) : "default";
  assert.ok(documented[key], `${operation}: ${response.status} is not documented: ${response.body}`);
  covered.add(`${operation} ${key}`);
  const expected = followed(documented[key]);
  for (const [name, header] of Object.entries(expected.headers ?? {})) {
    const value = response.headers.get(name);
    assert.ok(!header.required || value !== null, `${operation} ${response.status}: header ${name} is missing`);
    if (value !== null && header.schema.type === "integer") assert.match(value, /^\d+$/);
  }
  if (response.status === 204) return assert.equal(response.body.length, 0);
  if (method === "head") return assert.equal(response.body.length, 0);
  const type = response.headers.get("content-type")?.split(";")[0];
  const media = expected.content?.[type];
  assert.ok(media, `${operation} ${response.status}: ${type} is not documented`);
  if (!media.schema) return undefined;
  const pointer = media.schema.$ref ? `openapi.json${media.schema.$ref}` : undefined;
  const validate = pointer ? ajv.getSchema(pointer) : ajv.compile(media.schema);
  const body = JSON.parse(response.body);
  assert.ok(validate(body), `${operation} ${response.status}: ${ajv.errorsText(validate.errors)}\n${response.body}`);
  return body;
}

export async function call(receiver, operation, { id, piece, siret, courriel, query = "", ...options } = {}) {
  const [method, place] = operation.split(" ");
  const named = { id, piece, siret, courriel: courriel && encodeURIComponent(courriel) };
  const url = receiver.at(place.slice(1).replaceAll(/\{(\w+)\}/g, (_, name) => named[name]) + query);
  const answered = await fetch(url, { method: method.toUpperCase(), ...options });
  const response = { status: answered.status, headers: answered.headers, body: Buffer.from(await answered.arrayBuffer()) };
  return { status: response.status, headers: response.headers, body: checkAnswer(operation, response), bytes: response.body };
}

/// The same over a bare connection, for what fetch cannot send.
export async function callRaw(receiver, operation, bytes, options) {
  const text = await raw(receiver, bytes, options);
  const [head, body] = [text.slice(0, text.indexOf("\r\n\r\n")), text.slice(text.indexOf("\r\n\r\n") + 4)];
  const [first, ...lines] = head.split("\r\n");
  const headers = new Headers(lines.map((line) => [line.slice(0, line.indexOf(":")), line.slice(line.indexOf(":") + 1).trim()]));
  const response = { status: Number(first.split(" ")[1]), headers, body: Buffer.from(body, "latin1") };
  checkAnswer(operation, response);
  return response;
}

/// The documented answers of these operations that nothing has provoked yet. `wanted`: which of them are asked for.
export function uncovered(wanted) {
  const missing = [];
  for (const [place, operations] of Object.entries(document.paths)) {
    for (const [method, operation] of Object.entries(operations)) {
      if (method === "parameters") continue;
      for (const status of Object.keys(operation.responses)) {
        const one = `${method} ${place} ${status}`;
        if (status !== "default" && wanted(operation, status) && !covered.has(one)) missing.push(one);
      }
    }
  }
  return missing;
}
