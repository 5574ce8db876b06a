// The WebAssembly module in its two parts: what every visit needs, and what is fetched when first wanted (tools/split.mjs).

import { fetchCounted } from "./boot";

let first: WebAssembly.Instance | undefined;

/** Compiles while it arrives, where the host gives the right type. */
const instantiate = async (response: Response, imports: WebAssembly.Imports): Promise<WebAssembly.Instance> => {
  const { instance } = response.headers.get("content-type") === "application/wasm"
    ? await WebAssembly.instantiateStreaming(response, imports)
    : await WebAssembly.instantiate(await response.arrayBuffer(), imports);
  return instance;
};

export const instantiateFirst = async (imports: WebAssembly.Imports): Promise<WebAssembly.Instance> =>
  (first = await instantiate(await fetchCounted("guichet.wasm"), imports));

/** Puts the rest of the functions into the table that the first part calls through. Memory and table are shared. */
export const fetchLater = async (): Promise<void> => {
  const response = await fetch("guichet-later.wasm");
  if (!first || !response.ok) throw new Error(`guichet-later.wasm: ${response.status}`);
  await instantiate(response, { guichet: first.exports as WebAssembly.ModuleImports });
};
