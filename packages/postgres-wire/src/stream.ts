import { once } from 'node:events';
import type { Duplex } from 'node:stream';
import { type Frame, Frames } from './bytes/frames.js';

/** What a client may send ahead while a statement runs. More stays with the operating system, and so slows the client. */
const MAX_AHEAD_BYTES = 1024 * 1024;

/** Exchanges messages with one client. */
export class Stream {
  readonly #socket: Duplex;
  readonly #frames = new Frames();
  readonly #gone = new AbortController();
  readonly #onReadable = (): void => this.#pull();
  #wake: () => void = () => {};
  #hasEnded = false;
  #isInterrupted = false;

  constructor(socket: Duplex) {
    this.#socket = socket;
    socket.on('readable', this.#onReadable);
    socket.on('end', () => this.#end());
    socket.on('error', () => this.#end());
    socket.on('close', () => this.#end());
  }

  /** Aborted when the client has gone. */
  get gone(): AbortSignal {
    return this.#gone.signal;
  }

  /** Whether something arrived that no message was made of. */
  get hasRest(): boolean {
    return this.#frames.bytes > 0;
  }

  /** Whether the client was told to go when it is idle. */
  get isInterrupted(): boolean {
    return this.#isInterrupted;
  }

  /** Ends the wait for messages of a client that is idle. */
  interrupt(): void {
    this.#isInterrupted = true;
    this.#wake();
  }

  /** Waits for the next message; undefined when the client has gone, or is idle and was interrupted. @throws ProtocolViolation */
  async next(limits: Parameters<Frames['take']>[0] & { readonly isIdle?: boolean }): Promise<Frame | undefined> {
    for (;;) {
      if (limits.isIdle && this.#isInterrupted) return undefined;
      const frame = this.#frames.take(limits);
      if (frame) return frame;
      if (this.#hasEnded) return undefined;
      const woken = new Promise<void>((resolve) => (this.#wake = resolve));
      this.#pull(limits.maxBytes);
      await woken;
    }
  }

  /** Sends bytes. Waits while the client does not take them. Bytes for a client that has gone are dropped. */
  async write(bytes: Uint8Array): Promise<void> {
    if (this.#gone.signal.aborted || this.#socket.write(bytes)) return;
    await once(this.#socket, 'drain', { signal: this.#gone.signal }).catch(() => {});
  }

  /** Lets another reader have the socket. */
  release(): void {
    this.#socket.off('readable', this.#onReadable);
  }

  /** Sends what waits and hangs up. */
  end(): void {
    this.#socket.end();
    // What the client still sends is not read.
    this.#socket.resume();
  }

  #pull(most = MAX_AHEAD_BYTES): void {
    const before = this.#frames.bytes;
    while (this.#frames.bytes <= Math.max(most, MAX_AHEAD_BYTES)) {
      const chunk = this.#socket.read() as Buffer | null;
      if (!chunk) break;
      this.#frames.push(chunk);
    }
    if (this.#frames.bytes > before) this.#wake();
  }

  #end(): void {
    this.#hasEnded = true;
    this.#gone.abort(new Error('The client has gone.'));
    this.#wake();
  }
}
