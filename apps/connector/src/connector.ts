import type { TwilioCredentials } from '@twilio-connector/client';
import type { Actions, Entities } from '@twilio-connector/entities';
import { compose } from './runtime/compose.js';
import { createFirstConnection, type FirstConnectionOptions } from './connections/first-connection.js';
import type { ConnectionCheck } from './runtime/runtime.js';

/** The Twilio account, its credentials and its location. */
export type ConnectorOptions = FirstConnectionOptions &
  TwilioCredentials & {
    /** Sends the HTTP requests. Default: Node's `fetch`. */
    readonly fetch?: typeof fetch;
  };

/** The connector as a library, without a server. */
export interface Connector {
  /** Twilio as tables: `list`, `get`, `create`, `update`, `delete`. */
  readonly entities: Entities;
  /** Actions: `execute('SendMessage', …)`, `download`, `validateOnly`. */
  readonly actions: Actions;
  /** Checks whether Twilio is reachable and accepts the credentials. */
  checkStatus(): Promise<ConnectionCheck>;
  /** Drains queued work and closes the connections to Twilio. */
  close(): Promise<void>;
}

/**
 * Composes the packages into a connector.
 *
 * @throws ConnectionError for invalid options, with all violations
 */
export function createConnector(options: ConnectorOptions): Connector {
  const { fetch, ...rest } = options;
  const credentials: TwilioCredentials =
    'authToken' in rest
      ? { authToken: rest.authToken }
      : { apiKeySid: rest.apiKeySid, apiKeySecret: rest.apiKeySecret };
  const runtime = compose(createFirstConnection(rest), { credentials, ...(fetch && { fetch }) });
  return {
    entities: runtime.entities,
    actions: runtime.actions,
    checkStatus: () => runtime.checkStatus(),
    close: () => runtime.close(),
  };
}
