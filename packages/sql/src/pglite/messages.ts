import type { WebAssemblyModule } from './web-assembly.js';
import type { PlanNode } from '../engine/plan-node.js';
import type { ResultSet, SlotRows, Statement, StatementDescription } from '../engine/engine.js';

/** What a worker gets when it starts. */
export interface WorkerInput {
  readonly module: WebAssemblyModule;
  readonly dataDirectory: string;
  readonly maxMemoryBytes: number;
}

/** What a worker is asked for. It answers one request after another. */
export type WorkerRequest =
  | { readonly kind: 'explain'; readonly statement: Statement }
  | { readonly kind: 'describe'; readonly statement: Statement }
  | { readonly kind: 'run'; readonly statement: Statement; readonly rows: ReadonlyMap<string, SlotRows> };

/** An error of PostgreSQL. The place that it names is one of the statement over slots, which its author never saw. */
export interface EngineFailure {
  readonly sqlState: string;
  readonly message: string;
  readonly detail?: string | undefined;
  readonly hint?: string | undefined;
}

/** A reply, and how the PostgreSQL is that gave it. */
export interface WorkerMessage {
  readonly reply: WorkerReply;
  readonly isSound: boolean;
  readonly memoryBytes: number;
}

export type WorkerReply =
  | { readonly kind: 'ready' }
  | { readonly kind: 'plan'; readonly plan: PlanNode }
  | { readonly kind: 'description'; readonly description: StatementDescription }
  | { readonly kind: 'result'; readonly result: ResultSet }
  | { readonly kind: 'failure'; readonly failure: EngineFailure };
