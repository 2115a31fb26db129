import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { actions } from '@twilio-connector/entities';
import { ADMINISTRATOR_TOKEN, type BedAnswer, type ServerBed, startServerBed } from '../server-bed.js';

// Every way to reach Twilio must respect the limits of a connection.

const READ_ONLY = 'projects/p/locations/local/connections/read-only';
const PLAIN = 'projects/p/locations/local/connections/plain';
const NARROW = 'projects/p/locations/local/connections/narrow';
const BULK = 'projects/p/locations/local/connections/bulk';
const SID = `MM${'0'.repeat(32)}`;
const FIELDS = { To: '+15550100001', Sender: '+15550100100', Body: 'past the limit' };

let bed: ServerBed;
beforeAll(async () => {
  bed = await startServerBed();
  await bed.connection(READ_ONLY, [
    { key: 'read_only', boolValue: true },
    { key: 'bulk', boolValue: true },
    { key: 'allowed_actions', stringValue: '*' },
    { key: 'allowed_operations', stringValue: '*' },
  ]);
  await bed.connection(PLAIN, [{ key: 'allowed_actions', stringValue: 'DEFAULT' }]);
  await bed.connection(BULK, [{ key: 'bulk', boolValue: true }]);
  await bed.connection(NARROW, [
    { key: 'allowed_operations', stringValue: 'Messages.LIST' },
    { key: 'allowed_actions', stringValue: 'GetBalance' },
  ]);
});
afterAll(() => bed.close());

const post = (path: string, body: object): Promise<BedAnswer> =>
  bed.call(path, { method: 'POST', token: ADMINISTRATOR_TOKEN, body });
const task = (connectionName: string, inputs: object) =>
  post('/v2/projects/p/locations/local/integrations/ExecuteConnection:execute', { connectionName, ...inputs });
const writesSent = () =>
  bed.simulator.journal.requests().filter(({ method, status }) => method !== 'GET' && status !== 404).length;

/** Every way to write. */
function waysToWrite(connection: string): readonly (() => Promise<BedAnswer>)[] {
  const v2 = `/v2/${connection}`;
  const messages = `${v2}/entityTypes/Messages/entities`;
  const entity = { entity: 'Messages', connectorInputPayload: FIELDS };
  const url = `https://api.twilio.com/2010-04-01/Accounts/${bed.simulator.accountSid}/Messages.json`;
  const rawBody = Buffer.from(new URLSearchParams(FIELDS).toString()).toString('base64');
  const raw = { Product: 'api', Path: '/2010-04-01/Accounts/{AccountSid}/Messages.json', Method: 'POST', Form: FIELDS };
  const token = ADMINISTRATOR_TOKEN;
  return [
    () => post(messages, { fields: FIELDS }),
    () => bed.call(`${messages}/${SID}`, { method: 'PATCH', token, body: { fields: { Body: '' } } }),
    () => bed.call(`${messages}/${SID}`, { method: 'DELETE', token }),
    () => post(`${messages}:updateEntitiesWithConditions?conditions=Status%20%3D%20'sent'`, { fields: { Body: '' } }),
    () => post(`${messages}:deleteEntitiesWithConditions?conditions=Status%20%3D%20'sent'`, {}),
    ...['CREATE_ENTITY', 'UPDATE_ENTITY', 'DELETE_ENTITY', 'CREATE', 'UPDATE', 'DELETE'].flatMap((operation) => [
      () => task(connection, { operation, ...entity, ...(!operation.startsWith('CREATE') && { entityId: SID }) }),
      () => task(connection, { operation, ...entity, filterClause: "Status = 'sent'" }),
    ]),
    () => post(`${v2}/tools/create_Messages:execute`, { parameters: FIELDS }),
    () => post(`${v2}/tools/update_Messages:execute`, { parameters: { entityId: SID, Body: '' } }),
    () => post(`${v2}/tools/delete_Messages:execute`, { parameters: { entityId: SID } }),
    () => post(`${v2}:executeHttpRequest`, { url, httpMethod: 'HTTP_METHOD_POST', rawBody }),
    () => post(`${v2}:executeHttpRequest`, { url, httpMethod: 'HTTP_METHOD_GET', rawBody }),
    () => post(`${v2}/actions/ExecuteRequest:execute`, { parameters: raw }),
    () => post(`${v2}/tools/ExecuteRequest:execute`, { parameters: raw }),
    () => task(connection, { operation: 'EXECUTE_ACTION', action: 'ExecuteRequest', connectorInputPayload: raw }),
  ];
}

