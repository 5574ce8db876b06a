// SurveyJS: the shape as a model of survey-core, without a page around it. What is timed is survey.validate().
import { Model } from "survey-core";

function question(field) {
  const made = { name: field.name, title: field.label, isRequired: field.required, validators: [] };
  if (field.type === "choice") return { ...made, type: "dropdown", choices: field.choices };
  if (field.type === "boolean") {
    if (field.mustBeTrue) made.validators.push({ type: "expression", expression: `{${field.name}} = true` });
    return { ...made, type: "boolean" };
  }
  if (field.type === "number") made.validators.push({ type: "numeric", minValue: field.minimum, maxValue: field.maximum });
  if (field.pattern) made.validators.push({ type: "regex", regex: field.pattern });
  else if (field.maxLength) made.validators.push({ type: "text", maxLength: field.maxLength });
  return { ...made, type: "text", inputType: field.type === "number" ? "number" : "text" };
}

function column(field) {
  const { type, ...rest } = question(field);
  return { ...rest, cellType: type };
}

export function surveyjs(shape, data) {
  const survey = new Model({
    elements: [
      ...shape.fields.map((field) => ({ ...question(field), ...(field.hiddenBy && { visibleIf: `{${field.hiddenBy}} <> true` }) })),
      {
        type: "matrixdynamic", name: shape.rows.name, title: shape.rows.label, rowCount: 0, minRowCount: shape.rows.minimum,
        maxRowCount: 500, columns: shape.rows.fields.map(column),
      },
    ],
  });
  survey.data = data;
  // Neither errors nor focus are to be shown: that is the cheapest way to ask.
  return { name: "SurveyJS", accepts: () => survey.validate(false, false) };
}
