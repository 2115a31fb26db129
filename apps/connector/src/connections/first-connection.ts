import { type Connection, parseConnectionOrThrow } from '@twilio-connector/connection';

const PROJECT = 'local';

/** The connection that every server has. A program that embeds the connector runs on the same connection. */
export const FIRST_CONNECTION = `projects/${PROJECT}/locations/local/connections/twilio`;

const CONNECTOR_VERSION = `projects/${PROJECT}/locations/global/providers/twilio/connectors/twilio/versions/1`;
const MAX_NODES = 50;

export interface FirstConnectionOptions {
  readonly accountSid: string;
  /** Logs in with this API key instead of the account's auth token. */
  readonly apiKeySid?: string | undefined;
  /** The number of nodes; each sends up to 25 requests per second to Twilio. Default: 2. */
  readonly nodes?: number;
  /** Uses this subaccount, with the credentials of `accountSid`. */
  readonly subaccountSid?: string;
  /** Twilio's region: `ie1`, `au1`, … Default: the United States. */
  readonly region?: string;
  /** Twilio's edge: `dublin`, `sydney`, … */
  readonly edge?: string;
  /** Replaces Twilio's address, for example with a simulator's. */
  readonly baseUrl?: string;
  /** Allows updates and deletes of all entities that match a condition on columns other than the key. Default: false. */
  readonly bulk?: boolean;
  /** The allowed operations: `LIST`, `Messages`, `Messages.CREATE`. Default: all. */
  readonly allowedOperations?: readonly string[];
  /** The allowed actions by name; `DEFAULT` stands for those enabled by default, `*` for all. Default: `DEFAULT`. */
  readonly allowedActions?: readonly string[];
}

/** @throws ConnectionError with all violations */
export function createFirstConnection(options: FirstConnectionOptions): Connection {
  const { nodes, subaccountSid, region, edge, baseUrl, bulk } = options;
  const variables = {
    subaccount_sid: subaccountSid,
    region,
    edge,
    base_url: baseUrl,
    allowed_operations: options.allowedOperations?.join(),
    allowed_actions: options.allowedActions?.join(),
  };
  const time = new Date().toISOString();
  return parseConnectionOrThrow({
    name: FIRST_CONNECTION,
    connectorVersion: CONNECTOR_VERSION,
    ...(nodes !== undefined && { nodeConfig: { minNodeCount: nodes, maxNodeCount: Math.max(MAX_NODES, nodes) } }),
    configVariables: [
      ...Object.entries(variables)
        .filter(([, value]) => value)
        .map(([key, stringValue]) => ({ key, stringValue })),
      ...(bulk ? [{ key: 'bulk', boolValue: true }] : []),
    ],
    authConfig: authConfigOf(options),
    status: { state: 'ACTIVE' },
    createTime: time,
    updateTime: time,
  });
}

/** Refers to a secret whose value never leaves the process: it comes from the environment or from the program. */
function authConfigOf({ accountSid, apiKeySid }: FirstConnectionOptions) {
  const secret = apiKeySid === undefined ? 'twilio-auth-token' : 'twilio-api-secret';
  const password = { secretVersion: `projects/${PROJECT}/secrets/${secret}/versions/1` };
  if (apiKeySid === undefined) {
    return { authType: 'USER_PASSWORD', userPassword: { username: accountSid, password } };
  }
  return {
    authType: 'USER_PASSWORD',
    authKey: 'api_key',
    userPassword: { username: apiKeySid, password },
    additionalVariables: [{ key: 'account_sid', stringValue: accountSid }],
  };
}
