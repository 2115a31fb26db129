import { type DestinationStream, type Logger, pino } from 'pino';
import type { Redact } from './redact.js';

/** The structured log. Everything that goes into it passes the redaction first. */
export type Log = Logger;

/** Makes a log that writes one JSON object a line. */
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
      // Errors are serialized by the redaction.
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
