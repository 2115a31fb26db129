import type { ConnectorFlags } from '../connector/connector-flags.js';

/** The levels of a connection's log. */
export const LEVELS = ['error', 'info', 'debug'] as const;

/** The flags of `logs`. */
export interface LogFlags extends ConnectorFlags {
  readonly follow?: boolean;
  readonly level?: (typeof LEVELS)[number];
  readonly since?: string;
  readonly filter?: string;
  readonly limit: number;
}
