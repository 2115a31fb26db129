import { expect, test } from 'vitest';
import { ACCOUNT_SID, API_KEY_SID, TOKEN } from '../test/test-client.js';
import { createAuthorization } from './authorization.js';

const basic = (text: string) => `Basic ${Buffer.from(text).toString('base64')}`;

test('logs in with the account and its token', () => {
  expect(createAuthorization(ACCOUNT_SID, { authToken: TOKEN }).header()).toBe(basic(`${ACCOUNT_SID}:${TOKEN}`));
});

test('logs in with an API key', () => {
  expect(createAuthorization(ACCOUNT_SID, { apiKeySid: API_KEY_SID, apiKeySecret: 's:é' }).header()).toBe(
    basic(`${API_KEY_SID}:s:é`),
  );
});

test.each([
  [{ authToken: '' }, 'authToken'],
  [{ apiKeySid: API_KEY_SID, apiKeySecret: '' }, 'apiKeySecret'],
  [{ apiKeySid: TOKEN, apiKeySecret: 'x' }, 'apiKeySid'],
])('refuses %o without repeating it', (credentials, name) => {
  const make = () => createAuthorization(ACCOUNT_SID, credentials);
  expect(make).toThrow(expect.objectContaining({ code: 'INVALID_REQUEST', message: expect.stringContaining(name) }));
  expect(make).not.toThrow(TOKEN);
});

test('takes every form of the secret out of a text', () => {
  const authorization = createAuthorization(ACCOUNT_SID, { authToken: TOKEN });
  const header = authorization.header();
  const encoded = header.slice('Basic '.length);
  expect(authorization.redact(`${header}, ${TOKEN} and ${encoded}`)).toBe('[secret], [secret] and [secret]');
  expect(authorization.redact(`authorization:basic  ${encoded}.`)).toBe('authorization:[secret].');
  expect(authorization.redact(`cut: ${header.slice(0, -9)}`)).toBe('cut: [secret]');
  expect(authorization.redact('Basic authentication is due')).toBe('Basic authentication is due');
});
