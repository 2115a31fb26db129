import { type DestinationStream, type Logger, pino } from 'pino';
import type { Redact } from './redact.js';

/** The structured log. Everything is redacted before it is written. */
export type Log = Logger;

/** Creates a log that writes one JSON object per line. */
export function createLog(options: {
  readonly level: string;
  readonly redact: Redact;
  readonly destination: DestinationStream;
}): Log {
  const { level, redact, destination } = options;
  return pino(
    {
      level,
      base: null,
      timestamp: pino.stdTimeFunctions.isoTime,
      // `redact` serializes errors.
      serializers: { err: (error: unknown) => error },
      formatters: {
        level: (label) => ({ level: label }),
        log: (members) => redact(members) as Record<string, unknown>,
      },
      hooks: {
        logMethod(args, method) {
          const redacted = args.map((arg) => (typeof arg === 'string' ? redact(arg) : arg)) as typeof args;
          return method.apply(this, redacted);
        },
      },
    },
    destination,
  );
}
