// Runs in the page, as text: values of the page as WebDriver BiDi's RemoteValue and back, and calls between them.
// Nothing from outside this function is seen there.
export function remoteEnd() {
  const owned = new Map(); // handle → value
  const nodes = new Map(); // shared id → node
  const idOfNode = new WeakMap();
  const compiled = new Map(); // text → a function that evaluates it
  let last = 0;

  const unusual = new Map([["NaN", NaN], ["-0", -0], ["Infinity", Infinity], ["-Infinity", -Infinity]]);
  const writeNumber = (value) => Number.isFinite(value) && !Object.is(value, -0) ? value : Object.is(value, -0) ? "-0" : String(value);

  function read(local) {
    if ("handle" in local || "sharedId" in local) {
      const found = owned.get(local.handle) ?? nodes.get(local.sharedId);
      if (found === undefined) throw new Error("no such handle");
      return found;
    }
    switch (local.type) {
      case "undefined": return undefined;
      case "null": return null;
      case "number": return typeof local.value === "string" ? unusual.get(local.value) : local.value;
      case "bigint": return BigInt(local.value);
      case "array": return local.value.map(read);
      case "object": return Object.fromEntries(local.value.map(([key, value]) => [typeof key === "string" ? key : read(key), read(value)]));
      case "date": return new Date(local.value);
      case "regexp": return new RegExp(local.value.pattern, local.value.flags);
      default: return local.value;
    }
  }

  function write(value, depth) {
    switch (typeof value) {
      case "undefined": return { type: "undefined" };
      case "number": return { type: "number", value: writeNumber(value) };
      case "bigint": return { type: "bigint", value: String(value) };
      case "string": case "boolean": return { type: typeof value, value };
      case "symbol": case "function": return { type: typeof value };
    }
    if (value === null) return { type: "null" };
    if (value instanceof Node) {
      let sharedId = idOfNode.get(value);
      if (!sharedId) idOfNode.set(value, sharedId = `n${++last}`);
      nodes.set(sharedId, value);
      return { type: "node", sharedId, value: { nodeType: value.nodeType, localName: value.localName, childNodeCount: 0 } };
    }
    if (value === window) return { type: "window", value: {} };
    if (value instanceof Error) return { type: "error" };
    if (value instanceof Promise) return { type: "promise" };
    if (value instanceof Date) return { type: "date", value: value.toISOString() };
    if (value instanceof RegExp) return { type: "regexp", value: { pattern: value.source, flags: value.flags } };
    if (Array.isArray(value)) return { type: "array", ...(depth > 0 && { value: value.map((one) => write(one, depth - 1)) }) };
    return { type: "object", ...(depth > 0 && { value: Object.entries(value).map(([key, one]) => [key, write(one, depth - 1)]) }) };
  }

  // The page's policy forbids eval, and Playwright's scripts need it: texts are compiled by the driver, which is not bound
  // by the policy, and whoever asks for one that is not there yet is asked again when it is.
  class Uncompiled extends Error {
    constructor(text) { super("a text is not compiled yet"); this.text = text; }
  }
  globalThis.eval = (text) => {
    if (!compiled.has(text)) throw new Uncompiled(text);
    return compiled.get(text)();
  };

  // A file input that is operated asks the driver for its files, not the person.
  let asked = null;
  addEventListener("click", (event) => {
    if (!(event.target instanceof HTMLInputElement) || event.target.type !== "file") return;
    event.preventDefault();
    asked = { element: write(event.target, 0), multiple: event.target.multiple };
  }, true);

  // What the page complains of from now on.
  let complaints = [];
  const complain = (type, text) => { complaints.push({ type, text }); };
  addEventListener("error", (event) => complain("javascript", `${event.error ?? event.message}`));
  addEventListener("unhandledrejection", (event) => complain("javascript", `${event.reason}`));
  addEventListener("securitypolicyviolation", (event) => complain("console", `${event.violatedDirective} forbids ${event.blockedURI}`));
  const { error } = console;
  console.error = (...words) => { complain("console", words.join(" ")); error.apply(console, words); };

  return {
    compiled,
    node: (reference) => read(reference),
    disown(handles) { for (const one of handles) owned.delete(one); },
    /// What has happened since the last call, and where the page is now.
    news() {
      const told = { url: location.href, fileDialog: asked, complaints };
      asked = null;
      complaints = [];
      return told;
    },
    async call(make, given, own, depth) {
      try {
        const value = await make()(...given.map(read));
        const result = write(value, depth ?? Infinity);
        if (own && value !== null && (typeof value === "object" || typeof value === "function")) {
          result.handle = `h${++last}`;
          owned.set(result.handle, value);
        }
        return { result };
      } catch (error) {
        if (error instanceof Uncompiled) return { uncompiled: error.text };
        return { exception: error instanceof Error ? `${error.name}: ${error.message}` : String(error) };
      }
    },
  };
}
