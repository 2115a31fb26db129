import type { Transform } from 'node:stream';
import { compress, type Compression } from '../exports/formats/compression.js';
import { PART_BYTES } from './parts.js';

/** What a download is. */
interface DownloadHead {
  readonly mediaType: string;
  readonly fileName: string;
  /** Whether the bytes cannot be compressed further. */
  readonly isCompressed?: boolean;
}

/** Writes the body of a download. */
interface DownloadBody {
  /** Resolves when the client has taken the bytes. Rejects when it has disconnected. */
  write(bytes: Uint8Array): Promise<void>;
  /** Ends a body that says itself why it is not whole, although its call fails. */
  end(): Promise<void>;
}

/** Answers a call before it has ended, with a body that it writes from then on. */
export type Download = (head: DownloadHead) => DownloadBody;

/** An answer that is written while its call goes on. */
export class DownloadAnswer implements DownloadBody {
  readonly head: DownloadHead;
  readonly #readable: ReadableStream<Uint8Array>;
  readonly #writer: WritableStreamDefaultWriter<Uint8Array>;
  #hasEnded = false;

  constructor(head: DownloadHead) {
    this.head = head;
    // Without a queue of its own, the stream takes nothing that the client cannot take yet.
    const { readable, writable } = new TransformStream<Uint8Array, Uint8Array>({}, {}, { highWaterMark: 0 });
    this.#readable = readable;
    this.#writer = writable.getWriter();
    this.#writer.closed.catch(() => {});
  }

  /** In parts, so that the server sees whether a slow client takes any of it. */
  async write(bytes: Uint8Array): Promise<void> {
    for (let start = 0; start < bytes.byteLength; start += PART_BYTES) {
      await this.#writer.write(bytes.subarray(start, start + PART_BYTES));
    }
  }

  /** Whether `end` was called. */
  get hasEnded(): boolean {
    return this.#hasEnded;
  }

  /** Ends the body after its last byte. */
  async end(): Promise<void> {
    this.#hasEnded = true;
    await this.#writer.close().catch(() => {});
  }

  /** Breaks the body off, so that the client sees that it is not whole. */
  async breakOff(reason: unknown): Promise<void> {
    await this.#writer.abort(reason).catch(() => {});
  }

  /** The body of the response. */
  toBody(compression: Compression | undefined): ReadableStream<Uint8Array> {
    return compression ? toStream(compress(this.#readable, compression)) : this.#readable;
  }
}

function toStream(bytes: Transform): ReadableStream<Uint8Array> {
  const chunks: AsyncIterator<Uint8Array> = bytes[Symbol.asyncIterator]();
  const pull = async (controller: ReadableStreamDefaultController<Uint8Array>) => {
    const { value, done } = await chunks.next();
    if (done) controller.close();
    else controller.enqueue(value);
  };
  return new ReadableStream<Uint8Array>({ pull, cancel: () => void bytes.destroy() }, { highWaterMark: 0 });
}
