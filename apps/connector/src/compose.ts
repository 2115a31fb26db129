import { createTwilioClient, type TwilioClientOptions, type TwilioCredentials } from '@twilio-connector/client';
import type { Connection } from '@twilio-connector/connection';
import { createEntities } from '@twilio-connector/entities';
import { createScheduler } from '@twilio-connector/scheduler';
import { checkTwilio } from './check-twilio.js';
import type { Runtime } from './runtime.js';

/** What composing takes beside the connection. */
export interface ComposeOptions {
  readonly credentials: TwilioCredentials;
  /** Where the connection's Twilio is; default Twilio itself, in its default region. */
  readonly twilio?: Pick<TwilioClientOptions, 'subaccountSid' | 'region' | 'edge' | 'baseUrl' | 'fetch'>;
  /** Told of each HTTP attempt at Twilio. */
  readonly onAttempt?: TwilioClientOptions['onAttempt'];
}

/**
 * Joins the packages into one connection at work: `entities` over `client` over `scheduler`. The only place that knows
 * them all; it does not compile when two do not fit.
 */
export function compose(connection: Connection, options: ComposeOptions) {
  const { credentials, twilio, onAttempt } = options;
  const scheduler = createScheduler({ nodes: connection.nodeConfig.minNodeCount });
  const client = createTwilioClient({
    ...twilio,
    accountSid: connection.authConfig.userPassword.username,
    credentials,
    admit: scheduler.admit,
    ...(onAttempt && { onAttempt }),
  });
  const entities = createEntities({ send: client.request });
  return {
    connection,
    entities,
    checkStatus: (onAttempt?: () => void) => checkTwilio(client.request, onAttempt),
    queueStats: scheduler.stats,
    async close() {
      await scheduler.drain();
      await client.close();
    },
  } satisfies Runtime;
}