describe('read-only connections', () => {
  test('a read-only connection refuses every way to write', async () => {
    const before = writesSent();
    for (const [index, write] of waysToWrite(READ_ONLY).entries()) {
      expect((await write()).status, `way ${index}`).not.toBe(200);
    }
    expect(writesSent()).toBe(before);
  });

  test('a read-only connection executes no action and lists no tool that changes anything', async () => {
    const before = writesSent();
    for (const { name, method } of Object.values(actions)) {
      if (method === 'GET') continue;
      for (const answer of [
        await post(`/v2/${READ_ONLY}/actions/${name}:execute`, { parameters: {} }),
        await post(`/v2/${READ_ONLY}/tools/${name}:execute`, { parameters: {} }),
        await task(READ_ONLY, { operation: 'EXECUTE_ACTION', action: name }),
      ]) {
        expect([400, 404], name).toContain(answer.status);
        expect(['ACTION_NOT_ALLOWED', 'UNKNOWN_TOOL'], name).toContain(answer.reason);
      }
    }
    const { tools } = await bed.must(`/v2/${READ_ONLY}/tools?pageSize=200`);
    for (const { name, annotations } of tools) expect(annotations.readOnlyHint, name).toBe(true);
    expect(writesSent()).toBe(before);
  });
});

describe('connections without bulk writes', () => {
  test('a connection without bulk refuses filter clauses that could match several entities', async () => {
    const before = writesSent();
    for (const filterClause of ["Status = 'sent'", "Sid = 'x' OR Status = 'sent'", '', "Sid <> 'x'"]) {
      for (const operation of ['UPDATE_ENTITY', 'DELETE_ENTITY']) {
        const answer = await task(PLAIN, { operation, entity: 'Messages', filterClause, connectorInputPayload: {} });
        expect(answer.status, filterClause).toBe(400);
      }
    }
    expect(writesSent()).toBe(before);
  });
});

test('a delete of a nested entity cannot be widened by a filter clause that closes its parenthesis', async () => {
  const [user] = bed.simulator.snapshot('ChatUsers');
  const [serviceSid, sid] = [String(user?.service_sid), String(user?.sid)];
  expect(serviceSid).toMatch(/^IS/);
  const before = writesSent();
  const operation = { operation: 'DELETE_ENTITY', entity: 'ChatUsers', entityId: String(sid) };
  for (const filterClause of [
    `ServiceSid = '${serviceSid}') OR (ServiceSid = '${serviceSid}'`,
    `ServiceSid = '${serviceSid}' OR ServiceSid = '${serviceSid}'`,
    `ServiceSid <> ''`,
  ]) {
    expect(await task(BULK, { ...operation, filterClause }), filterClause).toMatchObject({ status: 400 });
  }
  expect(writesSent()).toBe(before);
  expect((await task(BULK, { ...operation, filterClause: `ServiceSid = '${serviceSid}'` })).status).toBe(200);
  expect(writesSent()).toBe(before + 1);
});

describe('narrow allow-lists', () => {
  test('a connection with one allowed operation and one allowed action refuses everything else, even for the administrator', async () => {
    const before = bed.simulator.journal.count;
    for (const [index, write] of waysToWrite(NARROW).entries()) {
      expect((await write()).status, `way ${index}`).not.toBe(200);
    }
    const token = ADMINISTRATOR_TOKEN;
    const reads = [
      await bed.call(`/v2/${NARROW}/entityTypes/Messages/entities/${SID}`, { token }),
      await bed.call(`/v2/${NARROW}/entityTypes/Calls/entities`, { token }),
      await post(`/v2/${NARROW}/tools/get_Messages:execute`, { parameters: { entityId: SID } }),
      await task(NARROW, { operation: 'GET_ENTITY', entity: 'Messages', entityId: SID }),
      await task(NARROW, { operation: 'LIST_ENTITIES', entity: 'Calls' }),
    ];
    for (const { status } of reads) expect(status).not.toBe(200);
    expect(bed.simulator.journal.count).toBe(before);
  });
});

describe('locked connections', () => {
  const patch = (mask: string, body: object) =>
    bed.call(`/v1/${PLAIN}?updateMask=${mask}`, { method: 'PATCH', token: ADMINISTRATOR_TOKEN, body });

  test('a locked connection cannot be changed or deleted, even by a patch that also unlocks it', async () => {
    expect((await patch('lockConfig', { lockConfig: { locked: true, reason: 'audit' } })).status).toBe(200);
    const body = { lockConfig: { locked: false }, description: 'changed', suspended: true };
    for (const mask of [
      'description',
      'suspended',
      'lock_config,description',
      'lockConfig.locked,description',
      'description,lock_config',
      '*',
      'lock_config%2Cdescription',
    ]) {
      const whole = mask === '*' ? { ...(await bed.must(`/v1/${PLAIN}`)), ...body } : body;
      expect(await patch(mask, whole), mask).toMatchObject({ status: 400, reason: 'CONNECTION_LOCKED' });
    }
    expect(await bed.call(`/v1/${PLAIN}?force=true`, { method: 'DELETE', token: ADMINISTRATOR_TOKEN })).toMatchObject({
      reason: 'CONNECTION_LOCKED',
    });
    const kept = await bed.must(`/v1/${PLAIN}`);
    expect([kept.lockConfig.locked, kept.suspended ?? false, kept.description ?? '']).toEqual([true, false, '']);
    expect((await patch('lock_config.locked', body)).status).toBe(200);
    expect((await bed.must(`/v1/${PLAIN}`)).description ?? '').toBe('');
  });
});
