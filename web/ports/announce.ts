// Two live regions, outside the tree: a screen reader speaks what is put there.

/** Same text again: a change that is not heard makes it spoken again. */
const again = "\u00a0";

const regions = ["polite", "assertive"].map((id) => document.getElementById(id) as HTMLElement);
const waiting = ["", ""];
let clearing = 0;

/** Behind a dialog the page is inert, and they would be silent. */
export const placeRegions = (): void => (document.querySelector("dialog:modal") ?? document.body).append(...regions);

export const announce = (text: string, assertive: boolean): void => {
  const which = Number(assertive);
  const region = regions[which];
  if (!region) return;
  // Once the page and its focus are what is spoken of; what comes together is said together.
  if (!waiting[which]) {
    setTimeout(() => {
      const now = waiting[which] ?? "";
      waiting[which] = "";
      region.textContent = region.textContent === now ? now + again : now;
      clearTimeout(clearing);
      // Nobody who reads to the end of the page is to find old news there.
      clearing = setTimeout(() => {
        for (const one of regions) one.textContent = "";
      }, 7000);
    }, 150);
  }
  waiting[which] += waiting[which] ? ` ${text}` : text;
};
