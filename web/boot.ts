// What is seen before the application runs, and when it cannot: progress, refusal, crash. The sentences stand in
// shell/index.html; here they are only shown.

import { setModule } from "./module";
import { save } from "./ports/files";
import { records } from "./ports/store";

const show = (id: string): void => {
  const element = document.getElementById(id);
  if (element) element.hidden = false;
};

const hide = (id: string): void => {
  const element = document.getElementById(id);
  if (element) element.hidden = true;
};

let loaded = 0;

/** Fetches, and moves the bar by the bytes that arrive. */
export const fetchCounted = async (url: string): Promise<Response> => {
  const response = await fetch(url);
  if (!response.ok || !response.body) throw new Error(`${url}: ${response.status}`);
  const bar = document.querySelector<HTMLProgressElement>("#boot progress");
  const counter = new TransformStream<Uint8Array, Uint8Array>({
    transform(bytes, controller) {
      loaded += bytes.length;
      if (bar) bar.value = loaded;
      controller.enqueue(bytes);
    },
  });
  return new Response(response.body.pipeThrough(counter), { headers: { "content-type": response.headers.get("content-type") ?? "" } });
};

export const bootDone = (): void => document.getElementById("boot")?.remove();

export const refuse = (): void => {
  hide("boot");
  show("refused");
};

let crashed = false;

/** The module is gone: nothing of it may be called again. What was written stays in the store. */
export const crash = (error: unknown): void => {
  if (crashed) return;
  crashed = true;
  setModule(undefined);
  console.error(error);
  document.documentElement.classList.remove("painted");
  for (const id of ["boot", "guichet"]) hide(id);
  show("crashed");
};

export const armCrash = (): void => {
  document.getElementById("reload")?.addEventListener("click", () => location.reload());
  document.getElementById("rescue")?.addEventListener("click", () => {
    void records("").then((found) =>
      save(new Blob([JSON.stringify(Object.fromEntries(found), null, 1)], { type: "application/json" }), "guichet-brouillons.json"));
  });
  const stopped = (error: unknown): void => {
    if (error instanceof WebAssembly.RuntimeError) crash(error);
  };
  addEventListener("error", ({ error }) => stopped(error));
  addEventListener("unhandledrejection", ({ reason }) => stopped(reason));
};
