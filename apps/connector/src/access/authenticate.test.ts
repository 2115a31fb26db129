import { expect, test, vi } from 'vitest';
import { ConnectorError } from '../errors.js';
import { readBearerToken } from '../rest/credentials.js';
import { createAuthenticate } from './authenticate.js';
import { memberToCaller } from './caller.js';
import type { Throttle } from './login-throttle.js';
import type { TokenVerdict } from './api-tokens.js';

const ADMINISTRATOR_TOKEN = 'administrator-0123456789';
const JWT = 'eyJh.eyJp.c2ln';

const API_TOKENS: Readonly<Record<string, TokenVerdict>> = {
  tct_ci: memberToCaller('token:ci'),
  tct_expired: 'EXPIRED',
  tct_revoked: 'REVOKED',
};

function start(verifyJwt?: (jwt: string) => Promise<TokenVerdict>) {
  const failed = vi.fn<Throttle['failed']>(() => Promise.resolve());
  const authenticate = createAuthenticate({
    administratorToken: ADMINISTRATOR_TOKEN,
    tokens: { verify: (token) => Promise.resolve(API_TOKENS[token]) },
    ...(verifyJwt && { oidc: { verify: verifyJwt as (jwt: string) => Promise<ReturnType<typeof memberToCaller>> } }),
    throttle: { failed },
  });
  const call = async (header: string | undefined, query = '') =>
    authenticate(readBearerToken(header, new URLSearchParams(query)), '192.0.2.1');
  return { call, failed };
}

test.each([
  [`Bearer ${ADMINISTRATOR_TOKEN}`, 'administrator', true],
  [`bearer   ${ADMINISTRATOR_TOKEN}`, 'administrator', true],
  ['Bearer tct_ci', 'token:ci', false],
  [`Bearer ${JWT}`, 'user:ann@example.com', false],
])('the header "Authorization: %s" identifies the caller %s', async (header, member, isAdministrator) => {
  const { call, failed } = start(() => Promise.resolve(memberToCaller('user:ann@example.com')));
  expect(await call(header, 'key=anything')).toEqual({ member, isAdministrator });
  expect(failed).not.toHaveBeenCalled();
});

test.each([
  [undefined, '', 'TOKEN_MISSING', false],
  ['', '', 'TOKEN_MISSING', false],
  [undefined, 'access_token=tct_ci', 'TOKEN_IN_URL', false],
  ['Bearer tct_ci', 'oauth_token=tct_ci', 'TOKEN_IN_URL', false],
  ['tct_ci', '', 'TOKEN_INVALID', true],
  ['Basic tct_ci', '', 'TOKEN_INVALID', true],
  ['Bearer ', '', 'TOKEN_INVALID', true],
  ['Bearer tct_ci x', '', 'TOKEN_INVALID', true],
  ['Bearer tct_other', '', 'TOKEN_INVALID', true],
  ['Bearer constructor', '', 'TOKEN_INVALID', true],
  ['Bearer tct_expired', '', 'TOKEN_EXPIRED', true],
  ['Bearer tct_revoked', '', 'TOKEN_REVOKED', true],
  [`Bearer ${JWT}`, '', 'TOKEN_INVALID', true],
])('the header %j with the query %j is refused as %s (throttled: %s)', async (header, query, reason, isThrottled) => {
  const { call, failed } = start();
  await expect(call(header, query)).rejects.toMatchObject({ code: 'UNAUTHENTICATED', reason });
  expect(failed.mock.calls).toEqual(isThrottled ? [['192.0.2.1']] : []);
});

test('a wrong token is refused after a delay that does not slow other callers', async () => {
  const { call, failed } = start();
  let resume = () => {};
  failed.mockReturnValue(new Promise<void>((resolve) => (resume = resolve)));
  const settled = vi.fn<() => void>();
  const refused = call('Bearer wrong').catch(settled);
  await Promise.resolve();
  // Another caller at the same address, with a valid token.
  expect(await call('Bearer tct_ci')).toMatchObject({ member: 'token:ci' });
  expect(settled).not.toHaveBeenCalled();
  resume();
  await refused;
  expect(settled).toHaveBeenCalledOnce();
});

test('an unavailable OIDC issuer does not count as a failed login', async () => {
  const down = new ConnectorError('UNAVAILABLE', 'down', { reason: 'ISSUER_UNAVAILABLE' });
  const { call, failed } = start(() => Promise.reject(down));
  await expect(call(`Bearer ${JWT}`)).rejects.toBe(down);
  expect(failed).not.toHaveBeenCalled();
});

test('the error for a wrong token does not contain the token', async () => {
  const { call } = start();
  await expect(call('Bearer tct_secretvalue')).rejects.not.toThrow(/secretvalue/);
});

test.each([
  ['tct_expired', 'The token has expired. Get a new one.'],
  ['tct_revoked', 'The token has been revoked. Get a new one.'],
  ['tct_other', 'The token is not valid for this connector.'],
])('the refusal of the token %s says what to do', async (token, message) => {
  await expect(start().call(`Bearer ${token}`)).rejects.toThrow(message);
});
