import type { HttpBody, HttpBodyReader } from './http-response.js';

/** So many bytes wait to be read before the connection is told to pause. */
const HIGH_WATER_BYTES = 64 * 1024;

/** The body of a response as it arrives. It is its own, only reader. */
export class IncomingBody implements HttpBody, HttpBodyReader {
  readonly #resume: () => void;
  readonly #abort: (reason: Error) => void;
  #chunks: Uint8Array[] = [];
  #bytes = 0;
  #end: { readonly error?: unknown } | undefined;
  #waiting: PromiseWithResolvers<{ readonly value?: Uint8Array }> | undefined;

  /**
   * @param resume lets the connection go on after `push` returned false
   * @param abort closes the connection
   */
  constructor(resume: () => void, abort: (reason: Error) => void) {
    this.#resume = resume;
    this.#abort = abort;
  }

  /** @returns whether more may follow at once */
  push(chunk: Uint8Array): boolean {
    if (this.#waiting) {
      this.#waiting.resolve({ value: chunk });
      this.#waiting = undefined;
      return true;
    }
    this.#chunks.push(chunk);
    this.#bytes += chunk.byteLength;
    return this.#bytes < HIGH_WATER_BYTES;
  }

  /** No more chunks follow. @param end has the error, if the body was cut off */
  close(end: { readonly error?: unknown } = {}): void {
    this.#end ??= end;
    if (!this.#waiting) return;
    if ('error' in end) this.#waiting.reject(end.error);
    else this.#waiting.resolve({});
    this.#waiting = undefined;
  }

  getReader(): HttpBodyReader {
    return this;
  }

  async read(): Promise<{ readonly value?: Uint8Array }> {
    const chunk = this.#chunks.shift();
    if (chunk) {
      const wasFull = this.#bytes >= HIGH_WATER_BYTES;
      this.#bytes -= chunk.byteLength;
      if (wasFull && this.#bytes < HIGH_WATER_BYTES) this.#resume();
      return { value: chunk };
    }
    if (this.#end) {
      if ('error' in this.#end) throw this.#end.error;
      return {};
    }
    this.#waiting = Promise.withResolvers();
    return this.#waiting.promise;
  }

  async cancel(reason?: unknown): Promise<void> {
    if (this.#end) return;
    this.#chunks = [];
    this.#abort(reason instanceof Error ? reason : new Error('The body was cancelled.'));
  }
}
