import { type Connection, connectorNames, parseConnectionOrThrow } from '@twilio-connector/connection';

const PROJECT = 'local';
const LOCATION = 'local';

/** Where the first connection is. */
export const FIRST_PLACE = { project: PROJECT, location: LOCATION };

/** The connection that every server has. A program that embeds the connector runs on the same connection. */
export const FIRST_CONNECTION = `projects/${PROJECT}/locations/${LOCATION}/connections/twilio`;

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
  const { nodes } = options;
  const time = new Date().toISOString();
  return parseConnectionOrThrow({
    name: FIRST_CONNECTION,
    connectorVersion: connectorNames({ project: PROJECT }).version,
    ...(nodes !== undefined && { nodeConfig: { minNodeCount: nodes, maxNodeCount: Math.max(MAX_NODES, nodes) } }),
    configVariables: variablesOf(options),
    authConfig: authConfigOf(options),
    status: { state: 'ACTIVE' },
    createTime: time,
    updateTime: time,
  });
}

/** The config variables that the options set. */
function variablesOf({ subaccountSid, region, edge, baseUrl, bulk, ...lists }: FirstConnectionOptions) {
  const texts = {
    subaccount_sid: subaccountSid,
    region,
    edge,
    base_url: baseUrl,
    allowed_operations: lists.allowedOperations?.join(),
    allowed_actions: lists.allowedActions?.join(),
  };
  return [
    ...Object.entries(texts).flatMap(([key, stringValue]) => (stringValue ? [{ key, stringValue }] : [])),
    ...(bulk ? [{ key: 'bulk', boolValue: true }] : []),
  ];
}

/** The option that sets a field of the connection, such as `region` for `configVariables[0].stringValue`. */
export function optionOf(options: FirstConnectionOptions, field: string): string {
  const [, index] = /^configVariables\[(\d+)\]/.exec(field) ?? [];
  const { key = '' } = variablesOf(options)[Number(index)] ?? {};
  if (key !== '') return key.replace(/_([a-z])/g, (_, letter: string) => letter.toUpperCase());
  if (field.startsWith('nodeConfig')) return 'nodes';
  return field === 'authConfig.userPassword.username' && options.apiKeySid !== undefined ? 'apiKeySid' : 'accountSid';
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
