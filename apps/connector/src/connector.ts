import { proxyRulesFromEnvironment } from '@twilio-connector/client';
import type { Actions, Entities } from '@twilio-connector/entities';
import { compose } from './runtime/compose.js';
import { type ConnectorLogin, readConnectorOptions } from './connections/connector-options.js';
import type { FirstConnectionOptions } from './connections/first-connection.js';
import type { ConnectionCheck } from './runtime/runtime.js';

/** The Twilio account, its credentials and its location. */
export type ConnectorOptions = FirstConnectionOptions &
  ConnectorLogin & {
    /** Sends the HTTP requests. Default: connections of its own. */
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
 * Composes the packages into a connector. It uses the proxy that `HTTPS_PROXY`, `HTTP_PROXY` and `NO_PROXY` name, as curl
 * does, unless `fetch` is given.
 *
 * @throws ConnectionError with all violations, by option
 */
export function createConnector(options: ConnectorOptions): Connector {
  const { fetch, ...rest } = options;
  const { connection, credentials } = readConnectorOptions(rest);
  // A replacement of `fetch` decides itself how to reach Twilio.
  // oxlint-disable-next-line node/no-process-env -- As in curl, the environment of the process names the proxy.
  const proxy = fetch ? undefined : proxyRulesFromEnvironment(process.env);
  const runtime = compose(connection, { credentials, ...(fetch && { fetch }), ...(proxy && { proxy }) });
  return {
    entities: runtime.entities,
    actions: runtime.actions,
    checkStatus: () => runtime.checkStatus(),
    close: () => runtime.close(),
  };
}
