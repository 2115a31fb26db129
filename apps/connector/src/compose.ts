import { createTwilioClient, type TwilioClientOptions, type TwilioCredentials } from '@twilio-connector/client';
import { configValues, type Connection } from '@twilio-connector/connection';
import { createActions, createEntities, type Send } from '@twilio-connector/entities';
import { createScheduler } from '@twilio-connector/scheduler';
import { checkTwilio } from './check-twilio.js';
import type { Runtime } from './runtime.js';

/** What composing takes beside the connection. */
export interface ComposeOptions {
  readonly credentials: TwilioCredentials;
  /** What sends HTTP requests. Default: Node's own `fetch`. */
  readonly fetch?: typeof fetch;
  /** Told of each HTTP attempt at Twilio. */
  readonly onAttempt?: TwilioClientOptions['onAttempt'];
}

/**
 * Joins the packages into one connection at work: `entities` over `client` over `scheduler`. The only place that knows
 * them all; it does not compile when two do not fit.
 */
export function compose(connection: Connection, options: ComposeOptions) {
  const { credentials, fetch, onAttempt } = options;
  const values = configValues(connection);
  const { subaccount_sid: subaccountSid, region, edge, base_url: baseUrl, bulk = false } = values;
  const scheduler = createScheduler({ nodes: connection.nodeConfig.minNodeCount });
  const client = createTwilioClient({
    accountSid: connection.authConfig.userPassword.username,
    credentials,
    subaccountSid,
    region,
    edge,
    baseUrl,
    admit: (admitOptions) => scheduler.admit(admitOptions),
    ...(fetch && { fetch }),
    ...(onAttempt && { onAttempt }),
  });
  const send: Send = (request, sendOptions) => client.request(request, sendOptions);
  const entities = createEntities({ send, bulk, allow: toNames(values.allowed_operations) });
  const actions = createActions({
    send,
    download: (request, sendOptions) => client.download(request, sendOptions),
    allow: toNames(values.allowed_actions),
  });
  return {
    connection,
    entities,
    actions,
    checkStatus: (onAttempt?: () => void) => checkTwilio(send, onAttempt),
    queueStats: () => scheduler.stats(),
    async close() {
      // The client waits for its calls, and these for their turn; only then is there nothing left to schedule.
      await client.close();
      await scheduler.drain();
    },
  } satisfies Runtime;
}

/** A list as a variable of the connection holds it. */
function toNames(text: string | undefined): string[] | undefined {
  return text?.split(',').map((name) => name.trim());
}
