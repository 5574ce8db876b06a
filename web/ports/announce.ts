// Two live regions, outside the tree: a screen reader speaks what is put there.

/** Same text again: a change that is not heard makes it spoken again. */
const again = "\u00a0";

export const announce = (text: string, assertive: boolean): void => {
  const region = document.getElementById(assertive ? "assertive" : "polite");
  if (!region) return;
  region.textContent = region.textContent === text ? text + again : text;
};
