import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest';
import { isRoleName, type RoleName, ROLES } from '../src/access/roles.js';
import { findRoute, PATHS } from '../src/rest/router.js';
import { createLongRunningOperation } from '../src/connections/long-running-operations.js';
import { BUILT_METHODS, type BuiltMethod } from './built-methods.js';
import { ADMINISTRATOR_TOKEN, type BedAnswer, FIRST, type ServerBed, startServerBed } from './server-bed.js';
import { withoutCallIds } from './without-call-ids.js';

// Tests every method with every role on every kind of resource. The expected outcome comes from the declarations and ROLES, so
// new methods and roles are tested without a change here.

const PROJECT = 'projects/p';
const CONNECTION = 'projects/p/locations/local/connections/c';
const ELSEWHERE = ['projects/q', 'projects/p/locations/local/connections/d'] as const;
const ROLE_NAMES = Object.keys(ROLES).filter(isRoleName);

/** A token with one role on one resource. */
interface Principal {
  readonly role: RoleName;
  readonly resource: string;
  readonly token: string;
}

let bed: ServerBed;
const principals: Principal[] = [];
const strangers: Record<string, string> = {};

beforeAll(async () => {
  bed = await startServerBed();
  for (const name of [CONNECTION, ELSEWHERE[1]]) await bed.connection(name);
  for (const role of ROLE_NAMES) {
    for (const resource of [PROJECT, CONNECTION, ...ELSEWHERE, 'projects/local', FIRST]) {
      if (resource.includes('/connections/') && !ROLES[role].isForConnections) continue;
      const token = await bed.token(`t${principals.length}`, [role, resource]);
      principals.push({ role, resource, token });
    }
  }
  strangers.none = await bed.token('nobody');
  strangers.revoked = await bed.token('revoked', ['roles/connectors.admin', PROJECT]);
  await bed.must('/admin/v1/tokens/revoked', { method: 'DELETE' });
  vi.useFakeTimers({ toFake: ['Date'], now: Date.now() - 3_600_000 });
  const body = {
    name: 'expired',
    expireTime: new Date(Date.now() + 60_000).toISOString(),
    bindings: [{ role: 'roles/connectors.admin', resource: PROJECT }],
  };
  strangers.expired = (await bed.must('/admin/v1/tokens', { method: 'POST', body })).token;
  vi.useRealTimers();
});
afterAll(() => bed.close());

/** Path parameters that must name an existing resource. All others are `x`. */
const PARAMS: Readonly<Record<string, string>> = {
  projectsId: 'p',
  connectionsId: 'c',
  entityTypesId: 'Messages',
  toolsId: 'list_Messages',
};

/** A path of a method, and the resource whose policy decides about it. */
async function aim(method: BuiltMethod, params: Readonly<Record<string, string>> = {}) {
  const known = { ...PARAMS, locationsId: method.path.includes('providers') ? 'global' : 'local', ...params };
  const { projectsId, locationsId, connectionsId } = known as Record<string, string>;
  const connection = `projects/${projectsId}/locations/${locationsId}/connections/${connectionsId}`;
  const isOperation = method.path.includes('{operationsId}');
  // Each call gets a new operation, because permitted callers delete it.
  const operation = isOperation
    ? await bed.services.connections.longRunningOperations.insert(
        createLongRunningOperation(CONNECTION, 'update', Date.now()),
      )
    : undefined;
  const all: Record<string, string> = { ...known, ...(operation && { operationsId: operation.name.split('/')[5] }) };
  // The invalid parameter fails permitted calls, so that this test deletes nothing.
  const query = method.httpMethod === 'DELETE' ? '?force=perhaps' : '';
  return {
    path: method.path.replaceAll(/\{(\w+)\}/g, (_, name: string) => all[name] ?? 'x') + query,
    resource: isOperation
      ? CONNECTION
      : method.path.includes('{connectionsId}')
        ? connection
        : method.path.includes('{projectsId}')
          ? `projects/${projectsId}`
          : '',
  };
}

/** Whether a role on its resource permits a method on the resource `on`. */
function isPermitted({ role, resource }: Pick<Principal, 'role' | 'resource'>, method: BuiltMethod, on: string) {
  const { permission } = method.method;
  if (permission === 'none') return true;
  if (!ROLES[role].permissions.some((one) => one === permission)) return false;
  if (resource === on) return !resource.includes('/connections/') || permission.startsWith('connectors.');
  return !resource.includes('/connections/') && on.startsWith(`${resource}/`);
}

function send(method: BuiltMethod, path: string, token: string | undefined, from?: string): Promise<BedAnswer> {
  const isRead = method.httpMethod === 'GET';
  return bed.call(path, {
    method: method.httpMethod,
    token,
    ...(!isRead && { body: { matrix: 1 } }),
    ...(from && { from }),
  });
}

/** The status and reason of a denied call, or `let in`. */
const verdict = ({ status, reason }: BedAnswer) =>
  status === 401 || status === 403 ? `${status} ${reason}` : 'let in';
const DENIED = '403 PERMISSION_DENIED';

const byTable = BUILT_METHODS.filter(({ method }) => method.permission !== 'none' || !method.requirement);

