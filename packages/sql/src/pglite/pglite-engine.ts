import type { Engine, ResultSet, StatementDescription } from '../engine/engine.js';
import type { PlanNode } from '../engine/plan-node.js';
import { cancelled, SqlError } from '../errors.js';
import { type EngineWorker, startEngineWorker } from './engine-worker.js';
import type { WorkerReply, WorkerRequest } from './messages.js';

export interface PgliteEngineOptions {
  /** Whether a second worker waits to take over, so that the statement after a cancelled one need not wait; true by default. */
  readonly hasSpare?: boolean;
  /** The most memory of one PostgreSQL, in bytes; 512 MiB by default. Temporary files and rows come on top. */
  readonly maxMemoryBytes?: number;
}

interface Job {
  readonly request: WorkerRequest;
  readonly signal: AbortSignal;
  readonly outcome: PromiseWithResolvers<WorkerReply>;
}

/** PostgreSQL in WebAssembly, in a worker thread that starts with the first statement. */
export function createPgliteEngine({
  hasSpare = true,
  maxMemoryBytes = 512 * 2 ** 20,
}: PgliteEngineOptions = {}): Engine {
  return new PgliteEngine(hasSpare, () => startEngineWorker(maxMemoryBytes));
}

class PgliteEngine implements Engine {
  readonly #hasSpare: boolean;
  readonly #start: () => Promise<EngineWorker>;
  readonly #jobs: Job[] = [];
  #worker: Promise<EngineWorker> | undefined;
  #spare: Promise<EngineWorker> | undefined;
  #isBusy = false;
  #isClosed = false;

  constructor(hasSpare: boolean, start: () => Promise<EngineWorker>) {
    this.#hasSpare = hasSpare;
    this.#start = start;
  }

  async explain(...[statement, signal]: Parameters<Engine['explain']>): Promise<PlanNode> {
    const reply = await this.#perform({ kind: 'explain', statement }, signal);
    if (reply.kind !== 'plan') throw unexpected(reply);
    return reply.plan;
  }

  async describe(...[statement, signal]: Parameters<Engine['describe']>): Promise<StatementDescription> {
    const reply = await this.#perform({ kind: 'describe', statement }, signal);
    if (reply.kind !== 'description') throw unexpected(reply);
    return reply.description;
  }

  async run(...[statement, rows, signal]: Parameters<Engine['run']>): Promise<ResultSet> {
    const reply = await this.#perform({ kind: 'run', statement, rows }, signal);
    if (reply.kind !== 'result') throw unexpected(reply);
    return reply.result;
  }

  async close(): Promise<void> {
    this.#isClosed = true;
    const workers = [this.#worker, this.#spare];
    this.#worker = undefined;
    this.#spare = undefined;
    await Promise.allSettled(workers.map(async (worker) => (await worker)?.end()));
  }

  #perform(request: WorkerRequest, signal: AbortSignal): Promise<WorkerReply> {
    if (this.#isClosed) return Promise.reject(new SqlError('57P01', 'The SQL engine is closed.'));
    if (signal.aborted) return Promise.reject(cancelled(signal.reason));
    const job: Job = { request, signal, outcome: Promise.withResolvers<WorkerReply>() };
    this.#jobs.push(job);
    void this.#work();
    return job.outcome.promise;
  }

  async #work(): Promise<void> {
    if (this.#isBusy) return;
    this.#isBusy = true;
    for (let job = this.#jobs.shift(); job; job = this.#jobs.shift()) await this.#do(job);
    this.#isBusy = false;
  }

  /** Nothing can interrupt a PostgreSQL in WebAssembly, so to cancel what it does ends its worker. Waiting jobs go to the spare. */
  async #do({ request, signal, outcome }: Job): Promise<void> {
    const stop = Promise.withResolvers<never>();
    stop.promise.catch(() => {});
    const abort = (): void => stop.reject(cancelled(signal.reason));
    if (signal.aborted) abort();
    else signal.addEventListener('abort', abort, { once: true });
    const current = this.#current();
    let isWorking = false;
    try {
      const worker = await Promise.race([stop.promise, current]);
      isWorking = true;
      const reply = worker.ask(request);
      // After a cancellation nobody waits for it.
      reply.catch(() => {});
      outcome.resolve(await Promise.race([stop.promise, reply]));
      isWorking = false;
    } catch (error) {
      outcome.reject(error);
    }
    signal.removeEventListener('abort', abort);
    if (isWorking) this.#replace(current);
    if (this.#hasSpare && !this.#isClosed) this.#keepSpare();
  }

  #keepSpare(): void {
    this.#spare ??= this.#start();
    this.#spare.catch(() => (this.#spare = undefined));
  }

  #current(): Promise<EngineWorker> {
    const current = (this.#worker ??= this.#start());
    // A failed start is tried again by the next statement.
    current.catch(() => {
      if (this.#worker === current) this.#worker = undefined;
    });
    return current;
  }

  /** Ends a worker, and lets the spare take over. */
  #replace(worker: Promise<EngineWorker>): void {
    this.#worker = this.#spare;
    this.#spare = undefined;
    worker.then((started) => started.end()).catch(() => {});
  }
}

function unexpected(reply: WorkerReply): SqlError {
  if (reply.kind !== 'failure') return new SqlError('XX000', `The SQL engine answered with ${reply.kind}.`);
  const { sqlState, message, ...details } = reply.failure;
  return new SqlError(sqlState, message, details);
}
