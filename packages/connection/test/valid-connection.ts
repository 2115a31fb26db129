/** A connection that sets only what it must. */
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

/** The minimal connection, or another, with the value at a path (`nodeConfig.minNodeCount`) put in; `undefined` takes it out. */
export function withValue(path: string, value: unknown, connection: object = minimal): unknown {
  return put(connection, path.split('.'), value);
}

function put(target: unknown, [key, ...rest]: readonly string[], value: unknown): unknown {
  if (key === undefined) return value;
  const record = { ...(target as Record<string, unknown>) };
  return { ...record, [key]: put(record[key] ?? {}, rest, value) };
}
