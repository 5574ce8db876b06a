// What the check-answers page shows of a dossier, and whether it is what `guichet check` told.
import assert from "node:assert/strict";

/// The summary's links and the remarks, with their severity; null while another page is there.
const shownOf = (page, id) => page.evaluate((dossier) => {
  if (!document.querySelector(`#navigation-etapes a[href*="${dossier}/verification"]`)) return null;
  if (!document.getElementById("verification")) return null;
  const links = (selector, severity) => [...document.querySelectorAll(selector)].map((one) => [severity, one.textContent]);
  return [
    ...links("#verification .r-error-summary li > a", "block"),
    ...links("#avertissements li > a", "warn"), ...links("#informations li > a", "info"),
  ];
}, id);

/// Goes to the check-answers page of a dossier that the page has kept, and reads it.
export async function verification(page, id) {
  await page.evaluate((hash) => { location.hash = hash; }, `#/dossiers/${id}/verification`);
  let shown = null;
  // The first one waits for the page itself, on whatever machine.
  for (const until = Date.now() + 60_000; shown === null && Date.now() < until;) {
    shown = await shownOf(page, id);
    if (shown === null) await page.waitForTimeout(5);
  }
  return shown;
}

/// Takes from `shown` one line for each finding: its sentence, or, in a row, the row's name and its sentence.
export function assertSame(shown, findings, about) {
  const left = [...shown];
  for (const { severity, message } of findings) {
    const at = left.findIndex(([how, text]) => how === severity && (text === message || text.endsWith(`\u00a0: ${message}`)));
    assert.ok(at >= 0, `the page does not show « ${message} » (${severity}) of ${about}; it shows ${JSON.stringify(shown)}`);
    left.splice(at, 1);
  }
  assert.deepEqual(left, [], `the page shows more than the command tells of ${about}`);
}
