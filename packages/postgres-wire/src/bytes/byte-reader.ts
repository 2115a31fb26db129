import { ProtocolViolation } from '../errors.js';

/** Reads the parts of a message one after another. @throws ProtocolViolation if the message is too short */
export class ByteReader {
  readonly #bytes: Buffer;
  #position = 0;

  constructor(bytes: Buffer) {
    this.#bytes = bytes;
  }

  /** The number of bytes that were not read yet. */
  get left(): number {
    return this.#bytes.byteLength - this.#position;
  }

  byte(): number {
    return this.bytes(1).readUInt8();
  }

  int16(): number {
    return this.bytes(2).readInt16BE();
  }

  int32(): number {
    return this.bytes(4).readInt32BE();
  }

  /** A type is a number without a sign. */
  oid(): number {
    return this.bytes(4).readUInt32BE();
  }

  /** A text that ends with a zero. */
  text(): string {
    const end = this.#bytes.indexOf(0, this.#position);
    if (end < 0) throw new ProtocolViolation('A text of the message does not end.');
    const text = this.#bytes.toString('utf8', this.#position, end);
    this.#position = end + 1;
    return text;
  }

  bytes(count: number): Buffer {
    if (count < 0 || count > this.left) throw new ProtocolViolation('The message is shorter than it says.');
    this.#position += count;
    return this.#bytes.subarray(this.#position - count, this.#position);
  }

  /** As many values as the number in front of them says. */
  list<T>(read: () => T): readonly T[] {
    const count = this.bytes(2).readUInt16BE();
    return Array.from({ length: count }, read);
  }

  /** Bytes behind their length; null for the length -1. */
  sized(): Buffer | null {
    const length = this.int32();
    return length === -1 ? null : this.bytes(length);
  }
}
