/** An answer that goes on: lines of JSON, sent as they come, as the client takes them. */
export class LineStream {
  readonly #lines: AsyncIterator<string>;
  readonly #stop: () => void;

  /**
   * @param lines each item is one or more whole lines
   * @param stop ends the lines; called when the client disconnects
   */
  constructor(lines: AsyncIterator<string>, stop: () => void) {
    this.#lines = lines;
    this.#stop = stop;
  }

  /** The body of the response. */
  toBody(): ReadableStream<Uint8Array> {
    const pull = async (controller: ReadableStreamDefaultController<Uint8Array>) => {
      const { value, done } = await this.#lines.next();
      if (done) controller.close();
      else controller.enqueue(Buffer.from(value));
    };
    // Without a queue of its own, the stream reads nothing that the client cannot take yet.
    return new ReadableStream<Uint8Array>({ pull, cancel: () => this.#stop() }, { highWaterMark: 0 });
  }
}
