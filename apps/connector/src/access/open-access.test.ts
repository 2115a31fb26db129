import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { CONNECTION } from '../../test/access-bed.js';
import { connectionOf, settled, temporaryStore } from '../../test/connection-parts.js';
import { type OidcIssuer, startOidcIssuer } from '../../test/oidc-issuer.js';
import { createConnectionTable } from '../connections/connection-table.js';
import type { Env } from '../env.js';
import { SYSTEM_CLOCKS } from '../store/clock.js';
import { ADMINISTRATOR } from './caller.js';
import { openAccess } from './open-access.js';

const administratorToken = 'administrator-0123456789-abcdefgh';

let issuer: OidcIssuer;
beforeAll(async () => {
  issuer = await startOidcIssuer();
});
beforeEach(() => issuer.reset());
afterAll(() => issuer.close());

async function open(env: Env = {}) {
  const store = await temporaryStore();
  return { store, ...openAccess({ ...SYSTEM_CLOCKS, env, store, isOnlyWriter: true, administratorToken }) };
}

test('the administrator and API tokens are identified, and permissions follow the policies of the store', async () => {
  const { store, authenticate, authorize, policies, tokens } = await open();
  await createConnectionTable({ store, isOnlyWriter: true }).insert(connectionOf({ name: CONNECTION }));
  expect(await authenticate(administratorToken, '127.0.0.1')).toEqual(ADMINISTRATOR);
  const [one, other] = [await tokens.create({ name: 'ci' }), await tokens.create({ name: 'other' })];
  expect(one.token).not.toBe(other.token);
  const caller = await authenticate(one.token, '127.0.0.1');
  expect(caller).toEqual({ member: 'token:ci', isAdministrator: false });
  const list = () => authorize(caller, 'connectors.entities.list', CONNECTION);
  await expect(list()).rejects.toMatchObject({ code: 'PERMISSION_DENIED' });
  await policies.set(ADMINISTRATOR, CONNECTION, {
    bindings: [{ role: 'roles/connectors.invoker', members: ['token:ci'] }],
  });
  await expect(list()).resolves.toBeUndefined();
});

test('a secret in the place of an id is hidden in the audit log', async () => {
  const { audit } = await open();
  const entry = { caller: 'token:ci', method: 'm', status: 'OK' };
  const secret = `Aa1${'x'.repeat(40)}`;
  await audit.write({ ...entry, resource: `projects/p/locations/local/connections/${secret}` });
  await audit.write({ ...entry, resource: CONNECTION });
  const { records } = await audit.list({ pageSize: 10 });
  expect(records.map(({ resource }) => resource)).toEqual([
    CONNECTION,
    'projects/p/locations/local/connections/[redacted]',
  ]);
});

test('tokens of an issuer are accepted if its URL and the audience are set, with discovery or a URL of the keys', async () => {
  const token = await issuer.sign();
  for (const [env, asked] of [
    [issuer.env, ['/.well-known/openid-configuration', '/keys']],
    [{ ...issuer.env, CONNECTOR_OIDC_JWKS_URL: `${issuer.url}/keys` }, ['/keys']],
  ] as const) {
    issuer.reset();
    const { authenticate } = await open(env);
    expect(await authenticate(token, '127.0.0.1')).toMatchObject({ isAdministrator: false });
    expect(issuer.asked).toEqual(asked);
  }
});

test.each([{}, { CONNECTOR_OIDC_ISSUER: 'set' }, { CONNECTOR_OIDC_AUDIENCE: 'set' }])(
  'without the issuer or the audience no token of an issuer is accepted, and the issuer is not asked: %j',
  async (set) => {
    const names = Object.keys(set) as (keyof typeof issuer.env)[];
    const { authenticate } = await open(Object.fromEntries(names.map((name) => [name, issuer.env[name]])));
    await expect(authenticate(await issuer.sign(), '127.0.0.1')).rejects.toMatchObject({ reason: 'TOKEN_INVALID' });
    expect(issuer.asked).toEqual([]);
  },
);

test('failed logins of an address are delayed from the fourth on', async () => {
  const { authenticate } = await open();
  const fail = () => authenticate('wrong', '192.0.2.1');
  for (let count = 0; count < 3; count += 1) await expect(fail()).rejects.toMatchObject({ reason: 'TOKEN_INVALID' });
  let isAnswered = false;
  fail().catch(() => (isAnswered = true));
  await settled();
  expect(isAnswered).toBe(false);
});
