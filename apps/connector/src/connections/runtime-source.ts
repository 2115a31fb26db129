import { createHash } from 'node:crypto';
import type { TwilioCredentials } from '@twilio-connector/client';
import { configValues, type Connection, connectionAccount } from '@twilio-connector/connection';
import { createScheduler, type Scheduler } from '@twilio-connector/scheduler';
import { isTwilioItself } from '../network/twilio-hosts.js';
import type { QueueCounts } from '../observability/metrics.js';
import { compose, type ComposeOptions } from '../runtime/compose.js';
import { SecretError } from '../secrets/errors.js';
import type { SecretResolver } from '../secrets/resolver.js';
import type { ConnectionValidator } from './connection-validation.js';
import { credentialProblem } from './credential-shape.js';
import type { RuntimeSource } from './runtime-pool.js';

export interface RuntimeSourcePorts {
  readonly secrets: SecretResolver;
  readonly validator: Pick<ConnectionValidator, 'secretViolations' | 'hostViolations'>;
  /** Called with every secret that is read, and the user name it belongs to. */
  readonly onSecret: (user: string, secret: string) => void;
  readonly client: Pick<ComposeOptions, 'checkAddress' | 'onAttempt'>;
}

/** Composes the runtimes of connections, and holds the nodes that the runtimes of one connection share. */
export interface NodeHoldingRuntimeSource extends RuntimeSource {
  /** Drops the nodes of a removed connection. */
  forget(name: string): void;
  /** Counts over the nodes of all connections since the start. */
  queueStats(): QueueCounts;
}

/**
 * The nodes of a connection outlive its runtimes: after a change, the draining runtime and its successor together must not
 * exceed the rate limit of one.
 */
export function createRuntimeSource(ports: RuntimeSourcePorts): NodeHoldingRuntimeSource {
  const { secrets, validator, onSecret, client } = ports;
  const schedulers = new Map<string, Scheduler>();

  function schedulerOf({ name, nodeConfig: { minNodeCount: nodes } }: Connection): Scheduler {
    const scheduler = schedulers.get(name) ?? createScheduler({ nodes });
    scheduler.resize(nodes);
    schedulers.set(name, scheduler);
    return scheduler;
  }

  /** Rechecks access first: a role or an allowed host may have been removed since the connection was validated. */
  async function readCredentials(connection: Connection): Promise<{ secret: string; credentials: TwilioCredentials }> {
    const [violation] = [...(await validator.secretViolations(connection)), ...validator.hostViolations(connection)];
    if (violation) throw new SecretError('SECRET_UNREADABLE', violation.description);
    const { accountSid, apiKeySid, secretVersion } = connectionAccount(connection);
    const secret = (await secrets.resolve(secretVersion)).reveal();
    onSecret(apiKeySid ?? accountSid, secret);
    const credentials = apiKeySid ? { apiKeySid, apiKeySecret: secret } : { authToken: secret };
    const problem = isTwilioItself(configValues(connection).base_url) ? credentialProblem(credentials) : undefined;
    if (problem !== undefined) throw malformed(secretVersion, problem);
    return { secret, credentials };
  }

  return {
    forget: (name) => void schedulers.delete(name),
    queueStats: () => [...schedulers.values()].map((scheduler) => scheduler.stats()).reduce(sum, ZERO),
    secretDigest: async (connection) => digest((await readCredentials(connection)).secret),
    async compose(connection) {
      const { secret, credentials } = await readCredentials(connection);
      const runtime = compose(connection, { credentials, scheduler: schedulerOf(connection), ...client });
      return { runtime, secretDigest: digest(secret) };
    },
  };
}

function malformed(secretVersion: string, problem: string): SecretError {
  const message =
    `The secret ${secretVersion} in authConfig.userPassword.password has the wrong form: ${problem}. ` +
    "Copy it from Twilio's Console, without spaces around it, into a new version of the secret.";
  return new SecretError('SECRET_MALFORMED', message);
}

const ZERO: QueueCounts = { queued: 0, throttled: 0, refused: 0, waited: 0, waitMs: 0 };

function sum(a: QueueCounts, b: QueueCounts): QueueCounts {
  return {
    queued: a.queued + b.queued,
    throttled: a.throttled + b.throttled,
    refused: a.refused + b.refused,
    waited: a.waited + b.waited,
    waitMs: a.waitMs + b.waitMs,
  };
}

function digest(secret: string): string {
  return createHash('sha256').update(secret).digest('base64');
}
