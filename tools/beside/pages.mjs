// The step « La Formation » in the words of our procedure and the markup that each design system documents.
const summary = ["Indiquez l'intitulé de la formation.", "La date de fin (03/09/2027) est antérieure à la date de début (06/09/2027)."];
const natures = ["Action de formation", "Bilan de compétences", "Validation des acquis de l'expérience (VAE)"];
const date = (value, rest = {}) => ({ hint: "jj/mm/aaaa. Exemple : 01/09/2027.", value, characters: 10, required: true, ...rest });
const fields = {
  title: { id: "intitule", label: "Intitulé de la formation", required: true, error: summary[0] },
  from: { id: "debut", label: "Date de début", ...date("06/09/2027") },
  to: { id: "fin", label: "Date de fin", ...date("03/09/2027", { error: summary[1] }) },
  hours: { id: "duree", label: "Durée en heure(s)", required: true, hint: "Pour un stagiaire. Exemple : 7 h 30.", value: "35", unit: "h", characters: 5 },
  cost: { id: "cout", label: "Coût pédagogique de l'action HT", required: true, hint: "Pour tous les stagiaires. Exemple : 1 250,00.", value: "1234,56", unit: "€", characters: 10 },
};
const star = (one) => (one.required ? " *" : "");

export function govukPage() {
  const input = (one) => `<div class="govuk-form-group${one.error ? " govuk-form-group--error" : ""}">
    <label class="govuk-label" for="${one.id}">${one.label}${star(one)}</label>
    ${one.hint ? `<div class="govuk-hint">${one.hint}</div>` : ""}
    ${one.error ? `<p class="govuk-error-message"><span class="govuk-visually-hidden">Erreur :</span> ${one.error}</p>` : ""}
    <div class="govuk-input__wrapper"><input class="govuk-input${one.error ? " govuk-input--error" : ""}${one.characters ? ` govuk-input--width-${one.characters}` : ""}" id="${one.id}" value="${one.value ?? ""}">
    ${one.unit ? `<div class="govuk-input__suffix">${one.unit}</div>` : ""}</div></div>`;
  return `<!doctype html><html lang="fr" class="govuk-template"><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1">
<title>GOV.UK Frontend</title><link rel="stylesheet" href="node_modules/govuk-frontend/dist/govuk/govuk-frontend.min.css">
<body class="govuk-template__body govuk-frontend-supported"><div class="govuk-width-container"><main class="govuk-main-wrapper"><div class="govuk-grid-row"><div class="govuk-grid-column-two-thirds">
<div class="govuk-error-summary"><h2 class="govuk-error-summary__title">2 points à corriger</h2><div class="govuk-error-summary__body"><ul class="govuk-list govuk-error-summary__list">${
  summary.map((text) => `<li><a href="#">${text}</a></li>`).join("")}</ul></div></div>
<span class="govuk-caption-l">Étape 2 sur 5</span><h1 class="govuk-heading-l">La Formation</h1>
<p class="govuk-body">Les champs marqués d’un astérisque (*) sont obligatoires.</p>
<fieldset class="govuk-fieldset"><legend class="govuk-fieldset__legend govuk-fieldset__legend--m">Action de formation</legend>
${input(fields.title)}
<div class="govuk-form-group"><fieldset class="govuk-fieldset"><legend class="govuk-fieldset__legend">Nature de l'action *</legend>
<div class="govuk-hint">Elle décide des pièces à joindre.</div><div class="govuk-radios">${natures.map((text, at) =>
    `<div class="govuk-radios__item"><input class="govuk-radios__input" type="radio" name="n" id="n${at}"${at ? "" : " checked"}><label class="govuk-label govuk-radios__label" for="n${at}">${text}</label></div>`).join("")}</div></fieldset></div>
<div class="govuk-form-group"><label class="govuk-label" for="d">Dispositif</label><select class="govuk-select" id="d"><option>ACTION FORMATION</option></select></div>
${input(fields.from)}${input(fields.to)}
<div class="govuk-form-group"><div class="govuk-checkboxes"><div class="govuk-checkboxes__item"><input class="govuk-checkboxes__input" id="c" type="checkbox"><label class="govuk-label govuk-checkboxes__label" for="c">Formation certifiante</label></div></div></div>
${input(fields.hours)}${input(fields.cost)}</fieldset>
<div class="govuk-button-group"><button class="govuk-button">Suivant</button><button class="govuk-button govuk-button--secondary">Précédent</button></div>
</div></div></main></div></html>`;
}

