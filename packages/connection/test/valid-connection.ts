/** A connection that sets only the required fields. */
export const minimal = {
  name: 'projects/local/locations/local/connections/twilio',
  connectorVersion: 'projects/local/locations/global/providers/twilio/connectors/twilio/versions/1',
  authConfig: {
    authType: 'USER_PASSWORD',
    userPassword: {
      username: `AC${'0'.repeat(32)}`,
      password: { secretVersion: 'projects/local/secrets/twilio-auth-token/versions/latest' },
    },
  },
} as const;

/** A copy of the connection with a value at a path (`nodeConfig.minNodeCount`); `undefined` unsets the field. */
export function withValue(path: string, value: unknown, connection: object = minimal): unknown {
  return put(connection, path.split('.'), value);
}

function put(target: unknown, [key, ...rest]: readonly string[], value: unknown): unknown {
  if (key === undefined) return value;
  const record = { ...(target as Record<string, unknown>) };
  return { ...record, [key]: put(record[key] ?? {}, rest, value) };
}

/** A connection that authenticates with an API key. */
export const withApiKey = {
  ...minimal,
  authConfig: {
    authType: 'USER_PASSWORD',
    authKey: 'api_key',
    userPassword: { ...minimal.authConfig.userPassword, username: `SK${'1'.repeat(32)}` },
    additionalVariables: [{ key: 'account_sid', stringValue: `AC${'0'.repeat(32)}` }],
  },
} as const;

/** Variables and a destination for a proxy that requires a user name and a password. */
export const proxy = {
  configVariables: [
    { key: 'proxy_enabled', boolValue: true },
    { key: 'proxy_auth_scheme', stringValue: 'BASIC' },
    { key: 'proxy_user', stringValue: 'twilio' },
    { key: 'proxy_password', secretValue: { secretVersion: 'projects/local/secrets/proxy/versions/1' } },
    { key: 'proxy_ssltype', stringValue: 'TUNNEL' },
  ],
  destinationConfigs: [{ key: 'proxy_server', destinations: [{ host: 'proxy.example.com', port: 3128 }] }],
} as const;
