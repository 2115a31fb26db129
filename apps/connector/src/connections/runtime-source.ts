import { createHash } from 'node:crypto';
import type { TwilioCredentials } from '@twilio-connector/client';
import { configValues, type Connection, connectionAccount } from '@twilio-connector/connection';
import { Base64File } from '../json/base64-file.js';
import { isTwilioItself } from '../network/twilio-hosts.js';
import { compose, type ComposeOptions } from '../runtime/compose.js';
import { SecretError } from '../secrets/errors.js';
import type { SecretResolver } from '../secrets/resolver.js';
import type { ConnectionNodes } from './connection-nodes.js';
import type { ConnectionValidator } from './connection-validation.js';
import { credentialProblem } from './credential-shape.js';
import type { RuntimeSource } from './runtime-pool.js';

export interface RuntimeSourcePorts {
  readonly secrets: SecretResolver;
  readonly validator: Pick<ConnectionValidator, 'secretViolations' | 'hostViolations'>;
  readonly nodes: Pick<ConnectionNodes, 'of'>;
  /** Called with every secret that is read, and the user name it belongs to. */
  readonly onSecret: (user: string, secret: string) => void;
  readonly client: Pick<ComposeOptions, 'checkAddress' | 'lookup' | 'onAttempt' | 'twilioUrl'>;
}

export function createRuntimeSource(ports: RuntimeSourcePorts): RuntimeSource {
  const { secrets, validator, nodes, onSecret, client } = ports;

  /** Rechecks access first: a role or an allowed host may have been removed since the connection was validated. */
  async function readCredentials(connection: Connection): Promise<{ secret: string; credentials: TwilioCredentials }> {
    const [violation] = [...(await validator.secretViolations(connection)), ...validator.hostViolations(connection)];
    if (violation) throw new SecretError('SECRET_UNREADABLE', violation.description);
    const { accountSid, apiKeySid, secretVersion } = connectionAccount(connection);
    const secret = (await secrets.resolve(secretVersion)).reveal();
    onSecret(apiKeySid ?? accountSid, secret);
    const credentials = apiKeySid ? { apiKeySid, apiKeySecret: secret } : { authToken: secret };
    const problem = isTwilioItself(configValues(connection).base_url ?? client.twilioUrl)
      ? credentialProblem(credentials)
      : undefined;
    if (problem !== undefined) throw malformed(secretVersion, problem);
    return { secret, credentials };
  }

  return {
    secretDigest: async (connection) => digest((await readCredentials(connection)).secret),
    async compose(connection) {
      const { secret, credentials } = await readCredentials(connection);
      const scheduler = nodes.of(connection);
      const runtime = compose(connection, { credentials, scheduler, toContent, ...client });
      return { runtime, secretDigest: digest(secret) };
    },
  };
}

function toContent(file: readonly Uint8Array[]): Base64File {
  return new Base64File(file);
}

function malformed(secretVersion: string, problem: string): SecretError {
  const message =
    `The secret ${secretVersion} in authConfig.userPassword.password has the wrong form: ${problem}. ` +
    "Copy it from Twilio's Console, without spaces around it, into a new version of the secret.";
  return new SecretError('SECRET_MALFORMED', message);
}

function digest(secret: string): string {
  return createHash('sha256').update(secret).digest('base64');
}
