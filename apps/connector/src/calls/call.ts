import type { Caller } from '../access/caller.js';
import type { AuditType, RequiredPermission } from '../access/permissions.js';
import type { Operation, Origin } from '@twilio-connector/entities';
import type { Catalog, Runtime } from '../runtime/runtime.js';
import type { Failure } from './failure.js';
import type { CallMemory } from './memory-budget.js';
import type { CallParts } from './parts.js';

/** The targets that a call can work on, by name. */
export interface Targets {
  /** The server itself, without a connection. */
  readonly server: undefined;
  /** The entity types and actions of a connection, even if it is suspended. */
  readonly catalog: Catalog;
  /** The same, but a suspended connection is refused. */
  readonly activeCatalog: Catalog;
  /** A connection that can send requests to Twilio; a suspended one is refused. */
  readonly runtime: Runtime;
}

export type TargetName = keyof Targets;

/** A permission that a call requires on a resource. */
export interface Requirement {
  readonly permission: RequiredPermission;
  /** The name under which the resource is stored. */
  readonly resource: string;
  /** The name that the caller used for the resource, if it differs: a refusal shows only this one. */
  readonly asked?: string;
  /** The audit type of the call, if it depends on the request. Default: the audit type of its method. */
  readonly audit?: AuditType;
}

/** What a call does on a connection. */
export type CallSubject = (
  | { readonly operation: Operation; readonly entityType: string }
  | { readonly operation: 'EXECUTE'; readonly action: string }
) & {
  /** The name of the entity that it writes, below its connection, once that is known: see `entityName`. */
  readonly entity?: string | undefined;
};

/** The context in which the core runs the work of a call. */
export interface CallContext {
  /** The connection or project that the call is about, by its stored name; `''` for neither. */
  readonly resource: string;
  /** Identifies the call and its caller in every request to Twilio. */
  readonly origin: Origin;
  /** Counts one HTTP attempt at Twilio. */
  readonly onAttempt: () => void;
  /**
   * Reports what the call does, once its request has been read, and again when the entity that it writes is known. The entity type
   * or action exists, which bounds the number of names.
   *
   * @param input the conditions, the fields or the parameters, for the log of a connection that allows payloads in it
   */
  readonly onSubject: (subject: CallSubject, input: Readonly<Record<string, unknown>>) => void;
  /** Aborted when the caller disconnects or the call exceeds its time limit. This ends reads; a write that was sent completes. */
  readonly signal: AbortSignal;
  /** Reserves the memory that the call needs; throws if there is not enough. */
  readonly reserve: CallMemory['reserve'];
  /** For a call that consists of several, such as a statement that writes rows. */
  readonly parts: CallParts;
}

/** The part of a context that operations use. */
export type OperationContext = Omit<CallContext, 'resource'>;

/** Makes a write safe to repeat. */
export interface IdempotencyKey {
  readonly key: string;
  /** The request that the key is bound to, as JSON values. */
  readonly request: readonly unknown[];
}

/** A call, as a front hands it to the core. */
export interface Call<T extends TargetName, I, A> {
  /** Default: a new one. */
  readonly id?: string;
  /** The trace of the caller that the call belongs to. Default: one of its own, with the id of the call. */
  readonly traceparent?: string | undefined;
  /** The id of the method: `v2.connections.entityTypes.entities.list`. */
  readonly method: string;
  readonly audit: AuditType;
  readonly caller: Caller;
  /** The permission that every call of the method requires. Checked before the rest of the request is read. */
  readonly permission: RequiredPermission;
  /** Finds the resource that the call is about. Runs before and after `read`, since a name can change its meaning meanwhile. */
  readonly resource: () => Promise<string>;
  /** The name that the caller used for the resource. */
  readonly asked: string;
  /** Reads the rest of the request. This can take long, so permissions are checked again afterwards. */
  readonly read: (memory: Pick<CallMemory, 'holdInput'>) => Promise<I>;
  /** The permission that this request requires in addition to `permission`, if that depends on its content. */
  readonly requirement?: ((input: I, resource: string) => Promise<Requirement | undefined>) | undefined;
  /** The idempotency key of the request, if it has one. Ignored for reads. */
  readonly idempotency?: ((input: I) => IdempotencyKey | undefined) | undefined;
  readonly on: T;
  /** Carries out the call. If the call has an idempotency key, the result is stored as JSON. */
  readonly work: (target: Targets[T], input: I, context: CallContext) => Promise<A>;
  /** Aborted when the caller disconnects. */
  readonly signal: AbortSignal;
  /** Default: `CALL_DEADLINE_MS`; `Infinity` for no time limit. */
  readonly deadlineMs?: number;
}

/** Facts about a finished call for the log, the metrics and the audit log. */
export interface CallRecord {
  readonly id: string;
  readonly traceparent?: string;
  readonly method: string;
  /** The caller's member. */
  readonly caller: string;
  readonly resource: string;
  /** What the call does. Absent if it has nothing to do with entities and actions, or ended before that was known. */
  readonly subject?: CallSubject;
  /** The input of the call as JSON, cut off if it is long; only if its connection allows payloads in its log. */
  readonly input?: string;
  /** When the call began: milliseconds since 1970. */
  readonly startMs: number;
  readonly durationMs: number;
  /** HTTP attempts at Twilio. */
  readonly twilioRequests: number;
  /** Whether the call is a write, even if it failed. A replayed call is not. */
  readonly isWrite: boolean;
  /** Whether the answer is the stored one of an earlier call with the same idempotency key. */
  readonly isReplayed: boolean;
}

/** The result of a call. `error` is the thrown value, for the log only; a replayed failure has none. */
export type CallResult<A> = { readonly answer: A } | { readonly failure: Failure; readonly error?: unknown };

/** The result of a call, with its record. */
export type CallOutcome<A> = CallResult<A> & {
  readonly record: CallRecord;
  /** The memory that the answer holds. The front releases it when it has rendered the answer. */
  readonly memory: CallMemory;
};
