import type { TwilioClientOptions, TwilioCredentials } from '@twilio-connector/client';
import type { Entities } from '@twilio-connector/entities';
import { compose } from './compose.js';
import { localConnection } from './local-connection.js';
import type { ConnectionCheck } from './runtime.js';

/** The account, and how to log in to it. */
export type ConnectorOptions = ({ readonly accountSid: string } & TwilioCredentials) &
  Pick<TwilioClientOptions, 'subaccountSid' | 'region' | 'edge' | 'baseUrl' | 'fetch'> & {
    /** How many nodes work, at 25 requests to Twilio a second each. Default 2. */
    readonly nodes?: number;
  };

/** The composed layers, for programs. */
export interface Connector {
  /** Twilio as tables: `list`, `get`, `create`, `update`, `delete`. */
  readonly entities: Entities;
  /** Whether Twilio can be reached and takes the credentials. */
  checkStatus(): Promise<ConnectionCheck>;
  /** Lets queued work finish and closes the connections to Twilio. */
  close(): Promise<void>;
}

/**
 * Composes the layers without a server.
 *
 * @throws ConnectionError when an option is not valid, with every violation
 */
export function createConnector(options: ConnectorOptions): Connector {
  const { accountSid, nodes, subaccountSid, region, edge, baseUrl, fetch, ...credentials } = options;
  const connection = localConnection({ accountSid, ...(nodes !== undefined && { nodes }) });
  const twilio = { subaccountSid, region, edge, baseUrl, fetch };
  const { entities, checkStatus, close } = compose(connection, { credentials, twilio });
  return { entities, checkStatus: () => checkStatus(), close };
}
