// Form.io: the shape as components, judged by @formio/core, the part that its renderer and its server share and that needs no
// page. Only conditions and validation are asked for: the renderer's checkValidity and the server both do more.
import core from "@formio/core/process";

const { conditionProcessInfo, processSync, validateProcessInfo } = core;

function component(field) {
  const validate = { required: field.required };
  if (field.pattern) validate.pattern = field.pattern;
  if (field.maxLength) validate.maxLength = field.maxLength;
  if (field.minimum !== undefined) validate.min = field.minimum;
  if (field.maximum !== undefined) validate.max = field.maximum;
  const made = { key: field.name, label: field.label, input: true, type: "textfield", validate };
  if (field.type === "number") made.type = "number";
  if (field.type === "boolean") made.type = "checkbox";
  if (field.type === "choice") {
    Object.assign(made, { type: "select", widget: "html5", dataSrc: "values", data: { values: field.choices.map((value) => ({ label: value, value })) } });
    validate.onlyAvailableItems = true;
  }
  if (field.hiddenBy) {
    made.conditional = { show: true, conjunction: "all", conditions: [{ component: field.hiddenBy, operator: "isEqual", value: false }] };
  }
  return made;
}

export function formio(shape, data) {
  const { rows } = shape;
  const components = [
    ...shape.fields.map(component),
    { type: "datagrid", key: rows.name, label: rows.label, input: true, validate: { minLength: rows.minimum }, components: rows.fields.map(component) },
  ];
  const form = { display: "form", components };
  const processors = [conditionProcessInfo, validateProcessInfo];
  return {
    name: "Form.io",
    accepts() {
      const scope = { errors: [] };
      processSync({ form, components, submission: { data }, data, processors, scope, config: {} });
      return scope.errors.length === 0;
    },
  };
}
