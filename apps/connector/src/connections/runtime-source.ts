import { createHash } from 'node:crypto';
import { type Connection, connectionAccount } from '@twilio-connector/connection';
import { compose, type ComposeOptions } from '../runtime/compose.js';
import { SecretError } from '../secrets/errors.js';
import type { SecretResolver } from '../secrets/resolver.js';
import type { ConnectionNodes } from './connection-nodes.js';
import type { ConnectionValidator } from './connection-validation.js';
import type { RuntimeSource } from './runtime-pool.js';

export interface RuntimeSourcePorts {
  readonly secrets: SecretResolver;
  readonly validator: Pick<ConnectionValidator, 'secretViolations' | 'hostViolations'>;
  readonly nodes: Pick<ConnectionNodes, 'of'>;
  /** Called with every secret that is read, and the user name it belongs to. */
  readonly onSecret: (user: string, secret: string) => void;
  readonly client: Pick<ComposeOptions, 'checkAddress' | 'lookup' | 'onAttempt'>;
}

export function createRuntimeSource(ports: RuntimeSourcePorts): RuntimeSource {
  const { secrets, validator, nodes, onSecret, client } = ports;

  /** Rechecks access first: a role or an allowed host may have been removed since the connection was validated. */
  async function readSecret(connection: Connection): Promise<string> {
    const [violation] = [...(await validator.secretViolations(connection)), ...validator.hostViolations(connection)];
    if (violation) throw new SecretError('SECRET_UNREADABLE', violation.description);
    const { accountSid, apiKeySid = accountSid, secretVersion } = connectionAccount(connection);
    const secret = (await secrets.resolve(secretVersion)).reveal();
    onSecret(apiKeySid, secret);
    return secret;
  }

  return {
    secretDigest: async (connection) => digest(await readSecret(connection)),
    async compose(connection) {
      const { apiKeySid } = connectionAccount(connection);
      const secret = await readSecret(connection);
      const credentials = apiKeySid ? { apiKeySid, apiKeySecret: secret } : { authToken: secret };
      const runtime = compose(connection, { credentials, scheduler: nodes.of(connection), ...client });
      return { runtime, secretDigest: digest(secret) };
    },
  };
}

function digest(secret: string): string {
  return createHash('sha256').update(secret).digest('base64');
}
