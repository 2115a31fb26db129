import { createHash } from 'node:crypto';
import { type Connection, connectionAccount } from '@twilio-connector/connection';
import { createScheduler, type Scheduler } from '@twilio-connector/scheduler';
import { compose, type ComposeOptions } from '../runtime/compose.js';
import { SecretError } from '../secrets/errors.js';
import type { QueueCounts } from '../observability/metrics.js';
import type { SecretResolver } from '../secrets/resolver.js';
import type { ConnectionRules } from './connection-validation.js';
import type { RuntimeSource } from './runtime-pool.js';

/** What composing a connection takes on this server. */
export interface ConnectionSourcePorts {
  readonly secrets: SecretResolver;
  readonly rules: Pick<ConnectionRules, 'secretViolations' | 'hostViolations'>;
  /** Told of each secret that is read, and of the name that logs in with it. */
  readonly onSecret: (user: string, secret: string) => void;
  /** How the client reaches Twilio. */
  readonly client: Pick<ComposeOptions, 'checkAddress' | 'onAttempt'>;
}

/** A runtime source that also forgets what it holds for a connection that is gone. */
export interface ConnectionSource extends RuntimeSource {
  forget(name: string): void;
  /** What the limits of all nodes did since the start. */
  queueStats(): QueueCounts;
}

/**
 * Composes connections with their secrets. The nodes of a connection outlive its changes: two runtimes of one connection, the
 * one that ends its work and the one that follows, start no more requests together than one would.
 */
export function createConnectionSource({ secrets, rules, onSecret, client }: ConnectionSourcePorts): ConnectionSource {
  const schedulers = new Map<string, Scheduler>();

  function schedulerOf({ name, nodeConfig: { minNodeCount: nodes } }: Connection): Scheduler {
    const known = schedulers.get(name);
    const scheduler = known ?? createScheduler({ nodes });
    scheduler.resize(nodes);
    schedulers.set(name, scheduler);
    return scheduler;
  }

  /** The rules may have changed since the connection was made: a role can be taken away, and so can a host. */
  async function readSecret(connection: Connection): Promise<string> {
    const [violation] = [...(await rules.secretViolations(connection)), ...rules.hostViolations(connection)];
    if (violation) throw new SecretError('SECRET_UNREADABLE', violation.description);
    const { accountSid, apiKeySid = accountSid, secretVersion } = connectionAccount(connection);
    const secret = (await secrets.resolve(secretVersion)).reveal();
    onSecret(apiKeySid, secret);
    return secret;
  }

  return {
    forget: (name) => void schedulers.delete(name),
    queueStats: () => [...schedulers.values()].map((scheduler) => scheduler.stats()).reduce(sum, NOTHING),
    secretsMark: async (connection) => toMark(await readSecret(connection)),
    async compose(connection) {
      const { apiKeySid } = connectionAccount(connection);
      const secret = await readSecret(connection);
      const credentials = apiKeySid ? { apiKeySid, apiKeySecret: secret } : { authToken: secret };
      const runtime = compose(connection, { credentials, scheduler: schedulerOf(connection), ...client });
      return { runtime, secretsMark: toMark(secret) };
    },
  };
}

const NOTHING: QueueCounts = { queued: 0, throttled: 0, refused: 0, waited: 0, waitMs: 0 };

function sum(all: QueueCounts, one: QueueCounts): QueueCounts {
  return {
    queued: all.queued + one.queued,
    throttled: all.throttled + one.throttled,
    refused: all.refused + one.refused,
    waited: all.waited + one.waited,
    waitMs: all.waitMs + one.waitMs,
  };
}

function toMark(secret: string): string {
  return createHash('sha256').update(secret).digest('base64');
}
