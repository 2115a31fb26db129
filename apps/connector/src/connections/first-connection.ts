import { type Connection, parseConnectionOrThrow } from '@twilio-connector/connection';

/** The connection that every server has from the start. */
export const FIRST_CONNECTION = 'projects/local/locations/local/connections/twilio';
const CONNECTOR_VERSION = 'projects/local/locations/global/providers/twilio/connectors/twilio/versions/1';
const MAX_NODES = 50;

/** What can be said of it. */
export interface LocalConnectionOptions {
  readonly accountSid: string;
  /** Logs in with this API key in place of the account's auth token. */
  readonly apiKeySid?: string | undefined;
  /** How many nodes work, at 25 requests to Twilio a second each. Default 2. */
  readonly nodes?: number;
  /** Works on this subaccount, with the credentials of `accountSid`. */
  readonly subaccountSid?: string;
  /** Twilio's region: `ie1`, `au1`, … Default: the United States. */
  readonly region?: string;
  /** Twilio's edge: `dublin`, `sydney`, … */
  readonly edge?: string;
  /** Another address than Twilio's own, such as a simulator's. */
  readonly baseUrl?: string;
  /** Whether an update or delete may go to all entities that a condition on other columns than the key finds. Default false. */
  readonly bulk?: boolean;
  /** The operations that are allowed: `LIST`, `Messages`, `Messages.CREATE`. Default: all. */
  readonly allowedOperations?: readonly string[];
  /** The actions that are allowed, by name; `DEFAULT` for those that are on anyway, `*` for all. Default: `DEFAULT`. */
  readonly allowedActions?: readonly string[];
}

/**
 * The connection that is there without anybody having made it: of a new server, or of a program.
 *
 * @throws ConnectionError with every violation
 */
export function localConnection(options: LocalConnectionOptions): Connection {
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

/** Where the secret is that logs in: its value is known to whoever makes the connection, the environment or the program. */
export function localSecret(isApiKey: boolean) {
  return { project: 'local', secret: isApiKey ? 'twilio-api-secret' : 'twilio-auth-token' };
}

function authConfigOf({ accountSid, apiKeySid }: LocalConnectionOptions) {
  const { project, secret } = localSecret(apiKeySid !== undefined);
  const password = { secretVersion: `projects/${project}/secrets/${secret}/versions/1` };
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
