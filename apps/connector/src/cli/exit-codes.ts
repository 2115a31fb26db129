import { CommanderError } from 'commander';

/** The exit codes of the command. */
export const EXIT = {
  done: 0,
  failed: 1,
  usage: 2,
  outcomeUnknown: 3,
  interrupted: 130,
} as const;

/** Error codes that mean a usage error. */
const USAGE_CODES = new Set([
  'INVALID_INPUT',
  'INVALID_CONDITION',
  'INVALID_SORT',
  'BULK_NOT_ALLOWED',
  'INVALID_KEY',
  'UNKNOWN_ENTITY_TYPE',
  'UNKNOWN_ACTION',
  'UNSUPPORTED_OPERATION',
  'INVALID_CONNECTION',
  'INVALID_PARAMETER',
  'UNKNOWN_PARAMETER',
  'INVALID_POLICY',
  'INVALID_TOKEN_REQUEST',
  'INVALID_SECRET_NAME',
  'INVALID_LABELS',
  'INVALID_PAYLOAD',
  'INVALID_PATH',
  'UNKNOWN_FIELD',
  'INVALID_IDEMPOTENCY_KEY',
  'IDEMPOTENCY_KEY_REUSED',
]);

/** The exit code for an error. */
export function exitCodeOf(error: unknown): number {
  if (error instanceof CommanderError) return error.exitCode === 0 ? EXIT.done : EXIT.usage;
  if (!(error instanceof Error)) return EXIT.failed;
  if (error.name === 'AbortError') return EXIT.interrupted;
  const code = reasonOf(error);
  if (code === 'OUTCOME_UNKNOWN') return EXIT.outcomeUnknown;
  return error.name === 'UsageError' || error.name === 'EnvError' || USAGE_CODES.has(code) ? EXIT.usage : EXIT.failed;
}

/** Errors with a `reason` have a less specific `code`. */
function reasonOf(error: Error): string {
  if ('reason' in error) return String(error.reason);
  return 'code' in error ? String(error.code) : '';
}
