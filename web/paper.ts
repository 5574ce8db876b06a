// Printing: while the page prints, the tree has the dossier's récapitulatif in it (src/view/paper.cpp), and paper shows that alone
// (shell/print.css). It comes and goes within the browser's own events, as nothing else is waited for then.

import { entryOf } from "./entries";
import { tellEvent } from "./events";
import { request } from "./frames";
import { flush, occupied, running, wasm } from "./module";
import { cause } from "./protocol";

const set = (printing: boolean): void => {
  const paper = entryOf(document.getElementById("papier"));
  if (paper && running()) {
    tellEvent(paper, "toggle", String(printing));
    occupied(() => wasm()._guichet_frame(cause.model | cause.rest, 0));
    flush();
    request(cause.layout);
  }
  // At the foot of each page; a CSS string is written as a JSON one.
  document.documentElement.style.setProperty("--foot", JSON.stringify(document.title));
};

export const followPrinting = (): void => {
  addEventListener("beforeprint", () => set(true));
  addEventListener("afterprint", () => set(false));
};
