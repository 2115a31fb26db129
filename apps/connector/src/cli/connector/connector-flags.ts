import type { Format } from '../terminal/format.js';

/** The flags of every command that administers a connector. */
export interface ConnectorFlags {
  readonly server?: string;
  /** Default: `local`. */
  readonly project: string;
  /** Default: `local`. */
  readonly location: string;
  readonly output?: Format;
  readonly idempotencyKey?: string;
  readonly yes?: boolean;
}
