import type { Format } from '../output.js';

/** The flags of every command that calls a connector to administer it. */
export interface ServerFlags {
  readonly server?: string;
  /** Default: `local`. */
  readonly project: string;
  /** Default: `local`. */
  readonly location: string;
  readonly output?: Format;
  readonly idempotencyKey?: string;
  readonly yes?: boolean;
}
