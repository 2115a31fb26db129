import type { Engine, ResultSet, StatementDescription } from '../engine/engine.js';
import type { PlanNode } from '../engine/plan-node.js';
import { SqlError } from '../errors.js';
import { startEngineWorker } from './engine-worker.js';
import { Lane } from './lane.js';
import type { WorkerReply, WorkerRequest } from './messages.js';
import { Workers } from './workers.js';

export interface PgliteEngineOptions {
  /** Whether a second worker waits to take over, so that the statement after a cancelled one need not wait; true by default. */
  readonly hasSpare?: boolean;
  /** The most memory of one PostgreSQL, in bytes; 512 MiB by default. Temporary files and rows come on top. */
  readonly maxMemoryBytes?: number;
}

/** How long the worker of system catalogs is kept, since many clients only read them when they connect. */
const CATALOG_IDLE_MS = 5 * 60_000;

/** PostgreSQL in WebAssembly, in a worker thread that starts with the first statement. */
export function createPgliteEngine({
  hasSpare = true,
  maxMemoryBytes = 512 * 2 ** 20,
}: PgliteEngineOptions = {}): Engine {
  return new PgliteEngine(new Workers(() => startEngineWorker(maxMemoryBytes), hasSpare));
}

class PgliteEngine implements Engine {
  readonly #workers: Workers;
  readonly #overSlots: Lane;
  /** A worker of its own for statements over system catalogs, where no slots are for them to see. */
  readonly #overCatalogs: Lane;

  constructor(workers: Workers) {
    this.#workers = workers;
    this.#overSlots = new Lane(workers);
    this.#overCatalogs = new Lane(workers, CATALOG_IDLE_MS);
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
    await Promise.all([this.#workers.close(), this.#overSlots.end(), this.#overCatalogs.end()]);
  }

  #perform(request: WorkerRequest, signal: AbortSignal): Promise<WorkerReply> {
    const lane = request.statement.publicSchema ? this.#overCatalogs : this.#overSlots;
    return lane.perform(request, signal);
  }
}

function unexpected(reply: WorkerReply): SqlError {
  if (reply.kind !== 'failure') return new SqlError('XX000', `The SQL engine answered with ${reply.kind}.`);
  const { sqlState, message, ...details } = reply.failure;
  return new SqlError(sqlState, message, details);
}
