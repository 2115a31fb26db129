import { type AttemptRecord, isTwilioError, type SocketRecord } from '@twilio-connector/client';
import type { Connection } from '@twilio-connector/connection';
import { Base64File } from '../json/base64-file.js';
import { compose, type ComposeOptions } from '../runtime/compose.js';
import { SecretError } from '../secrets/errors.js';
import type { SecretResolver } from '../secrets/resolver.js';
import type { ConnectionNodes } from './connection-nodes.js';
import { digestOf, readConnectionSecrets, type ResolvedConnection } from './connection-secrets.js';
import type { ConnectionValidator } from './connection-validation.js';
import type { RuntimeSource } from './runtime-pool.js';

export interface RuntimeSourcePorts {
  readonly secrets: SecretResolver;
  readonly validator: Pick<ConnectionValidator, 'secretViolations' | 'hostViolations'>;
  readonly nodes: Pick<ConnectionNodes, 'of'>;
  /** Called with every secret that is read, and the user name it belongs to. */
  readonly onSecret: (user: string, secret: string) => void;
  readonly client: Pick<ComposeOptions, 'checkAddress' | 'lookup' | 'twilioUrl' | 'proxy'>;
  /** Called after each HTTP attempt at Twilio. */
  readonly onAttempt?: ((connection: string, attempt: AttemptRecord) => void) | undefined;
  /** Called when a connection to Twilio's hosts was opened or could not be. */
  readonly onSocket?: ((connection: string, socket: SocketRecord) => void) | undefined;
}

export function createRuntimeSource(ports: RuntimeSourcePorts): RuntimeSource {
  const { secrets, validator, nodes, onSecret, client: shared, onAttempt, onSocket } = ports;

  /** Rechecks access first: a role or an allowed host may have been removed since the connection was validated. */
  async function read(connection: Connection): Promise<ResolvedConnection> {
    const [violation] = [...(await validator.secretViolations(connection)), ...validator.hostViolations(connection)];
    if (violation) throw new SecretError('SECRET_UNREADABLE', violation.description);
    return readConnectionSecrets(connection, { secrets, onSecret, twilioUrl: shared.twilioUrl });
  }

  return {
    secretDigest: async (connection) => digestOf(await read(connection)),
    async compose(connection) {
      const resolved = await read(connection);
      const scheduler = nodes.of(connection);
      try {
        const { name } = connection;
        const client = {
          ...shared,
          ...(onAttempt && { onAttempt: (attempt: AttemptRecord) => onAttempt(name, attempt) }),
          ...(onSocket && { onSocket: (socket: SocketRecord) => onSocket(name, socket) }),
        };
        const runtime = compose(connection, { scheduler, toContent, ...client, ...resolved });
        return { runtime, secretDigest: digestOf(resolved) };
      } catch (error) {
        throw isTwilioError(error) ? unusable(error) : error;
      }
    },
  };
}

function toContent(file: readonly Uint8Array[]): Base64File {
  return new Base64File(file);
}

/** The rest of a connection has been validated, so it is a secret that the client refuses. Its message does not repeat it. */
function unusable({ message }: Error): SecretError {
  const remedy = 'Add a version with the right content to the secret that this setting refers to.';
  return new SecretError('SECRET_UNUSABLE', `A secret of the connection cannot be used: ${message} ${remedy}`);
}
