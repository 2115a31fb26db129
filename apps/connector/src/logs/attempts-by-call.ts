import type { LoggedAttempt } from './logged-events.js';

/** Holds the attempts of calls in flight, so that the entry of a call has its requests at Twilio. */
export interface AttemptsByCall {
  /** @returns the number of attempts that are held for the call */
  add(call: string, attempt: LoggedAttempt): number;
  /** The attempts of a call that ended. Forgets them. */
  take(call: string): readonly LoggedAttempt[];
}

/** A list can make thousands of requests. The last ones tell why it failed. */
const MAX_ATTEMPTS = 20;
/** The call that began first is forgotten beyond this. */
const MAX_CALLS = 10_000;

export function createAttemptsByCall(): AttemptsByCall {
  const calls = new Map<string, LoggedAttempt[]>();
  return {
    add(call, attempt) {
      const attempts = calls.get(call);
      if (!attempts) {
        calls.set(call, [attempt]);
        if (calls.size > MAX_CALLS) forgetFirst(calls);
        return 1;
      }
      attempts.push(attempt);
      if (attempts.length > MAX_ATTEMPTS) attempts.shift();
      return attempts.length;
    },
    take(call) {
      const attempts = calls.get(call) ?? [];
      calls.delete(call);
      return attempts;
    },
  };
}

function forgetFirst(calls: Map<string, unknown>): void {
  const [first] = calls.keys();
  if (first !== undefined) calls.delete(first);
}
