import type { Access } from '../access/permissions.js';
import type { Call, CallContext, CallRecord, CallResult, IdempotencyKey } from './call.js';
import type { Calls, CallsPorts } from './calls.js';
import { type Failure, toFailure } from './failure.js';

/** A part of a call that is a call of its own: with its permission, its audit record and its idempotency key. */
export interface PartOfCall<A> {
  /** The id of the method that does the same on its own: `v2.connections.entityTypes.entities.create`. */
  readonly method: string;
  readonly access: Access;
  readonly idempotency?: IdempotencyKey | undefined;
  readonly work: (context: Omit<CallContext, 'resource'>) => Promise<A>;
}

/** What a call can do about its parts. */
export interface CallParts {
  /** The idempotency key of a call that only reads itself. Its parts have keys that derive from it. */
  readonly idempotencyKey: string | undefined;
  /** Checks a permission that only the work of the call can name. If it is one of a write, the call counts as a write from then on. */
  require(access: Access): Promise<void>;
  /** Carries out a part. Its work is never interrupted. Never rejects. */
  run<A>(part: PartOfCall<A>): Promise<PartOutcome<A>>;
  /**
   * Makes something that a key is bound to, and keeps it as JSON; or returns what was kept for the same request before.
   *
   * @throws what `make` throws, and then keeps nothing
   */
  once<T>(key: IdempotencyKey, make: () => Promise<T>): Promise<T>;
}

export type PartOutcome<A> = CallResult<A> & { readonly record: CallRecord };

/** The call that parts belong to. */
interface Whole {
  readonly call: Pick<Call<'server', unknown, unknown>, 'caller' | 'asked' | 'traceparent'>;
  readonly resource: string;
  readonly idempotencyKey: string | undefined;
  readonly require: CallParts['require'];
  /** Called when a part has ended: with whether it was a repetition. */
  readonly onPart: (isReplayed: boolean) => void;
}

const NEVER = new AbortController().signal;

/** @param run carries out a part as a call */
export function createParts(
  { call: { caller, asked, traceparent }, resource, idempotencyKey, require, onPart }: Whole,
  { run, idempotency }: Pick<Calls, 'run'> & Pick<CallsPorts, 'idempotency'>,
): CallParts {
  return {
    idempotencyKey,
    require,
    async run(part) {
      const { method, access, idempotency: key, work } = part;
      const { memory, ...outcome } = await run({
        method,
        ...access,
        caller,
        asked,
        ...(traceparent !== undefined && { traceparent }),
        on: 'server',
        resource: async () => resource,
        read: async () => undefined,
        ...(key && { idempotency: () => key }),
        work: (_server, _input, context) => work(context),
        // The call decides between two parts whether it goes on.
        signal: NEVER,
        deadlineMs: Number.POSITIVE_INFINITY,
      });
      memory.release();
      onPart(outcome.record.isReplayed);
      return outcome;
    },
    async once<T>(key: IdempotencyKey, make: () => Promise<T>): Promise<T> {
      let thrown: { readonly error: unknown } | undefined;
      type Made = { readonly made: T } | { readonly failure: Failure };
      const { value } = await idempotency.once<Made>({ caller: caller.member, ...key }, async () => {
        try {
          return { value: { made: await make() }, effect: 'done' };
        } catch (error) {
          thrown = { error };
          return { value: { failure: toFailure(error) }, effect: 'none' };
        }
      });
      if ('made' in value) return value.made;
      throw thrown?.error;
    },
  };
}
