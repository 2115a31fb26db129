import { pino } from 'pino';
import type { LogDestination } from './buffered-output.js';
import type { HideSecrets } from './known-secrets.js';
import { createRedact } from './redact.js';
import { maskResource } from './token-shapes.js';

/** The fields of a log line. `err` and `application` are free text; the others come from the connector itself and are logged as they are. */
interface LogFields {
  readonly callId?: string;
  /** The id of a method. */
  readonly method?: string;
  /** The caller's member. */
  readonly caller?: string | undefined;
  /** What a client of PostgreSQL calls itself. Secrets and phone numbers in it are hidden. */
  readonly application?: string;
  /** The address or network of a client without a valid token. */
  readonly address?: string;
  readonly resource?: string;
  readonly connection?: string;
  readonly url?: string;
  /** An HTTP status. */
  readonly status?: number;
  /** The reason of a failure, in upper snake case. */
  readonly reason?: string;
  readonly durationMs?: number;
  readonly twilioRequests?: number;
  readonly count?: number;
  /** An unexpected error. Secrets and phone numbers in it are hidden. */
  readonly err?: unknown;
}

/** Logs one line. Never throws and never waits. @param message a constant */
type WriteLine = (fields: LogFields, message: string) => void;

/** The structured log. */
export interface Log {
  readonly info: WriteLine;
  readonly warn: WriteLine;
  readonly error: WriteLine;
  /** The lines so far that could not be logged: they could not be written, or their fields could not be read. */
  readonly dropped: () => number;
}

export interface LogOptions {
  readonly level: string;
  readonly hide: HideSecrets;
  readonly destination: LogDestination;
}

/** Creates a log that writes one JSON object per line. */
export function createLog({ level, hide, destination }: LogOptions): Log {
  const redact = createRedact(hide);
  const logger = pino(
    {
      level,
      base: null,
      timestamp: pino.stdTimeFunctions.isoTime,
      // `redact` serializes errors.
      serializers: { err: redact, application: redact, resource: maskResource, connection: maskResource },
      formatters: { level: (label) => ({ level: label }) },
    },
    destination,
  );
  let failed = 0;
  const writeAs =
    (severity: 'info' | 'warn' | 'error'): WriteLine =>
    (fields, message) => {
      try {
        logger[severity](fields, message);
      } catch {
        // A call must not fail because it cannot be logged.
        failed += 1;
      }
    };
  return {
    info: writeAs('info'),
    warn: writeAs('warn'),
    error: writeAs('error'),
    dropped: () => failed + (destination.dropped?.() ?? 0),
  };
}