export function dsfrPage() {
  const input = (one) => `<div class="fr-input-group${one.error ? " fr-input-group--error" : ""}">
    <label class="fr-label" for="${one.id}">${one.label}${star(one)}${one.hint ? `<span class="fr-hint-text">${one.hint}</span>` : ""}</label>
    <input class="fr-input${one.error ? " fr-input--error" : ""}" id="${one.id}" value="${one.value ?? ""}">
    <div class="fr-messages-group">${one.error ? `<p class="fr-message fr-message--error">${one.error}</p>` : ""}</div></div>`;
  const half = (one) => `<div class="fr-col-12 fr-col-sm-6">${input(one)}</div>`;
  return `<!doctype html><html lang="fr" data-fr-scheme="light"><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1">
<title>DSFR</title><link rel="stylesheet" href="node_modules/@gouvfr/dsfr/dist/dsfr.min.css"><link rel="stylesheet" href="node_modules/@gouvfr/dsfr/dist/utility/utility.min.css">
<body><main class="fr-container fr-py-6w"><div class="fr-grid-row"><div class="fr-col-12 fr-col-md-8">
<div class="fr-stepper"><h2 class="fr-stepper__title">La Formation<span class="fr-stepper__state">Étape 2 sur 5</span></h2><div class="fr-stepper__steps" data-fr-current-step="2" data-fr-steps="5"></div><p class="fr-stepper__details"><span class="fr-text--bold">Étape suivante :</span> Le(s) stagiaire(s)</p></div>
<div class="fr-alert fr-alert--error fr-mb-4w"><h3 class="fr-alert__title">2 points à corriger</h3><ul>${summary.map((text) => `<li><a href="#">${text}</a></li>`).join("")}</ul></div>
<p class="fr-hint-text fr-mb-3w">Les champs marqués d’un astérisque (*) sont obligatoires.</p>
<fieldset class="fr-fieldset"><legend class="fr-fieldset__legend"><h3 class="fr-h5 fr-mb-0">Action de formation</h3></legend>
<div class="fr-fieldset__element">${input(fields.title)}</div>
<div class="fr-fieldset__element"><fieldset class="fr-fieldset fr-mb-0"><legend class="fr-fieldset__legend fr-fieldset__legend--regular">Nature de l'action *<span class="fr-hint-text">Elle décide des pièces à joindre.</span></legend>${natures.map((text, at) =>
    `<div class="fr-fieldset__element"><div class="fr-radio-group"><input type="radio" name="n" id="n${at}"${at ? "" : " checked"}><label class="fr-label" for="n${at}">${text}</label></div></div>`).join("")}</fieldset></div>
<div class="fr-fieldset__element"><div class="fr-select-group"><label class="fr-label" for="d">Dispositif</label><select class="fr-select" id="d"><option>ACTION FORMATION</option></select></div></div>
<div class="fr-fieldset__element"><div class="fr-grid-row fr-grid-row--gutters">${half(fields.from)}${half(fields.to)}</div></div>
<div class="fr-fieldset__element"><div class="fr-checkbox-group"><input type="checkbox" id="c"><label class="fr-label" for="c">Formation certifiante</label></div></div>
<div class="fr-fieldset__element"><div class="fr-grid-row fr-grid-row--gutters">${half(fields.hours)}${half(fields.cost)}</div></div></fieldset>
<ul class="fr-btns-group fr-btns-group--inline-sm"><li><button class="fr-btn fr-btn--secondary">Précédent</button></li><li><button class="fr-btn">Suivant</button></li></ul>
</div></div></main></html>`;
}
