import { actionAccess, operationAccess, type Permission } from '../src/access/permissions.js';
import { isRoleName, type RoleName, ROLES } from '../src/access/roles.js';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { METHODS } from '../src/rest/methods.js';
import { ADMINISTRATOR_TOKEN, type BedAnswer, FIRST, type ServerBed, startServerBed } from './server-bed.js';
import { withoutCallIds } from './without-call-ids.js';

// The permission of these methods depends on the body or the query. Each operation that they can do is tested with every role.

const CONNECTION = 'projects/p/locations/local/connections/c';
const RESOURCES = ['projects/p', CONNECTION, 'projects/q', FIRST] as const;
const ROLE_NAMES = Object.keys(ROLES).filter(isRoleName);
const SID = `MM${'0'.repeat(32)}`;
const FIELDS = { To: '+15550100001', Sender: '+15550100100', Body: 'matrix' };

interface Call {
  readonly path: string;
  readonly method?: string;
  readonly body?: object;
  readonly permission: Permission | 'administrator';
  /** The resource whose policy decides. */
  readonly resource: string;
}

/** The inputs of each operation in the task and as a tool. */
const OPERATIONS = [
  ['LIST', {}, {}],
  ['GET', { entityId: SID }, { entityId: SID }],
  ['CREATE', { connectorInputPayload: FIELDS }, FIELDS],
  ['UPDATE', { entityId: SID, connectorInputPayload: { Body: '' } }, { entityId: SID, Body: '' }],
  ['DELETE', { entityId: SID }, { entityId: SID }],
] as const;
const MANY = [
  ['UPDATE', { filterClause: "Status = 'sent'", connectorInputPayload: { Body: '' } }],
  ['DELETE', { filterClause: "Status = 'sent'" }],
] as const;

function taskCall(inputs: object, permission: Permission, connectionName = 'c'): Call {
  const body = { connectionName, ...inputs };
  const path = '/v2/projects/p/locations/local/integrations/ExecuteConnection:execute';
  return { path, body, permission, resource: connectionName === 'c' ? CONNECTION : FIRST };
}

function toolCall(name: string, parameters: object, permission: Permission, connection = CONNECTION): Call {
  const resource = connection === CONNECTION ? CONNECTION : FIRST;
  return { path: `/v2/${connection}/tools/${name}:execute`, body: { parameters }, permission, resource };
}

const ALIAS = 'projects/q/locations/local/connections/twilio';
const CALLS: readonly Call[] = [
  ...[undefined, ALIAS].flatMap((name) => [
    ...OPERATIONS.map(([verb, inputs]) =>
      // A write without an id is a bulk write, which needs another permission.
      taskCall(
        { operation: `${verb}_ENTIT${verb === 'LIST' ? 'IES' : 'Y'}`, entity: 'Messages', ...inputs },
        operationAccess(verb, false).permission,
        name,
      ),
    ),
    ...MANY.map(([verb, inputs]) =>
      taskCall(
        { operation: `${verb}_ENTITY`, entity: 'Messages', ...inputs },
        operationAccess(verb, true).permission,
        name,
      ),
    ),
    taskCall({ operation: 'EXECUTE_ACTION', action: 'GetBalance' }, actionAccess('GetBalance').permission, name),
  ]),
  ...[CONNECTION, ALIAS].flatMap((connection) => [
    ...OPERATIONS.map(([verb, , parameters]) =>
      toolCall(`${verb.toLowerCase()}_Messages`, parameters, operationAccess(verb).permission, connection),
    ),
    toolCall('list_Nothings', {}, operationAccess('LIST').permission, connection),
    toolCall('execute_GetBalance', {}, actionAccess('GetBalance').permission, connection),
    toolCall('NoSuchTool', {}, actionAccess('NoSuchTool').permission, connection),
  ]),
  {
    path: '/admin/v1/auditRecords?project=p',
    method: 'GET',
    permission: 'connectors.auditRecords.list',
    resource: 'projects/p',
  },
  { path: '/admin/v1/auditRecords', method: 'GET', permission: 'administrator', resource: '' },
];

let bed: ServerBed;
const principals: { readonly role: RoleName; readonly resource: string; readonly token: string }[] = [];
beforeAll(async () => {
  bed = await startServerBed();
  await bed.connection(CONNECTION);
  for (const role of ROLE_NAMES) {
    for (const resource of RESOURCES) {
      if (resource.includes('/connections/') && !ROLES[role].isForConnections) continue;
      principals.push({ role, resource, token: await bed.token(`t${principals.length}`, [role, resource]) });
    }
  }
});
afterAll(() => bed.close());

const send = ({ path, method = 'POST', body }: Call, token?: string): Promise<BedAnswer> =>
  bed.call(path, { method, body, token });
const verdict = ({ status, reason }: BedAnswer) =>
  status === 401 || status === 403 ? `${status} ${reason}` : 'let in';

function isPermitted(role: RoleName, on: string, { permission, resource }: Call): boolean {
  const isHeld = ROLES[role].permissions.some((one) => one === permission);
  return isHeld && (resource === on || resource.startsWith(`${on}/`));
}

test('these tests cover every method whose permission depends on the body or the query', () => {
  const ids = METHODS.filter((method) => method.permission === 'none' && method.requirement !== undefined).map(
    ({ id }) => id,
  );
  expect(ids.toSorted()).toEqual([
    'admin.auditRecords.list',
    'v2.connections.tools.execute',
    'v2.integrations.executeConnection',
  ]);
});

test('an operation in a body is allowed for roles with its permission and denied for all others', async () => {
  const nobody = await bed.token('nobody');
  for (const call of CALLS) {
    const what = `${call.path} ${JSON.stringify(call.body)}`;
    const sent = bed.simulator.journal.count;
    expect(verdict(await send(call)), what).toBe('401 TOKEN_MISSING');
    expect(verdict(await send(call, nobody)), what).toBe('403 PERMISSION_DENIED');
    const [permitted, denied] = [true, false].map((isLetIn) =>
      principals.filter(({ role, resource }) => isPermitted(role, resource, call) === isLetIn),
    );
    for (const { role, resource, token } of denied ?? []) {
      expect(verdict(await send(call, token)), `${what} for ${role} on ${resource}`).toBe('403 PERMISSION_DENIED');
    }
    expect(bed.simulator.journal.count, `requests to Twilio for denied calls of ${what}`).toBe(sent);
    for (const { role, resource, token } of permitted ?? []) {
      expect(verdict(await send(call, token)), `${what} for ${role} on ${resource}`).toBe('let in');
    }
    expect(verdict(await send(call, ADMINISTRATOR_TOKEN)), what).toBe('let in');
  }
});

test('the denial of an operation does not reveal whether the connection exists', async () => {
  const token = await bed.token('stranger', ['roles/connectors.admin', 'projects/q']);
  for (const call of CALLS.filter(({ resource }) => resource === CONNECTION)) {
    const absent = JSON.parse(
      JSON.stringify(call).replaceAll('connections/c', 'connections/absent').replace('"c"', '"absent"'),
    );
    const [one, other] = [await send(call, token), await send(absent, token)];
    expect([other.status, withoutCallIds(other.text).replaceAll('connections/absent', 'connections/c')]).toEqual([
      one.status,
      withoutCallIds(one.text),
    ]);
  }
});
