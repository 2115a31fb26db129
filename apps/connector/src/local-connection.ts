import { type Connection, parseConnection } from '@twilio-connector/connection';

const NAME = 'projects/local/locations/local/connections/twilio';
const CONNECTOR_VERSION = 'projects/local/locations/global/providers/twilio/connectors/twilio/versions/1';
// Where the value is, is known to whoever makes the connection: the environment, or the program.
const SECRET_VERSION = 'projects/local/secrets/twilio-auth-token/versions/1';
const MAX_NODES = 50;

/**
 * The connection that is there without anybody having made it: of a new server, or of a program.
 *
 * @throws ConnectionError with every violation
 */
export function localConnection(options: { readonly accountSid: string; readonly nodes?: number }): Connection {
  const { accountSid, nodes } = options;
  const time = new Date().toISOString();
  return parseConnection({
    name: NAME,
    connectorVersion: CONNECTOR_VERSION,
    ...(nodes !== undefined && { nodeConfig: { minNodeCount: nodes, maxNodeCount: Math.max(MAX_NODES, nodes) } }),
    authConfig: {
      authType: 'USER_PASSWORD',
      userPassword: { username: accountSid, password: { secretVersion: SECRET_VERSION } },
    },
    status: { state: 'ACTIVE' },
    createTime: time,
    updateTime: time,
  });
}
