// The peers' form (makeForm of their form.mjs) as a procedure of ours, and its values as the file of a dossier.

const kinds = { text: "text", number: "integer", date: "date", select: "choice", checkbox: "yes_no" };

export function procedureOf(form) {
  const lists = new Map();
  const listOf = (options) => {
    const key = options.join("|");
    if (!lists.has(key)) lists.set(key, { id: `liste-${lists.size + 1}`, version: "1", choices: options.map((one) => [one, one]) });
    return lists.get(key).id;
  };
  const item = (field) => ({
    field: field.id, kind: kinds[field.type], label: field.label,
    ...(field.required && { required: true, required_message: "Ce champ est obligatoire" }),
    ...(field.maxLength && { max_length: field.maxLength }),
    ...(field.minimum !== undefined && { minimum: field.minimum }),
    ...(field.options && { nomenclature: listOf(field.options) }),
    ...(field.visibleIf && { visible: { var: field.visibleIf } }),
  });
  // A section holds 500 items at most (docs/procedures.md, « Limites »).
  const sections = [];
  for (let from = 0; from < form.fields.length; from += 500) {
    sections.push({ id: `champs-${sections.length + 1}`, items: form.fields.slice(from, from + 500).map(item) });
  }
  const group = {
    group: form.group.id, label: form.group.label, item_label: "Stagiaire", add_label: "Ajouter", minimum: 0, maximum: 500,
    columns: form.group.columns.map(({ id }) => id), items: form.group.columns.map(item),
  };
  const rules = form.rules.map((rule, at) => ({
    id: `regle-${at}`, severity: "block", message: rule.message, fields: [rule.at],
    check: rule.kind === "order"
      ? { ">=": [{ var: rule.at }, { var: rule.from }] }
      : { "==": [{ var: rule.at }, { "+": [{ var: rule.a }, { var: rule.b }] }] },
  }));
  return {
    guichet_procedure: 1, id: `bench.n${form.n}`, version: "1", title: form.title, organisme: "Banc", description: "Le formulaire du banc d'essai.",
    nomenclatures: [...lists.values()],
    steps: [{ id: "formulaire", title: form.title, sections: [...sections, { id: "liste", items: [group] }] }],
    rules,
    statuses: [
      { id: "brouillon", label: "Brouillon", lock: "editable", next: ["transmis"] },
      { id: "transmis", label: "Transmis", lock: "locked", next: [] },
    ],
  };
}

/// A dossier's file with those values: the same types as the peers are given.
export const dossierOf = (form, values) => ({
  guichet: 1, id: "00000000-0000-4000-8000-000000000000", procedure: { id: `bench.n${form.n}`, version: "1" },
  nom: "", cree: "2026-11-21T10:00:00Z", modifie: "2026-11-21T10:00:00Z", statut: "brouillon", place: "", reponses: values,
});