test('every path of every method is routed to that method', async () => {
  for (const method of BUILT_METHODS) {
    const { path } = await aim(method);
    expect(findRoute(method.httpMethod, path.split('?')[0] ?? '').path, path).toBe(method.path);
  }
  expect(PATHS.length).toBeGreaterThan(170);
});

describe('all methods', () => {
  test('every method refuses calls without a token and with an unknown, expired or revoked token', async () => {
    const rows: [name: string, token: string | undefined, verdict: string][] = [
      ['none', undefined, '401 TOKEN_MISSING'],
      ['unknown', 'tct_unknown', '401 TOKEN_INVALID'],
      ['expired', strangers.expired, '401 TOKEN_EXPIRED'],
      ['revoked', strangers.revoked, '401 TOKEN_REVOKED'],
    ];
    let address = 0;
    for (const method of BUILT_METHODS) {
      const { path } = await aim(method);
      for (const [name, token, due] of rows) {
        const from = `10.0.${address >> 8}.${address++ & 255}`;
        expect(verdict(await send(method, path, token, from)), `${method.id} with the token ${name}`).toBe(due);
      }
    }
  });

  test('every method is allowed for roles with its permission and denied for all others, without requests to Twilio', async () => {
    const sent = bed.simulator.journal.count;
    const counts = { denied: 0, 'let in': 0 };
    const permitted: (() => Promise<void>)[] = [];
    for (const method of byTable) {
      for (const principal of principals) {
        const { path, resource } = await aim(method);
        const isLetIn = isPermitted(principal, method, resource);
        counts[isLetIn ? 'let in' : 'denied'] += 1;
        const check = async () => {
          const what = `${method.id} for ${principal.role} on ${principal.resource}`;
          const found = verdict(await send(method, path, principal.token));
          expect(found, what).toBe(isLetIn ? 'let in' : DENIED);
        };
        if (isLetIn) permitted.push(check);
        else await check();
      }
    }
    expect(bed.simulator.journal.count, 'requests to Twilio for denied calls').toBe(sent);
    for (const check of permitted) await check();
    expect(counts.denied).toBeGreaterThan(1500);
    expect(counts['let in']).toBeGreaterThan(200);
  });

  test('a token without a role can only call methods without a permission, and the administrator can call every method', async () => {
    for (const method of byTable) {
      const due = method.method.permission === 'none' ? 'let in' : DENIED;
      expect(verdict(await send(method, (await aim(method)).path, strangers.none)), method.id).toBe(due);
      expect(verdict(await send(method, (await aim(method)).path, ADMINISTRATOR_TOKEN)), method.id).toBe('let in');
    }
  });

  test('the denial of a method does not reveal whether the connection exists', async () => {
    for (const method of BUILT_METHODS.filter(({ path }) => path.includes('{connectionsId}'))) {
      const [here, absent] = [await aim(method), await aim(method, { connectionsId: 'absent' })];
      for (const token of [strangers.none, principals.find(({ resource }) => resource === 'projects/q')?.token]) {
        const [one, other] = [await send(method, here.path, token), await send(method, absent.path, token)];
        expect(
          [other.status, withoutCallIds(other.text).replaceAll('connections/absent', 'connections/c')],
          method.id,
        ).toEqual([one.status, withoutCallIds(one.text)]);
      }
    }
  });
});

describe('aliases of the first connection', () => {
  test('the denial of a call by an alias does not reveal whether the project has a connection of this name', async () => {
    await bed.connection('projects/r/locations/local/connections/twilio');
    for (const method of byTable.filter(({ path }) => path.includes('{connectionsId}'))) {
      const [alias, own] = await Promise.all(
        ['q', 'r'].map(async (projectsId) => {
          const { path } = await aim(method, { projectsId, connectionsId: 'twilio' });
          return send(method, path, strangers.none);
        }),
      );
      const [expected = '', shown] = [own?.text, alias?.text].map((text = '') => withoutCallIds(text));
      expect(shown, method.id).toBe(expected.replaceAll('projects/r', 'projects/q'));
    }
  });

  test('testIamPermissions with an alias uses the policy of the first connection', async () => {
    const ask = async (token: string | undefined) => {
      const path = '/v1/projects/q/locations/local/connections/twilio:testIamPermissions';
      const permissions = ['connectors.entities.list', 'connectors.connections.get'];
      return (await bed.call(path, { method: 'POST', token, body: { permissions } })).json.permissions;
    };
    const tokenOf = (resource: string) =>
      principals.find((one) => one.resource === resource && one.role === 'roles/connectors.invoker')?.token;
    expect(await ask(tokenOf('projects/q'))).toBeUndefined();
    expect(await ask(tokenOf(FIRST))).toEqual(['connectors.entities.list']);
  });

  test('calls by an alias need a role on the first connection or on projects/local', async () => {
    const alias = { projectsId: 'q', connectionsId: 'twilio' };
    for (const method of byTable.filter(({ path }) => path.includes('{connectionsId}'))) {
      const { path } = await aim(method, alias);
      for (const principal of principals) {
        const due = isPermitted(principal, method, FIRST) ? 'let in' : DENIED;
        const what = `${method.id} for ${principal.role} on ${principal.resource}`;
        expect(verdict(await send(method, path, principal.token)), what).toBe(due);
      }
    }
  });
});
