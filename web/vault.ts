// What a passphrase makes unreadable: AES-GCM of 256 bits under a key of chance, which is itself kept under one that the passphrase gives
// (PBKDF2, SHA-256). So another passphrase changes no record. Fetched when somebody protects the device, or comes back to it
// (protection.ts).

/** What is kept beside the records: nothing of it opens them without the passphrase. */
export interface Header {
  version: 1;
  rounds: number;
  salt: Uint8Array<ArrayBuffer>;
  /** The key of the records, sealed. */
  key: ArrayBuffer;
}

/** What is sealed belongs to its name: under another it does not open. */
export interface Vault {
  seal(name: string, bytes: BufferSource): Promise<ArrayBuffer>;
  open(name: string, sealed: ArrayBuffer): Promise<ArrayBuffer>;
}

const aes = "AES-GCM";
const rounds = 600_000;
const vectorLength = 12;

const encode = (text: string): Uint8Array<ArrayBuffer> => new TextEncoder().encode(text);

const random = (length: number): Uint8Array<ArrayBuffer> => crypto.getRandomValues(new Uint8Array(length));

const seal = async (key: CryptoKey, name: string, bytes: BufferSource): Promise<ArrayBuffer> => {
  const iv = random(vectorLength);
  const sealed = await crypto.subtle.encrypt({ name: aes, iv, additionalData: encode(name) }, key, bytes);
  return new Blob([iv, sealed]).arrayBuffer();
};

/** Rejects with an OperationError what was sealed otherwise, or altered. */
const open = (key: CryptoKey, name: string, sealed: ArrayBuffer): Promise<ArrayBuffer> =>
  crypto.subtle.decrypt(
    { name: aes, iv: new Uint8Array(sealed, 0, vectorLength), additionalData: encode(name) }, key, new Uint8Array(sealed, vectorLength));

const derive = async (secret: string, salt: Uint8Array<ArrayBuffer>, count: number): Promise<CryptoKey> => {
  const material = await crypto.subtle.importKey("raw", encode(secret.normalize()), "PBKDF2", false, ["deriveKey"]);
  return crypto.subtle.deriveKey({ name: "PBKDF2", hash: "SHA-256", salt, iterations: count }, material, { name: aes, length: 256 }, false, ["encrypt", "decrypt"]);
};

const vaultOf = async (raw: ArrayBuffer): Promise<Vault> => {
  const key = await crypto.subtle.importKey("raw", raw, aes, false, ["encrypt", "decrypt"]);
  return { seal: (name, bytes) => seal(key, name, bytes), open: (name, sealed) => open(key, name, sealed) };
};

const headerOf = async (secret: string, raw: BufferSource): Promise<Header> => {
  const salt = random(16);
  return { version: 1, rounds, salt, key: await seal(await derive(secret, salt, rounds), "clef", raw) };
};

const rawKey = async (header: Header, secret: string): Promise<ArrayBuffer> =>
  open(await derive(secret, header.salt, header.rounds), "clef", header.key);

export const make = async (secret: string): Promise<[Header, Vault]> => {
  const raw = random(32);
  return [await headerOf(secret, raw), await vaultOf(raw.buffer)];
};

export const unlock = async (header: Header, secret: string): Promise<Vault> => vaultOf(await rawKey(header, secret));

/** The same key under another passphrase. */
export const rewrap = async (header: Header, secret: string, fresh: string): Promise<Header> => headerOf(fresh, await rawKey(header, secret));
