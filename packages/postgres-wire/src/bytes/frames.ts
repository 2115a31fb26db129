import { ProtocolViolation } from '../errors.js';

/** A message whose body was not read yet. */
export interface Frame {
  /** A letter; empty for the first message of a connection, which has none. */
  readonly type: string;
  readonly body: Buffer;
}

/** Cuts what a client sends into messages. */
export class Frames {
  #chunks: Buffer[] = [];
  #bytes = 0;

  /** The bytes that wait. */
  get bytes(): number {
    return this.#bytes;
  }

  push(chunk: Buffer): void {
    this.#chunks.push(chunk);
    this.#bytes += chunk.byteLength;
  }

  /**
   * Takes the next message; undefined if it has not arrived as a whole.
   *
   * @param hasType false for the first message of a connection
   * @throws ProtocolViolation if the message is longer than `maxBytes`, or shorter than possible
   */
  take({ hasType, maxBytes }: { readonly hasType: boolean; readonly maxBytes: number }): Frame | undefined {
    const head = hasType ? 5 : 4;
    if (this.#bytes < head) return undefined;
    const first = this.#join(head);
    const length = first.readInt32BE(head - 4);
    if (length < 4 || length > maxBytes) throw new ProtocolViolation(`A message of ${length} bytes is not accepted.`);
    const whole = head - 4 + length;
    if (this.#bytes < whole) return undefined;
    const bytes = this.#join(whole);
    this.#chunks[0] = bytes.subarray(whole);
    this.#bytes -= whole;
    return { type: hasType ? String.fromCharCode(bytes[0] ?? 0) : '', body: bytes.subarray(head, whole) };
  }

  /** Makes the first chunk at least so long. A long message is joined once, when it is complete. */
  #join(bytes: number): Buffer {
    const [first] = this.#chunks;
    if (first && first.byteLength >= bytes) return first;
    const joined = Buffer.concat(this.#chunks);
    this.#chunks = [joined];
    return joined;
  }
}
