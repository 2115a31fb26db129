import type { ConnectorFlags } from '../connector/connector-flags.js';

/** The flags of the commands that manage connections. */
export interface ConnectionFlags extends ConnectorFlags {
  readonly filter?: string;
  readonly orderBy?: string;
  readonly limit?: number;
  readonly file?: string;
  readonly updateMask?: string;
  readonly set?: readonly string[];
  readonly account?: string;
  readonly tokenSecret?: string;
  readonly apiKey?: string;
  readonly keySecret?: string;
  readonly minNodes?: number;
  readonly maxNodes?: number;
  readonly async?: boolean;
}
