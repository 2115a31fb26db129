import { expect, test } from 'vitest';
import { ACCOUNT_SID, API_KEY_SID, TOKEN } from '../test/test-client.js';
import { createAuthorization } from './authorization.js';

const basic = (text: string) => `Basic ${Buffer.from(text).toString('base64')}`;

test('an auth token is sent with the account SID as the user name', () => {
  expect(createAuthorization(ACCOUNT_SID, { authToken: TOKEN }).header()).toBe(basic(`${ACCOUNT_SID}:${TOKEN}`));
});

test('an API key is sent with its own SID as the user name', () => {
  expect(createAuthorization(ACCOUNT_SID, { apiKeySid: API_KEY_SID, apiKeySecret: 's:é' }).header()).toBe(
    basic(`${API_KEY_SID}:s:é`),
  );
});

test.each([
  [{ authToken: '' }, 'authToken'],
  [{ apiKeySid: API_KEY_SID, apiKeySecret: '' }, 'apiKeySecret'],
  [{ apiKeySid: TOKEN, apiKeySecret: 'x' }, 'apiKeySid'],
])('the credentials %j are rejected, and the message does not show them', (credentials, name) => {
  const make = () => createAuthorization(ACCOUNT_SID, credentials);
  expect(make).toThrow(expect.objectContaining({ code: 'INVALID_REQUEST', message: expect.stringContaining(name) }));
  expect(make).not.toThrow(TOKEN);
});

test('redact removes every form of the secret from a text', () => {
  const authorization = createAuthorization(ACCOUNT_SID, { authToken: TOKEN });
  const header = authorization.header();
  const encoded = header.slice('Basic '.length);
  expect(authorization.redact(`${header}, ${TOKEN} and ${encoded}`)).toBe('[secret], [secret] and [secret]');
  expect(authorization.redact(`authorization:basic  ${encoded}.`)).toBe('authorization:[secret].');
  expect(authorization.redact(`cut: ${header.slice(0, -9)}`)).toBe('cut: [secret]');
  expect(authorization.redact('Basic authentication is due')).toBe('Basic authentication is due');
});

test.each(['UNKN', 'a', 'The requested', 'fifteen-letters'])(
  'the short secret %j changes no text, except inside a Basic login',
  (secret) => {
    const { header, redact, hide } = createAuthorization(ACCOUNT_SID, { authToken: secret });
    const text = `OUTCOME_UNKNOWN: The requested resource of ${secret} was not found`;
    expect([redact(text), hide(text)]).toEqual([text, text]);
    const encoded = header().slice('Basic '.length);
    expect([redact(`${header()}.`), hide(`x ${encoded}`)]).toEqual(['[secret].', 'x [secret]']);
  },
);

test('a secret of sixteen characters is removed from texts', () => {
  const secret = 'sixteen-letters!';
  const { redact, hide } = createAuthorization(ACCOUNT_SID, { authToken: secret });
  expect([redact(`(${secret})`), hide(`(${secret})`)]).toEqual(['([secret])', '([secret])']);
});
