import type { TwilioCredentials } from '@twilio-connector/client';
import type { Actions, Entities } from '@twilio-connector/entities';
import { compose } from './runtime/compose.js';
import { createFirstConnection, type FirstConnectionOptions } from './connections/first-connection.js';
import type { ConnectionCheck } from './runtime/runtime.js';

/** The account, how to log in to it, and where it is. */
export type ConnectorOptions = FirstConnectionOptions &
  TwilioCredentials & {
    /** What sends HTTP requests. Default: Node's own `fetch`. */
    readonly fetch?: typeof fetch;
  };

/** The composed layers, for programs. */
export interface Connector {
  /** Twilio as tables: `list`, `get`, `create`, `update`, `delete`. */
  readonly entities: Entities;
  /** Actions: `execute('SendMessage', …)`, `download`, `validateOnly`. */
  readonly actions: Actions;
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
