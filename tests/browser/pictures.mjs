// The pictures of the README, taken from the page as it is built: docs/images/*.png.
//
//   ./emsdk-env.sh build && ./emsdk-env.sh run node tests/browser/pictures.mjs
import path from "node:path";
import { closeBrowser, openPage, root, startReceiver } from "./harness.mjs";
import { action, dayFromNow, trainee } from "./fixture.mjs";
import { addTrainee, fill, fillEmployer, fillTheRest, main, next, onStep, pickOrganisation, startRequest } from "./steps.mjs";

const receiver = await startReceiver();
const { page } = await openPage(receiver.url, { viewport: { width: 1280, height: 800 }, deviceScaleFactor: 1.5 });

async function picture(name) {
  await page.mouse.move(2, 2);
  await page.waitForTimeout(300);
  await page.screenshot({ path: path.join(root, "docs/images", `${name}.png`) });
}

await startRequest(page);
await fillEmployer(page);
await next(page);
await onStep(page, /La Formation/);
await pickOrganisation(page);
for (const [name, text] of Object.entries(action)) await fill(page, name, text);
// A date before the other: what is wrong is told under the field, with its source on demand.
const end = Object.keys(action).find((name) => name.startsWith("Date de fin"));
await fill(page, end, dayFromNow(38));
await main(page).getByText(/est antérieure/).first().waitFor();
await page.evaluate(() => document.getElementById("formation.date_debut").scrollIntoView({ block: "center" }));
await picture("formation");
await fill(page, end, action[end]);
await next(page);
await onStep(page, /stagiaire/);
for (const [first, last, born] of [["Jérôme", "Lefèvre", "06/05/1985"], ["Élodie", "Cœur", "28/02/1994"], ["Anaïs", "Grangé", "17/11/2001"]]) {
  await addTrainee(page, { ...trainee, Prénom: first, Nom: last, "Date de naissance": born });
}
await page.evaluate(() => scrollTo(0, 0));
await picture("stagiaires");
await fillTheRest(page);
await page.getByRole("button", { name: "VALIDER" }).click();
await onStep(page, /Vérification/);
await picture("verification");
await closeBrowser();
await receiver.stop();
