import { randomBytes, timingSafeEqual } from 'node:crypto';

const SECRET_BYTES = 4;
const MAX_PROCESS_ID = 0x7f_ff_ff_ff;

/** The statements that clients can cancel: each connection has a number and a secret for that. */
export class Cancellations {
  readonly #connections = new Map<number, Cancellable>();
  #last = 0;

  add(): Cancellable {
    do this.#last = (this.#last % MAX_PROCESS_ID) + 1;
    while (this.#connections.has(this.#last));
    const added = new Cancellable(this.#last, randomBytes(SECRET_BYTES));
    this.#connections.set(this.#last, added);
    return added;
  }

  remove({ processId }: Cancellable): void {
    this.#connections.delete(processId);
  }

  /** Cancels what a connection runs. Does nothing if the secret is wrong. */
  cancel(processId: number, secret: Buffer): void {
    const found = this.#connections.get(processId);
    if (found && secret.byteLength === SECRET_BYTES && timingSafeEqual(found.secret, secret)) found.cancel();
  }
}

/** A connection whose statement can be cancelled. */
export class Cancellable {
  readonly processId: number;
  readonly secret: Buffer;
  #running: AbortController | undefined;

  constructor(processId: number, secret: Buffer) {
    this.processId = processId;
    this.secret = secret;
  }

  cancel(): void {
    this.#running?.abort(new Error('The client cancelled the statement.'));
  }

  /** Runs work under a signal that `cancel` aborts, or another signal. */
  async run<T>(work: (signal: AbortSignal) => Promise<T>, other: AbortSignal): Promise<T> {
    const controller = new AbortController();
    const abort = (): void => controller.abort(other.reason);
    if (other.aborted) abort();
    other.addEventListener('abort', abort, { once: true });
    this.#running = controller;
    try {
      return await work(controller.signal);
    } finally {
      other.removeEventListener('abort', abort);
      this.#running = undefined;
    }
  }
}
