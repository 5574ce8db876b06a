// A small proxy in front of the real receiver that misbehaves on demand: down, slow, 500, 422, 409, 401, 429, truncated.
//
//   const proxy = await startFaultProxy({ target: receiver.url });
//   proxy.set({ match: "/api/dossiers", status: 500 });          every request whose path contains it
//   proxy.set({ drop: "request", once: true });                  the next request: connection cut, nothing answered
//   proxy.clear();
//
// A fault: { match: text in the path, RegExp or function(request) — all requests when absent;
//   method; once: true, or times: n: how many requests it applies to;
//   delayMs: waits before anything else; status, body (object or text), headers: answers this instead of the receiver;
//   drop: "request" (or true): cuts the connection before the request reaches the receiver; "answer": after it, so
//     that the receiver has done its work and nobody is told; truncate: n bytes of the receiver's answer, then cuts }
// Later faults go first. `requests` lists what came: { method, path, headers, body (Buffer), status }.
import http from "node:http";
import net from "node:net";

const sentences = {
  401: ["jeton-refuse", "Le code d’accès n’est pas le bon. Vérifiez-le, puis envoyez de nouveau : rien n’est perdu."],
  409: ["dossier-different", "Un dossier au contenu différent a déjà été transmis sous cet identifiant."],
  413: ["trop-volumineux", "Le contenu envoyé dépasse la taille admise (2 Mo)."],
  422: ["non-recevable", "La demande ne peut pas être reçue en l’état : corrigez ce qui est signalé, puis envoyez-la de nouveau."],
  429: ["trop-de-demandes", "Trop de demandes à la fois : réessayez dans un instant."],
  500: ["erreur-interne", "Le serveur a rencontré une erreur. Rien n’a été enregistré : réessayez dans un instant."],
  503: ["base-occupee", "La base de données est occupée. Rien n’a été enregistré : réessayez dans un instant."],
};

const defaultHeaders = { 401: { "www-authenticate": 'Bearer realm="Guichet"' }, 429: { "retry-after": "1" }, 503: { "retry-after": "1" } };

export async function startFaultProxy({ target, port = 0 }) {
  const to = new URL(target);
  let faults = [];
  const requests = [];
  const sockets = new Set();
  const timers = new Set();

  const applies = (fault, request) => {
    if (fault.left === 0 || (fault.method && fault.method !== request.method)) return false;
    if (fault.match === undefined) return true;
    if (typeof fault.match === "function") return fault.match(request);
    return fault.match instanceof RegExp ? fault.match.test(request.url) : request.url.includes(fault.match);
  };
  const wait = (ms) => new Promise((resolve) => {
    const timer = setTimeout(() => { timers.delete(timer); resolve(); }, ms);
    timers.add(timer);
  });

  const server = http.createServer(async (request, response) => {
    const fault = [...faults].reverse().find((one) => applies(one, request)) ?? {};
    if (fault.left !== undefined) fault.left -= 1;
    const entry = { method: request.method, path: request.url, headers: request.headers, body: Buffer.alloc(0), status: undefined };
    requests.push(entry);
    request.on("error", () => {});
    response.on("error", () => {});
    if (fault.delayMs) await wait(fault.delayMs);
    if (fault.drop === true || fault.drop === "request") return request.socket.destroy();

    const parts = [];
    try {
      for await (const part of request) parts.push(part);
    } catch {
      return undefined;  // the page gave up
    }
    entry.body = Buffer.concat(parts);
    if (fault.status !== undefined || fault.body !== undefined) return answer(response, fault, entry);
    return forward(request, response, fault, entry);
  });

  function answer(response, fault, entry) {
    entry.status = fault.status ?? 200;
    const [code, message] = sentences[entry.status] ?? ["erreur", "Erreur simulée."];
    const body = fault.body ?? { erreur: { code, message }, constats: [] };
    const text = typeof body === "string" ? body : JSON.stringify(body);
    response.writeHead(entry.status, {
      "content-type": "application/json; charset=utf-8", "cache-control": "no-store", "content-length": Buffer.byteLength(text),
      ...defaultHeaders[entry.status], ...fault.headers,
    });
    response.end(text);
  }

  function forward(request, response, fault, entry) {
    const headers = { ...request.headers, "content-length": String(entry.body.length) };
    delete headers["transfer-encoding"];
    if (entry.body.length === 0 && !["POST", "PUT"].includes(request.method)) delete headers["content-length"];
    const onward = http.request({ host: to.hostname, port: to.port, method: request.method, path: request.url, headers, agent: false });
    onward.on("error", () => request.socket.destroy());
    onward.on("response", async (answered) => {
      entry.status = answered.statusCode;
      if (fault.drop === "answer") {
        answered.resume();
        answered.on("end", () => request.socket.destroy());
        return;
      }
      if (fault.truncate !== undefined) {
        const parts = [];
        for await (const part of answered) parts.push(part);
        // The length promised is the whole one: the client must notice that the rest never comes.
        response.writeHead(answered.statusCode, answered.headers);
        response.write(Buffer.concat(parts).subarray(0, fault.truncate));
        await wait(20);
        request.socket.destroy();
        return;
      }
      response.writeHead(answered.statusCode, answered.headers);
      answered.pipe(response);
    });
    onward.end(entry.body);
  }

  server.on("connection", (socket) => {
    sockets.add(socket);
    socket.on("close", () => sockets.delete(socket));
    socket.on("error", () => {});
  });
  await new Promise((resolve, reject) => server.once("error", reject).listen(port, "127.0.0.1", resolve));
  const taken = server.address().port;

  return {
    url: `http://127.0.0.1:${taken}/`,
    requests,
    /// Adds a fault; it holds until clear(), or for so many requests.
    set(fault) {
      const left = fault.times ?? (fault.once ? 1 : undefined);
      faults.push(left === undefined ? { ...fault } : { ...fault, left });
    },
    clear() {
      faults = [];
    },
    /// Nothing listens any more; open connections are cut.
    async down() {
      await new Promise((resolve) => {
        server.close(resolve);
        for (const socket of sockets) socket.destroy();
      });
    },
    /// Listens again, on the same port.
    async up() {
      for (let tries = 0; await isTaken(taken); tries += 1) {
        if (tries > 50) throw new Error(`port ${taken} was taken meanwhile`);
        await wait(20);
      }
      await new Promise((resolve, reject) => server.once("error", reject).listen(taken, "127.0.0.1", resolve));
    },
    async stop() {
      for (const timer of timers) clearTimeout(timer);
      if (server.listening) await this.down();
    },
  };
}

function isTaken(port) {
  return new Promise((resolve) => {
    const socket = net.connect(port, "127.0.0.1");
    socket.on("connect", () => { socket.destroy(); resolve(true); });
    socket.on("error", () => resolve(false));
  });
}
