// Ajv: the schema that `guichet schema` prints, compiled once.
import Ajv2020 from "ajv/dist/2020.js";

export function ajv(schema) {
  const validate = new Ajv2020({ strict: true }).compile(schema);
  return { name: "Ajv", accepts: (payload) => validate(payload) };
}
