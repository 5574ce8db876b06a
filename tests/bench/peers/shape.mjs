// « Action de formation » as other form libraries can be given it: flat fields with what the payload's own JSON Schema asks
// of them, and one list of rows. Made from the procedure and its schema, so that it cannot fall behind them. Left out, in
// the others' favour: the procedure's rules, its computations (they are plain numbers here) and the pieces jointes.

/// "employeur.siret" -> "employeur_siret": dots mean nesting in the expressions of both peers.
const flat = (path) => path.replaceAll(".", "_");

/// Of a property of the schema and its field in the procedure, what every peer has a word for.
function fieldOf(definition, schema, required) {
  return {
    name: flat(definition.field),
    label: definition.label,
    type: schema.enum ? "choice" : schema.type === "integer" ? "number" : schema.type,
    required,
    choices: schema.enum,
    pattern: schema.pattern,
    maxLength: schema.maxLength,
    minimum: schema.minimum,
    maximum: schema.maximum,
    mustBeTrue: schema.const === true,
    hiddenBy: hiddenBy(definition.visible),
  };
}

/// The procedure's conditions are of one form only, « not this yes or no »; another must be taught here, never ignored.
function hiddenBy(visible) {
  if (visible === undefined) return undefined;
  const other = visible["!"]?.var;
  if (typeof other !== "string") throw new Error(`the bench cannot express the condition ${JSON.stringify(visible)}`);
  return flat(other);
}

/// { fields, rows: { name, fields, minimum } } of a procedure and the schema of its payload. A field that is asked for only
/// while it is shown is not required by the schema, but by the procedure.
export function shapeOf(procedure, schema) {
  const fields = [];
  let rows;
  const items = procedure.steps.flatMap((step) => step.sections.flatMap((section) => section.items));
  for (const item of items) {
    if (item.group) {
      const list = schema.properties[item.group];
      const row = item.items.map((one) => fieldOf(one, list.items.properties[one.field], list.items.required.includes(one.field)));
      rows = { name: item.group, label: item.label, fields: row, minimum: item.minimum ?? 0 };
    } else if (item.field) {
      const [part, name] = item.field.split(".");
      fields.push(fieldOf(item, schema.properties[part].properties[name], item.required === true));
    }
  }
  return { fields, rows };
}

/// The payload's answers under the names of the shape. Always a new object, so that a spoilt copy spoils no other.
export function dataOf(shape, payload) {
  const data = {};
  for (const [part, answers] of Object.entries(payload)) {
    if (part === shape.rows.name) data[part] = answers.map((row) => ({ ...row }));
    else if (part !== "procedure" && part !== "pieces" && typeof answers === "object") {
      for (const [name, value] of Object.entries(answers)) data[`${part}_${name}`] = value;
    }
  }
  return data;
}
