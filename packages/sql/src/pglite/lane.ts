import { cancelled } from '../errors.js';
import type { EngineWorker } from './engine-worker.js';
import type { WorkerReply, WorkerRequest } from './messages.js';
import type { Workers } from './workers.js';

interface Job {
  readonly request: WorkerRequest;
  readonly signal: AbortSignal;
  readonly outcome: PromiseWithResolvers<WorkerReply>;
}

/** Requests that one worker carries out, one after another. */
export class Lane {
  readonly #workers: Workers;
  readonly #idleMs: number | undefined;
  readonly #jobs: Job[] = [];
  #worker: Promise<EngineWorker> | undefined;
  #isBusy = false;
  #idle: NodeJS.Timeout | undefined;

  /** @param idleMs after how long without a request the worker ends; never by default */
  constructor(workers: Workers, idleMs?: number) {
    this.#workers = workers;
    this.#idleMs = idleMs;
  }

  perform(request: WorkerRequest, signal: AbortSignal): Promise<WorkerReply> {
    if (signal.aborted) return Promise.reject(cancelled(signal.reason));
    const job: Job = { request, signal, outcome: Promise.withResolvers<WorkerReply>() };
    this.#jobs.push(job);
    void this.#work();
    return job.outcome.promise;
  }

  /** Ends the worker. The next request gets another. */
  async end(): Promise<void> {
    clearTimeout(this.#idle);
    const worker = this.#worker;
    this.#worker = undefined;
    await (await worker?.catch(() => undefined))?.end();
  }

  async #work(): Promise<void> {
    if (this.#isBusy) return;
    this.#isBusy = true;
    clearTimeout(this.#idle);
    for (let job = this.#jobs.shift(); job; job = this.#jobs.shift()) await this.#do(job);
    this.#isBusy = false;
    if (this.#idleMs !== undefined) this.#idle = setTimeout(() => void this.end(), this.#idleMs).unref();
  }

  /** Nothing can interrupt a PostgreSQL in WebAssembly, so to cancel what it does ends its worker. Waiting jobs go to the next one. */
  async #do({ request, signal, outcome }: Job): Promise<void> {
    const stop = Promise.withResolvers<never>();
    stop.promise.catch(() => {});
    const abort = (): void => stop.reject(cancelled(signal.reason));
    if (signal.aborted) abort();
    else signal.addEventListener('abort', abort, { once: true });
    const current = this.#current();
    let isWorn = false;
    try {
      const worker = await Promise.race([stop.promise, current]);
      isWorn = true;
      const reply = worker.ask(request);
      // After a cancellation nobody waits for it.
      reply.catch(() => {});
      outcome.resolve(await Promise.race([stop.promise, reply]));
      isWorn = worker.isWorn;
    } catch (error) {
      outcome.reject(error);
    }
    signal.removeEventListener('abort', abort);
    if (isWorn) void this.end();
    this.#workers.keepSpare();
  }

  #current(): Promise<EngineWorker> {
    const current = (this.#worker ??= this.#workers.take());
    // A failed start is tried again by the next job.
    current.catch(() => {
      if (this.#worker === current) this.#worker = undefined;
    });
    return current;
  }
}
