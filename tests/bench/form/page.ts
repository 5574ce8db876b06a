// The page of the bench: ours, opened on a new dossier of the bench's form, with what the peers publish as window.__bench.
// What is counted stands in the document as real elements, as with the peers; and each one of them that is in the window
// must be in the picture of the last frame too (or be the field in focus, which the browser itself shows), or the count is -1.

import "../../../web/main.ts";
import { wasm } from "../../../web/module.ts";

interface BenchModule {
  _guichet_bench_fill(text: number): number;
  _guichet_bench_validate(): number;
  _guichet_bench_show_errors(): void;
  _guichet_bench_rows(count: number): void;
  _guichet_bench_text(field: number): number;
  _guichet_message(size: number): number;
  HEAPU8: Uint8Array;
}

declare global {
  interface Window {
    __bench: object;
    __guichet: { painted(): { element: Element }[] };
  }
}

const size = new URLSearchParams(location.search).get("n") ?? "60";
const bench = (): BenchModule => wasm() as unknown as BenchModule;
const frame = (): Promise<number> => new Promise(requestAnimationFrame);
const found = (selector: string): HTMLElement[] => [...document.querySelectorAll<HTMLElement>(`#guichet ${selector}`)];

/** How many of them there are, once those in the window are painted. */
const drawn = (elements: HTMLElement[]): number => {
  const shown = elements.filter((element) => element.getClientRects().length > 0);
  const painted = new Set(window.__guichet.painted().map(({ element }) => element));
  const inPicture = (element: HTMLElement): boolean =>
    painted.has(element) || [...element.querySelectorAll("*")].some((inner) => painted.has(inner)) || element.contains(document.activeElement);
  const missing = shown.some((element) => {
    const box = element.getBoundingClientRect();
    return box.bottom > 0 && box.top < innerHeight && box.height > 0 && !inPicture(element);
  });
  return missing ? -1 : shown.length;
};

const control = (field: string): HTMLInputElement | null => document.getElementById(field) as HTMLInputElement | null;

/** The dossiers of the bench's values, made beforehand (run.mjs). */
let dossiers: Record<string, object> = {};

const fill = (mode: string): void => {
  const module = bench();
  const bytes = new TextEncoder().encode(`${JSON.stringify(dossiers[mode])}\0`);
  const place = module._guichet_message(bytes.length);
  module.HEAPU8.set(bytes, place);
  if (module._guichet_bench_fill(place) !== 1) throw new Error(`the bench's dossier « ${mode} » cannot be read`);
};

const text = (field: number): string => {
  const { HEAPU8, _guichet_bench_text: read } = bench();
  const start = read(field);
  return new TextDecoder().decode(HEAPU8.slice(start, HEAPU8.indexOf(0, start)));
};

const opened = async (): Promise<number> => {
  dossiers = (await (await fetch(`bench-${size}.json`)).json()) as Record<string, object>;
  for (;;) {
    const choice = document.getElementById(`procedure-bench.n${size}`);
    if (choice) {
      choice.click();
      break;
    }
    await frame();
  }
  while (!control("f0")) await frame();
  await frame();
  await frame();
  return performance.now();
};

window.__bench = {
  ready: opened(),
  firstTextInput: () => control("f0"),
  firstTextValue: () => text(0),
  conditionToggle: () => control("f4"),
  // The fields that wait for f4 stand at 5, 15, … 55.
  dependents: () => drawn([5, 15, 25, 35, 45, 55].flatMap((at) => found(`#f${at}-champ`))),
  fieldsShown: () => drawn(found('[id$="-champ"]')),
  fill,
  validate: () => bench()._guichet_bench_validate(),
  showErrors: () => bench()._guichet_bench_show_errors(),
  errorsShown: () => drawn(found('[id$="-error"]')),
  addRows: (count: number) => bench()._guichet_bench_rows(count),
  rowsShown: () => drawn(found("tbody tr, [role=row]").filter((row) => row.closest("thead") === null)),
};
