import type { LogPayload } from './log-payload.js';

/** Google's numbers of the severities in use (https://cloud.google.com/logging/docs/reference/v2/rest/v2/LogEntry#LogSeverity). */
export const SEVERITY_NUMBERS = { DEBUG: 100, INFO: 200, WARNING: 400, ERROR: 500 } as const;

export type Severity = keyof typeof SEVERITY_NUMBERS;

/** The level of a connection's log: `logConfig.level` of the Connection resource. */
export type LogLevel = 'ERROR' | 'INFO' | 'DEBUG';

/** The least severity that each level stores. As at Google, ERROR includes warnings. */
export const LEAST_SEVERITIES: Readonly<Record<LogLevel, Severity>> = {
  ERROR: 'WARNING',
  INFO: 'INFO',
  DEBUG: 'DEBUG',
};

export function isLogged(severity: Severity, level: LogLevel): boolean {
  return SEVERITY_NUMBERS[severity] >= SEVERITY_NUMBERS[LEAST_SEVERITIES[level]];
}

/** The name of a severity that was stored as a number. */
export function severityOf(stored: number): Severity {
  const found = Object.entries(SEVERITY_NUMBERS).find(([, number]) => number === stored);
  return (found?.[0] ?? 'ERROR') as Severity;
}

/** An entry that was not stored yet. */
export interface NewLogEntry {
  /** Milliseconds since 1970. */
  readonly timeMs: number;
  /** The full name of the connection. */
  readonly connection: string;
  readonly severity: Severity;
  /** The id of the call that the entry is about, if any. */
  readonly callId?: string | undefined;
  /** Whether the entry is the first, the last or the only one of its call. */
  readonly place?: 'first' | 'last' | 'only';
  readonly payload: LogPayload;
}

/** A stored entry. */
export interface LogEntry extends NewLogEntry {
  /** Sorts in the order of time. */
  readonly id: string;
  /** When it was stored, in ISO 8601. */
  readonly receiveTime: string;
}
