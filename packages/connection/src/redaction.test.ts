import { inspect } from 'node:util';
import { expect, test } from 'vitest';
import { minimal, withValue } from '../test/valid-connection.js';
import {
  applyUpdateMask,
  createSecret,
  parseConnection,
  parseConnectionFilter,
  parseConnectionOrThrow,
  parseOrderBy,
  parseSecretVersionName,
} from './index.js';

const token = '0123456789abcdef0123456789abcdef';

/** Every field in which a token could be entered by mistake. */
const places: [place: string, value: unknown][] = [
  ['name', token],
  ['name', `projects/${token}/locations/${token}/connections/-${token}`],
  ['connectorVersion', token],
  ['description', [token]],
  ['labels', { [token]: token.toUpperCase() }],
  ['labels', { token: `${token}.` }],
  ['authConfig', token],
  ['authConfig.authType', token],
  ['authConfig.userPassword', token],
  ['authConfig.userPassword', { username: token, password: token }],
  ['authConfig.userPassword.token', token],
  [`authConfig.userPassword.${token}`, true],
  ['authConfig.userPassword.password', { secretVersion: token }],
  ['authConfig.userPassword.password', { secretVersion: `projects/p/secrets/${token}` }],
  ['authConfig.userPassword.password', { value: token }],
  ['configVariables', [{ key: token, stringValue: token }]],
  ['configVariables', [{ key: 'region', stringValue: token }]],
  ['configVariables', [{ key: 'base_url', stringValue: `https://AC:${token}@api.twilio.com` }]],
  ['configVariables', [{ key: 'region', secretValue: { secretVersion: token } }]],
  ['configVariables', [{ key: 'region', intValue: token, boolValue: token }]],
  ['configVariables', [token]],
  ['authConfig.authKey', token],
  ['authConfig.additionalVariables', [{ key: token, stringValue: token }]],
  ['configVariables', [{ key: 'proxy_password', stringValue: token }]],
  ['configVariables', [{ key: 'proxy_user', stringValue: `:${token}` }]],
  ['configVariables', [{ key: 'proxy_auth_scheme', stringValue: token }]],
  ['destinationConfigs', [{ key: token, destinations: [{ host: `u:${token}@proxy`, port: token }] }]],
  ['destinationConfigs', [{ key: 'proxy_server', destinations: [{ host: `${token}:` }, { host: `.${token}` }] }]],
  ['serviceAccount', token],
  ['serviceAccount', `${token}@-${token}.iam.gserviceaccount.com`],
  ['lockConfig', { locked: token, reason: [token] }],
  ['logConfig', { enabled: token, level: token }],
  ['nodeConfig', { minNodeCount: token }],
  ['status', { state: token }],
  ['createTime', token],
  ['connectionRevision', token],
];

test.each(places)('no message repeats a token entered as %s (case %#)', (place, value) => {
  const result = parseConnection(withValue(place, value));
  expect(result).toMatchObject({ ok: false });
  expect(JSON.stringify(result).toLowerCase()).not.toContain(token);
  let thrown: unknown;
  try {
    parseConnectionOrThrow(withValue(place, value));
  } catch (error) {
    thrown = error;
  }
  expect(thrown).toBeInstanceOf(Error);
  expect(inspect(thrown, { depth: 10, showHidden: true }).toLowerCase()).not.toContain(token);
});

test('no message repeats a token entered as a mask, a patch, a filter or an order', () => {
  const connection = parseConnectionOrThrow(minimal);
  const results = [
    applyUpdateMask(connection, { [token]: token, labels: token }, `${token},labels.${token},nodeConfig.${token}`),
    ...[`${token}=${token}`, `createTime=${token}`, `${token}`, `"${token}"`].map(parseConnectionFilter),
    ...[token, `name ${token}`, `labels.${token} ${token}`].map(parseOrderBy),
  ];
  expect(results.map(({ ok }) => ok)).toEqual(results.map(() => false));
  expect(JSON.stringify(results)).not.toContain(token);
});

test('no message repeats a token entered as the name of a secret version', () => {
  expect(() => parseSecretVersionName(token)).toThrow(
    expect.objectContaining({ message: expect.not.stringContaining(token), code: 'INVALID_RESOURCE_NAME' }),
  );
});

test('a secret prints as [secret] in every way and only reveal() returns its value', () => {
  const secret = createSecret(token);
  const holder = { password: secret, list: [secret], map: new Map([['k', secret]]) };
  const printed = [
    String(secret),
    secret.toString(),
    JSON.stringify(holder),
    inspect(holder),
    'x'.concat(String(secret)),
    [secret].join(),
  ];
  expect(printed.join(' ')).not.toContain(token);
  expect(inspect(holder, { depth: 10, showHidden: true, getters: true, customInspect: false })).not.toContain(token);
  expect(JSON.stringify({ secret })).toBe('{"secret":"[secret]"}');
  expect(inspect(secret)).toBe('[secret]');
  expect(Object.keys(secret)).toEqual([]);
  expect(secret.reveal()).toBe(token);
});
