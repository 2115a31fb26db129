/** A file that is written as base64, piece by piece: encoded at once, it would stop the server for a tenth of a second. */
export class Base64File {
  readonly #chunks: readonly Uint8Array[];

  constructor(chunks: readonly Uint8Array[]) {
    this.#chunks = chunks;
  }

  /** Yields the base64 in pieces, one for each chunk. */
  *pieces(): Generator<string> {
    // Base64 encodes three bytes at a time.
    let rest: Uint8Array = new Uint8Array();
    for (const chunk of this.#chunks) {
      const bytes = Buffer.concat([rest, chunk]);
      const end = bytes.length - (bytes.length % 3);
      yield bytes.toString('base64', 0, end);
      rest = bytes.subarray(end);
    }
    yield Buffer.from(rest).toString('base64');
  }

  /** Called by `JSON.stringify`. */
  toJSON(): string {
    return [...this.pieces()].join('');
  }
}
