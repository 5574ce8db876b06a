// Messages between the page and C++: LEB128 numbers, strings as length and UTF-8. Mirrors src/platform/web/wire.hpp.

const encoder = new TextEncoder();
// A mark at the beginning is part of the text: a file for spreadsheets has one.
const decoder = new TextDecoder("utf-8", { ignoreBOM: true });

export class Reader {
  private at = 0;
  constructor(private readonly bytes: Uint8Array) {}

  get done(): boolean {
    return this.at >= this.bytes.length;
  }

  /** Up to 2^53: offsets and sizes of files included. */
  number(): number {
    let value = 0;
    let factor = 1;
    for (;;) {
      const byte = this.bytes[this.at++] ?? 0;
      value += (byte & 0x7f) * factor;
      if (byte < 0x80) return value;
      factor *= 128;
    }
  }

  text(): string {
    const length = this.number();
    const from = this.at;
    this.at += length;
    return decoder.decode(this.bytes.subarray(from, this.at));
  }

  texts(): string[] {
    return Array.from({ length: this.number() }, () => this.text());
  }
}

export class Writer {
  private buffer = new Uint8Array(256);
  private length = 0;

  number(value: number): this {
    this.room(10);
    while (value >= 0x80) {
      this.buffer[this.length++] = (value % 128) | 0x80;
      value = Math.floor(value / 128);
    }
    this.buffer[this.length++] = value;
    return this;
  }

  text(text: string): this {
    return this.bytes(encoder.encode(text));
  }

  bytes(bytes: Uint8Array): this {
    this.number(bytes.length);
    this.room(bytes.length);
    this.buffer.set(bytes, this.length);
    this.length += bytes.length;
    return this;
  }

  done(): Uint8Array {
    return this.buffer.subarray(0, this.length);
  }

  private room(count: number): void {
    if (this.length + count <= this.buffer.length) return;
    const grown = new Uint8Array(Math.max(this.buffer.length * 2, this.length + count));
    grown.set(this.buffer);
    this.buffer = grown;
  }
}
