import { ConnectorError } from '../../errors.js';

/** Result codes of SQLite (https://sqlite.org/rescode.html). The upper bytes of a code are details. */
const FULL = 13;
const UNAVAILABLE = new Map([
  [5, 'another process has locked it'],
  [8, 'it is read-only'],
  [10, 'the disk failed to read or write'],
  [14, 'it cannot be opened'],
]);

/**
 * Tells callers when the state of the database or its disk is the reason for a failure. Nothing was written then. Other errors
 * are defects of the connector or damage to the file and pass unchanged.
 */
export function toStoreError(error: unknown): unknown {
  const code = resultCodeOf(error);
  if (code === FULL) return full(error);
  const state = code === undefined ? undefined : UNAVAILABLE.get(code);
  return state === undefined ? error : unavailable(state, error);
}

function resultCodeOf(error: unknown): number | undefined {
  const isSqlite = error instanceof Error && 'errcode' in error && typeof error.errcode === 'number';
  return isSqlite ? (error.errcode as number) & 0xff : undefined;
}

function full(cause: unknown): ConnectorError {
  const message =
    "The connector's database cannot grow: the disk is full, or the database has reached CONNECTOR_MAX_DATABASE_MIB. " +
    'Nothing was written. Free disk space or raise the limit, then repeat the call.';
  return new ConnectorError('RESOURCE_EXHAUSTED', message, { reason: 'STORE_FULL', cause });
}

function unavailable(state: string, cause: unknown): ConnectorError {
  const message = `The connector's database cannot be used: ${state}. Nothing was written. Check its disk, then repeat the call.`;
  return new ConnectorError('UNAVAILABLE', message, { reason: 'STORE_UNAVAILABLE', cause });
}
