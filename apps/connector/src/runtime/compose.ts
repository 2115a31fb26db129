import { createTwilioClient, type TwilioClientOptions, type TwilioCredentials } from '@twilio-connector/client';
import { configValues, type Connection, connectionAccount } from '@twilio-connector/connection';
import { createActions, createEntities, type Send } from '@twilio-connector/entities';
import { createScheduler, type Scheduler } from '@twilio-connector/scheduler';
import { allowancesOf } from './catalog.js';
import { checkTwilio } from './twilio-check.js';
import type { Runtime } from './runtime.js';

/** What composing takes beside the connection. */
export interface ComposeOptions {
  readonly credentials: TwilioCredentials;
  /** The nodes at work, where they outlive this runtime. Default: those of the connection, ended with it. */
  readonly scheduler?: Scheduler;
  /** What sends HTTP requests. Default: Node's own `fetch`. */
  readonly fetch?: typeof fetch;
  /** To which addresses connections may be made. Default: all. */
  readonly checkAddress?: TwilioClientOptions['checkAddress'];
  /** Told of each HTTP attempt at Twilio. */
  readonly onAttempt?: TwilioClientOptions['onAttempt'];
}

/**
 * Joins the packages into one connection at work: `entities` over `client` over `scheduler`. The only place that knows
 * them all; it does not compile when two do not fit.
 */
export function compose(connection: Connection, options: ComposeOptions) {
  const { credentials, fetch, checkAddress, onAttempt } = options;
  const { subaccount_sid: subaccountSid, region, edge, base_url: baseUrl, bulk = false } = configValues(connection);
  const allowed = allowancesOf(connection);
  const scheduler = options.scheduler ?? createScheduler({ nodes: connection.nodeConfig.minNodeCount });
  const client = createTwilioClient({
    accountSid: connectionAccount(connection).accountSid,
    credentials,
    subaccountSid,
    region,
    edge,
    baseUrl,
    admit: (admitOptions) => scheduler.admit(admitOptions),
    ...(fetch && { fetch }),
    ...(checkAddress && { checkAddress }),
    ...(onAttempt && { onAttempt }),
  });
  const send: Send = (request, sendOptions) => client.request(request, sendOptions);
  const entities = createEntities({ send, bulk, allow: allowed.operations });
  const actions = createActions({
    send,
    download: (request, sendOptions) => client.download(request, sendOptions),
    allow: allowed.actions,
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
      if (!options.scheduler) await scheduler.drain();
    },
  } satisfies Runtime;
}
