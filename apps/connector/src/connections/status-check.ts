import type { Connection, ConnectionState } from '@twilio-connector/connection';
import type { ConnectionCheck } from '../runtime/runtime.js';
import { SecretError } from '../secrets/errors.js';
import type { RuntimePool } from './runtime-pool.js';

/** Checks at Twilio whether a connection works. Never rejects: a failure is part of the answer. */
export type CheckStatus = (connection: Connection, onAttempt?: () => void) => Promise<ConnectionCheck>;

const STATES = { ACTIVE: 'ACTIVE', AUTH_ERROR: 'AUTHORIZATION_REQUIRED', ERROR: 'ERROR' } as const satisfies Record<
  ConnectionCheck['state'],
  ConnectionState
>;

export interface StatusCheckPorts {
  readonly runtimePool: Pick<RuntimePool, 'use'>;
  /** Called with unexpected errors, whose text the caller must not see. */
  readonly onError: (error: unknown) => void;
  /** Called with the result of each check. */
  readonly onCheck?: ((connection: string, state: ConnectionCheck['state']) => void) | undefined;
}

export function createStatusCheck({ runtimePool, onError, onCheck }: StatusCheckPorts): CheckStatus {
  const check: CheckStatus = async (connection, onAttempt) => {
    try {
      return await runtimePool.use(connection, (runtime) => runtime.checkStatus(onAttempt));
    } catch (error) {
      if (error instanceof SecretError) {
        const state = error.code === 'SECRET_MALFORMED' ? 'AUTH_ERROR' : 'ERROR';
        return { state, description: error.message };
      }
      onError(error);
      return { state: 'ERROR', description: 'The connector could not check the connection. See its log.' };
    }
  };
  return async (connection, onAttempt) => {
    const found = await check(connection, onAttempt);
    onCheck?.(connection.name, found.state);
    return found;
  };
}

/** The connection status that follows from a status check. */
export function checkToStatus({ state, description = '' }: ConnectionCheck) {
  return { state: STATES[state], description };
}
