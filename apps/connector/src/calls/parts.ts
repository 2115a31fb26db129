import type { Idempotency } from '../idempotency/idempotency.js';
import type { Call, CallOutcome, CallParts, IdempotencyKey } from './call.js';
import { type Failure, toFailure } from './failure.js';

/** The call that parts belong to. */
interface Whole {
  readonly call: Pick<Call<'server', unknown, unknown>, 'caller' | 'asked' | 'traceparent'>;
  readonly resource: string;
  readonly idempotencyKey: string | undefined;
  readonly require: CallParts['require'];
  /** Called when a part has ended: with whether it was a repetition. */
  readonly onPart: (isReplayed: boolean) => void;
}

interface PartPorts {
  readonly run: <I, A>(call: Call<'server', I, A>) => Promise<CallOutcome<A>>;
  readonly idempotency: Pick<Idempotency, 'once'>;
}

const NEVER = new AbortController().signal;

/** @param run carries out a part as a call */
export function createParts(
  { call: { caller, asked, traceparent }, resource, idempotencyKey, require, onPart }: Whole,
  { run, idempotency }: PartPorts,
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
