// More of the tests once again as somebody who has chosen plain HTML: letters, announcements, habits, widgets, files dropped.
// A line that asks for the picture is left out where it stands, and a test that is about nothing else says why it is skipped. Print is not
// here: paper never has the picture.
import { after } from "node:test";
import { closeBrowser } from "./harness.mjs";

process.env.GUICHET_PLAIN = "1";

await import("./text.test.mjs");
await import("./announced.test.mjs");
await import("./habits.test.mjs");
await import("./widgets.test.mjs");
await import("./drop.test.mjs");
after(closeBrowser);
