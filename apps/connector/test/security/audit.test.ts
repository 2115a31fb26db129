import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { isAuditedWrite } from '../../src/access/permissions.js';
import { BUILT_METHODS, type BuiltMethod } from '../built-methods.js';
import { ADMINISTRATOR_TOKEN, FIRST, type ServerBed, startServerBed } from '../server-bed.js';

const PRIVATE = 'private-7f3a';
const TASK = '/v2/projects/local/locations/local/integrations/ExecuteConnection:execute';
const FIELDS = { To: '+15550100001', Sender: '+15550100100', Body: PRIVATE };

let bed: ServerBed;
beforeAll(async () => {
  bed = await startServerBed();
});
afterAll(() => bed.close());

/** The audit records that a call adds, newest first. */
async function recordsOf(call: () => Promise<unknown>) {
  const newest = async () => (await bed.services.audit.list({ pageSize: 5 })).records;
  const [last] = await newest();
  await call();
  return (await newest()).filter(({ id }) => last === undefined || id > last.id);
}

const PARAMS: Readonly<Record<string, string>> = {
  projectsId: 'local',
  locationsId: 'local',
  connectionsId: 'twilio',
  entityTypesId: 'Messages',
  toolsId: 'create_Messages',
};

function send({ httpMethod, path }: BuiltMethod, token: string) {
  const aimed = path.replaceAll(/\{(\w+)\}/g, (_, name: string) => PARAMS[name] ?? 'x');
  const query = httpMethod === 'DELETE' ? `?force=${PRIVATE}` : `?secretId=${PRIVATE}&updateMask=${PRIVATE}`;
  const body = httpMethod === 'GET' ? undefined : { [PRIVATE]: PRIVATE, note: PRIVATE };
  return bed.call(aimed + query, { method: httpMethod, token, body, headers: { 'X-Note': PRIVATE } });
}

describe('audit log', () => {
  test('the audit log has one record for each write and none for reads', async () => {
    for (const method of BUILT_METHODS) {
      const records = await recordsOf(() => send(method, ADMINISTRATOR_TOKEN));
      const due = isAuditedWrite(method.method.audit) ? [method.id] : [];
      expect(
        records.map((record) => record.method),
        method.id,
      ).toEqual(due);
      for (const record of records) expect(record.caller).toBe('administrator');
    }
  });

  test('the audit log has one record for each denied call, including reads', async () => {
    for (const [index, method] of BUILT_METHODS.entries()) {
      // Only a few denied calls of one caller are recorded one by one.
      const stranger = await bed.token(`stranger-${index}`);
      let isDenied = false;
      const records = await recordsOf(async () => {
        isDenied = (await send(method, stranger)).status === 403;
      });
      if (!isDenied) continue;
      expect(records, method.id).toEqual([
        expect.objectContaining({ method: method.id, caller: `token:stranger-${index}`, status: 'PERMISSION_DENIED' }),
      ]);
    }
  });

  test('a caller without roles cannot fill the disk with the records of its denied calls', async () => {
    const stranger = await bed.token('flood');
    const attempt = (index: number) =>
      bed.call(`/v1/projects/p${index}/locations/local/connections/${'c'.repeat(60)}`, { token: stranger });
    for (let index = 0; index < 500; index += 1) expect((await attempt(index)).status).toBe(403);
    // The calls may fall into two minutes.
    const { records } = await bed.services.audit.list({ caller: 'token:flood', pageSize: 1000 });
    expect(records.length).toBeLessThanOrEqual(21);
  });

  test('the audit log records writes of the Connectors task and of tools, but not their reads', async () => {
    const rows: [path: string, body: object, due: string | undefined][] = [
      [TASK, { operation: 'LIST_ENTITIES', entity: 'Messages' }, undefined],
      [TASK, { operation: 'GET_ENTITY', entity: 'Messages', entityId: 'x' }, undefined],
      [TASK, { operation: 'CREATE_ENTITY', entity: 'Messages', connectorInputPayload: FIELDS }, 'OK'],
      [TASK, { operation: 'DELETE_ENTITY', entity: 'Messages', entityId: `MM${'0'.repeat(32)}` }, 'NOT_FOUND'],
      [`/v2/${FIRST}/tools/list_Messages:execute`, {}, undefined],
      [`/v2/${FIRST}/tools/create_Messages:execute`, { parameters: FIELDS }, 'OK'],
    ];
    for (const [path, body, due] of rows) {
      const call = () => bed.call(path, { method: 'POST', token: ADMINISTRATOR_TOKEN, body });
      const records = await recordsOf(call);
      expect(records.map(({ status, resource }) => [status, resource])).toEqual(due ? [[due, FIRST]] : []);
    }
  });

  test('the audit log has no records of unauthenticated calls or unknown paths', async () => {
    const calls = [
      () => bed.call(`/v1/${FIRST}`, { method: 'DELETE' }),
      () => bed.call(`/v1/${FIRST}`, { method: 'DELETE', token: PRIVATE }),
      () => bed.call('/v1/nothing', { method: 'POST', token: ADMINISTRATOR_TOKEN }),
      () => bed.call('/nothing', { method: 'POST' }),
    ];
    for (const call of calls) expect(await recordsOf(call)).toEqual([]);
  });

  test('the audit log has one record for a write that is repeated with its idempotency key', async () => {
    const call = () =>
      bed.call(`/v2/${FIRST}/tools/create_Messages:execute`, {
        method: 'POST',
        token: ADMINISTRATOR_TOKEN,
        body: { parameters: FIELDS },
        headers: { 'Idempotency-Key': PRIVATE },
      });
    expect(await recordsOf(call)).toEqual([expect.objectContaining({ resource: FIRST, status: 'OK' })]);
    expect(await recordsOf(call)).toEqual([]);
  });

  test('neither the audit log nor the server log contains request data', async () => {
    const { records } = await bed.services.audit.list({ pageSize: 100_000 });
    expect(records.length).toBeGreaterThan(100);
    expect(JSON.stringify(records)).not.toContain(PRIVATE);
    expect(bed.log.join('')).not.toContain(PRIVATE);
  });
});
