// The little of RFC 6455 that a local debugging client needs: one server, text messages, no extensions.
import { createHash } from "node:crypto";
import { createServer } from "node:http";

const accepted = (key) => createHash("sha1").update(`${key}258EAFA5-E914-47DA-95CA-C5AB0DC85B11`).digest("base64");

function frame(opcode, payload) {
  const small = payload.length < 126;
  const head = Buffer.alloc(small ? 2 : payload.length < 65536 ? 4 : 10);
  head[0] = 0x80 | opcode;
  if (small) head[1] = payload.length;
  else if (head.length === 4) { head[1] = 126; head.writeUInt16BE(payload.length, 2); }
  else { head[1] = 127; head.writeBigUInt64BE(BigInt(payload.length), 2); }
  return Buffer.concat([head, payload]);
}

/// Takes whole frames off the front of what has arrived; what is left of it is returned.
function unframe(bytes, hear) {
  for (;;) {
    if (bytes.length < 2) return bytes;
    let length = bytes[1] & 0x7f, at = 2;
    if (length === 126) { if (bytes.length < 4) return bytes; length = bytes.readUInt16BE(2); at = 4; }
    else if (length === 127) { if (bytes.length < 10) return bytes; length = Number(bytes.readBigUInt64BE(2)); at = 10; }
    const masked = (bytes[1] & 0x80) !== 0;
    const end = at + (masked ? 4 : 0) + length;
    if (bytes.length < end) return bytes;
    const payload = Buffer.from(bytes.subarray(end - length, end));
    if (masked) for (let i = 0; i < length; ++i) payload[i] ^= bytes[at + (i & 3)];
    hear({ opcode: bytes[0] & 0x0f, final: (bytes[0] & 0x80) !== 0, payload });
    bytes = bytes.subarray(end);
  }
}

/// Listens on a free port and calls `onClient({ send, onText, onClose })` for who connects. Resolves to the port.
export function listen(onClient) {
  const server = createServer((_, response) => response.writeHead(426).end());
  server.on("upgrade", (request, socket) => {
    socket.write(`HTTP/1.1 101 Switching Protocols\r\nUpgrade: websocket\r\nConnection: Upgrade\r\nSec-WebSocket-Accept: ${
      accepted(request.headers["sec-websocket-key"])}\r\n\r\n`);
    socket.setNoDelay(true);
    const client = { onText() {}, onClose() {}, send: (text) => socket.write(frame(1, Buffer.from(text))) };
    let waiting = Buffer.alloc(0), parts = [];
    socket.on("data", (chunk) => {
      waiting = unframe(waiting.length ? Buffer.concat([waiting, chunk]) : chunk, ({ opcode, final, payload }) => {
        if (opcode === 8) return void socket.end(frame(8, payload));
        if (opcode === 9) return void socket.write(frame(10, payload));
        if (opcode === 10) return;
        parts.push(payload);
        if (!final) return;
        const text = Buffer.concat(parts).toString();
        parts = [];
        client.onText(text);
      });
    });
    socket.on("close", () => client.onClose());
    socket.on("error", () => socket.destroy());
    onClient(client);
  });
  return new Promise((resolve) => server.listen(0, "127.0.0.1", () => resolve(server.address().port)));
}
