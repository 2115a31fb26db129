import { once } from 'node:events';
import type { Duplex } from 'node:stream';
import { type Frame, Frames } from './bytes/frames.js';
import type { WireError } from './errors.js';

/** What a client may send ahead while a statement runs. More stays with the operating system, and so slows the client. */
const MAX_AHEAD_BYTES = 1024 * 1024;

/** How long a client may take for what it is sent: half a minute, and longer for a value that is. */
const TAKEN_WITHIN_MS = 30_000;
const SLOWEST_BYTES_PER_MS = 64;

/** Exchanges messages with one client. */
export class Stream {
  readonly #socket: Duplex;
  readonly #frames = new Frames();
  readonly #gone = new AbortController();
  readonly #onReadable = (): void => this.#pull();
  #wake: () => void = () => {};
  /** How much to take of what arrives: more while the rest of a long message is awaited. */
  #mostBytes = MAX_AHEAD_BYTES;
  #hasEnded = false;
  #interruption: WireError | undefined;

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

  /** Why the client must go. */
  get interruption(): WireError | undefined {
    return this.#interruption;
  }

  /** Ends the wait for messages. */
  interrupt(why: WireError): void {
    this.#interruption ??= why;
    this.#wake();
  }

  /**
   * Waits for the next message; undefined when the client has gone or must go. One that is not idle goes when all that it sent was read.
   *
   * @throws ProtocolViolation
   */
  async next(limits: Parameters<Frames['take']>[0] & { readonly isIdle?: boolean }): Promise<Frame | undefined> {
    for (;;) {
      if (limits.isIdle && this.#interruption) return undefined;
      const frame = this.#frames.take(limits);
      if (frame) return frame;
      if (this.#hasEnded || this.#interruption) return undefined;
      const woken = new Promise<void>((resolve) => (this.#wake = resolve));
      this.#mostBytes = Math.max(limits.maxBytes, MAX_AHEAD_BYTES);
      this.#pull();
      await woken;
      this.#mostBytes = MAX_AHEAD_BYTES;
    }
  }

  /** Sends bytes. Waits until the client takes them; one that does not is disconnected. Bytes for a client that has gone are dropped. */
  async write(bytes: Uint8Array): Promise<void> {
    if (this.#gone.signal.aborted || this.#socket.write(bytes)) return;
    const timer = setTimeout(() => this.#socket.destroy(), TAKEN_WITHIN_MS + bytes.byteLength / SLOWEST_BYTES_PER_MS);
    await once(this.#socket, 'drain', { signal: this.#gone.signal }).catch(() => {});
    clearTimeout(timer);
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

  #pull(): void {
    const before = this.#frames.bytes;
    while (this.#frames.bytes <= this.#mostBytes) {
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
