import { SqlError } from '../errors.js';
import type { EngineWorker } from './engine-worker.js';

/** Starts workers. One of them may be kept warm, so that the next statement need not wait. */
export class Workers {
  readonly #start: () => Promise<EngineWorker>;
  readonly #hasSpare: boolean;
  #spare: Promise<EngineWorker> | undefined;
  #isClosed = false;

  constructor(start: () => Promise<EngineWorker>, hasSpare: boolean) {
    this.#start = start;
    this.#hasSpare = hasSpare;
  }

  /** @throws SqlError after `close` */
  async take(): Promise<EngineWorker> {
    if (this.#isClosed) throw new SqlError('57P01', 'The SQL engine is closed.');
    const worker = this.#spare ?? this.#start();
    this.#spare = undefined;
    return worker;
  }

  /** Starts the worker that is kept warm, unless there is one. */
  keepSpare(): void {
    if (!this.#hasSpare || this.#isClosed || this.#spare) return;
    const spare = this.#start();
    spare.catch(() => {
      if (this.#spare === spare) this.#spare = undefined;
    });
    this.#spare = spare;
  }

  async close(): Promise<void> {
    this.#isClosed = true;
    const spare = this.#spare;
    this.#spare = undefined;
    await (await spare?.catch(() => undefined))?.end();
  }
}
