import type { Format } from '../terminal/format.js';

/** The flags of every command that administers a connector. */
export interface ConnectorFlags {
  /** True without a URL: the connector on this machine. */
  readonly server?: string | true;
  /** Default: `local`. */
  readonly project: string;
  /** Default: `local`. */
  readonly location: string;
  readonly output?: Format;
  readonly idempotencyKey?: string;
  readonly yes?: boolean;
}
