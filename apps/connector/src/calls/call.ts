import type { Caller } from '../access/caller.js';
import type { AuditType, RequiredPermission } from '../access/permissions.js';
import type { Catalog, Runtime } from '../runtime/runtime.js';
import type { Failure } from './failure.js';

/** What a call can work on, by the name under which it asks for it. */
export interface Targets {
  /** The server itself, without a connection. */
  readonly server: undefined;
  /** What a connection offers, also while it is suspended. */
  readonly catalog: Catalog;
  /** What a connection offers; a suspended connection is refused. */
  readonly activeCatalog: Catalog;
  /** A connection at work; a suspended one is refused. */
  readonly runtime: Runtime;
}

export type TargetName = keyof Targets;

/** A permission on a resource, which a call needs. */
export interface Requirement {
  readonly permission: RequiredPermission;
  /** The name under which the resource is kept. */
  readonly resource: string;
  /** The name that the call used for the resource, where it is another: a refusal repeats only that one. */
  readonly asked?: string;
  /** How the call is audited, where that depends on the request. Default: as its method is. */
  readonly audit?: AuditType;
}

/** What the work of a call is given. */
export interface CallContext {
  /** The connection or project that the call is about, by the name under which it is kept; `''` for neither. */
  readonly resource: string;
  /** Counts one HTTP attempt at Twilio. */
  readonly onAttempt: () => void;
  /** Aborted when the caller goes away or the call exceeds its time limit. Only reads end then; a write is seen through. */
  readonly signal: AbortSignal;
}

/** What makes a write safe to repeat. */
export interface IdempotencyKey {
  readonly key: string;
  readonly request: readonly unknown[];
}

/** A call, as a front hands it to the core. */
export interface Call<T extends TargetName, I, A> {
  /** The id of the method: `v2.connections.entityTypes.entities.list`. */
  readonly method: string;
  readonly audit: AuditType;
  readonly caller: Caller;
  /** What every call of the method needs, asked before anything more of the request is read. */
  readonly permission: RequiredPermission;
  /** Finds the resource that the call is about. It runs twice, since names may be given to other things meanwhile. */
  readonly resource: () => Promise<string>;
  /** The name that the call used for the resource. */
  readonly asked: string;
  /** Reads the rest of the request. That may take long: permissions are checked again after it. */
  readonly read: () => Promise<I>;
  /** What this very request needs beside `permission`, where its content decides. */
  readonly requirement?: ((input: I, resource: string) => Promise<Requirement | undefined>) | undefined;
  /** The idempotency key of a write, and the request that it is bound to, as JSON values. Reads need none. */
  readonly idempotency?: ((input: I) => IdempotencyKey | undefined) | undefined;
  readonly on: T;
  /** Carries the call out. What it resolves to is kept as JSON when the call has an idempotency key. */
  readonly work: (target: Targets[T], input: I, context: CallContext) => Promise<A>;
  /** Aborted when the caller goes away. */
  readonly signal: AbortSignal;
  /** Default: `CALL_DEADLINE_MS`; `Infinity` for no time limit. */
  readonly deadlineMs?: number;
}

/** What became known of a call, for the log, the metrics and the audit log. */
export interface CallRecord {
  readonly method: string;
  /** The caller's member. */
  readonly caller: string;
  readonly resource: string;
  /** HTTP attempts at Twilio. */
  readonly twilioRequests: number;
  /** Whether the call changes something, or would have. A replayed answer changes nothing. */
  readonly isWrite: boolean;
  /** Whether the answer is the kept one of an earlier call with the same idempotency key. */
  readonly isReplayed: boolean;
}

/** How a call ended. `error` is what was thrown, for the log alone; a replayed failure has none. */
export type CallResult<A> = { readonly answer: A } | { readonly failure: Failure; readonly error?: unknown };

/** The end of a call, with its record. */
export type CallOutcome<A> = CallResult<A> & { readonly record: CallRecord };
