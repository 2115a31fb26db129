import type { Connection, ConnectionState } from '@twilio-connector/connection';
import type { ConnectionCheck } from '../runtime/runtime.js';
import { SecretError } from '../secrets/errors.js';
import type { Runtimes } from './runtime-pool.js';

/** Asks Twilio whether a connection works. */
export interface Checks {
  /** Never fails: what went wrong is the answer. */
  ask(connection: Connection, onAttempt?: () => void): Promise<ConnectionCheck>;
  /** What `promise` resolves with, or `late` when that takes longer than a caller likes to wait. */
  soon<T>(promise: Promise<T>, late: T): Promise<T>;
}

// Twilio answers within a second or two; whoever waits for longer can as well ask again.
const SOON_MS = 5000;

const STATES = { ACTIVE: 'ACTIVE', AUTH_ERROR: 'AUTHORIZATION_REQUIRED', ERROR: 'ERROR' } as const satisfies Record<
  ConnectionCheck['state'],
  ConnectionState
>;

/** @param onError told of errors that nobody foresaw */
export function createChecks(runtimes: Runtimes, onError: (error: unknown) => void): Checks {
  return {
    async ask(connection, onAttempt) {
      try {
        return await runtimes.use(connection, (runtime) => runtime.checkStatus(onAttempt));
      } catch (error) {
        if (error instanceof SecretError) return { state: 'ERROR', description: error.message };
        onError(error);
        return { state: 'ERROR', description: 'The connector could not check the connection; its log says why.' };
      }
    },
    soon(promise, late) {
      const { promise: waited, resolve } = Promise.withResolvers<typeof late>();
      const timer = setTimeout(() => resolve(late), SOON_MS);
      return Promise.race([promise, waited]).finally(() => clearTimeout(timer));
    },
  };
}

/** The state of a connection that Twilio answered so, and why. */
export function statusOf({ state, description = '' }: ConnectionCheck) {
  return { state: STATES[state], description };
}
