import { createTwilioClient, type TwilioClientOptions, type TwilioCredentials } from '@twilio-connector/client';
import { configValues, type Connection, connectionAccount } from '@twilio-connector/connection';
import {
  type ActionsOptions,
  createActions,
  createEntities,
  type Send,
  waitForTurn,
  type YieldToEventLoop,
} from '@twilio-connector/entities';
import { createScheduler, type NodeBounds, type Scheduler } from '@twilio-connector/scheduler';
import { allowancesOf } from './catalog.js';
import { checkTwilio } from './twilio-check.js';
import type { Runtime } from './runtime.js';

/** The options of `compose` in addition to the connection. */
export interface ComposeOptions {
  readonly credentials: TwilioCredentials;
  /** A scheduler that outlives this runtime. Default: one with the connection's nodes, drained when the runtime closes. */
  readonly scheduler?: Scheduler;
  /** Sends the HTTP requests. Default: the client's own connections. */
  readonly fetch?: typeof fetch;
  /** The base URL of connections that name none, such as a simulator's. Default: Twilio's own hosts. */
  readonly twilioUrl?: string | undefined;
  /** The proxy, or rules that choose it by the URL. Default: no proxy. */
  readonly proxy?: TwilioClientOptions['proxy'];
  /** TLS with the hosts. Default: the public certificate authorities. */
  readonly tls?: TwilioClientOptions['tls'];
  /** Checks every address before the client connects to it. Default: all addresses are allowed. */
  readonly checkAddress?: TwilioClientOptions['checkAddress'];
  /** Resolves host names. Default: the system's resolver. */
  readonly lookup?: TwilioClientOptions['lookup'];
  /** Called after each HTTP attempt at Twilio. */
  readonly onAttempt?: TwilioClientOptions['onAttempt'];
  /** Called when a connection of the client was opened or could not be. */
  readonly onSocket?: TwilioClientOptions['onSocket'];
  /** Awaited in the middle of long work on responses and rows. Default: waits for a turn of the event loop. */
  readonly yieldToEventLoop?: YieldToEventLoop;
  /** Makes the content of a file that an action returns. Default: text in base64. */
  readonly toContent?: ActionsOptions['toContent'];
}

/** The least and the greatest number of nodes of a connection. */
export function nodeBoundsOf({ nodeConfig: { minNodeCount: min, maxNodeCount: max } }: Connection): NodeBounds {
  return { min, max };
}

/**
 * Composes the packages into the runtime of a connection: `entities` over `client` over `scheduler`. Each package declares its
 * own ports, so this function does not compile if two packages do not fit together.
 */
export function compose(connection: Connection, options: ComposeOptions) {
  const {
    credentials,
    fetch,
    proxy,
    tls,
    checkAddress,
    lookup,
    onAttempt,
    onSocket,
    toContent,
    twilioUrl,
    yieldToEventLoop = waitForTurn,
  } = options;
  const { subaccount_sid: subaccountSid, region, edge, base_url: baseUrl, bulk = false } = configValues(connection);
  const allowed = allowancesOf(connection);
  const scheduler = options.scheduler ?? createScheduler({ nodes: nodeBoundsOf(connection) });
  const client = createTwilioClient({
    accountSid: connectionAccount(connection).accountSid,
    credentials,
    subaccountSid,
    region,
    edge,
    baseUrl: baseUrl ?? twilioUrl,
    admit: ({ signal, priority, origin } = {}) => scheduler.admit({ signal, priority, caller: origin?.caller }),
    ...(fetch && { fetch }),
    ...(proxy && { proxy }),
    ...(tls && { tls }),
    ...(checkAddress && { checkAddress }),
    ...(lookup && { lookup }),
    ...(onAttempt && { onAttempt }),
    ...(onSocket && { onSocket }),
    yieldToEventLoop: () => yieldToEventLoop(0),
  });
  const send: Send = (request, sendOptions) => client.request(request, sendOptions);
  const requestsPerSecond = () => scheduler.maxRate;
  const entities = createEntities({ send, bulk, allow: allowed.operations, yieldToEventLoop, requestsPerSecond });
  const actions = createActions({
    catalog: allowed.actionCatalog,
    send,
    download: (request, sendOptions) => client.download(request, sendOptions),
    allow: allowed.actions,
    yieldToEventLoop,
    ...(toContent && { toContent }),
  });
  return {
    connection,
    entities,
    actions,
    checkStatus: (onAttempt?: () => void) => checkTwilio(send, onAttempt),
    queueStats: () => scheduler.stats(),
    async close() {
      // The calls of the client wait for the scheduler, so the client closes first.
      await client.close();
      if (!options.scheduler) await scheduler.drain();
    },
  } satisfies Runtime;
}
