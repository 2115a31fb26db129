import type { HttpHeaders } from './http-response.js';

/** Headers as they were received: names and values in turn. Most are never looked at, so they are decoded on demand. */
export class RawHeaders implements HttpHeaders {
  readonly #raw: readonly Uint8Array[];

  constructor(raw: readonly Uint8Array[]) {
    this.#raw = raw;
  }

  get(name: string): string | null {
    const wanted = name.toLowerCase();
    const values: string[] = [];
    for (let index = 0; index < this.#raw.length; index += 2) {
      const [found, value] = [this.#raw[index], this.#raw[index + 1]];
      if (found?.length === wanted.length && toText(found).toLowerCase() === wanted && value)
        values.push(toText(value));
    }
    return values.length === 0 ? null : values.join(', ');
  }
}

function toText(bytes: Uint8Array): string {
  return Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).toString('latin1');
}
