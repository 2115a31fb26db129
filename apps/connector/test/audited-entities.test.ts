import { afterAll, beforeAll, expect, test } from 'vitest';
import { FIRST, type ServerBed, startServerBed } from './server-bed.js';

const message = { To: '+15550100001', Sender: '+15005550006', Body: 'a private text' };

let bed: ServerBed;
beforeAll(async () => {
  bed = await startServerBed();
});
afterAll(() => bed.close());

const send = (method: string, path: string, body?: object) => bed.must(`/v2/${FIRST}/${path}`, { method, body });
const create = async (fields: object = message) =>
  String((await send('POST', 'entityTypes/Messages/entities', { fields })).fields.Sid);
const nameOf = (sid: string) => `entityTypes/Messages/entities/${sid}`;

/** The audit records of one entity, newest first: method and status. */
async function historyOf(entity: string): Promise<unknown[]> {
  const { auditRecords } = await bed.must(`/admin/v1/auditRecords?project=local&entity=${encodeURIComponent(entity)}`);
  expect(auditRecords.map((record: { entity: string }) => record.entity)).toEqual(auditRecords.map(() => entity));
  return auditRecords.map(({ method, status }: Record<string, string>) => [method?.split('.').at(-1), status]);
}

test('the writes to an entity are found by its name: its creation, updates, actions, failures and its deletion', async () => {
  const sid = await create();
  await send('PATCH', nameOf(sid), { fields: { Body: '' } });
  await send('POST', 'actions/RedactMessage:execute', { parameters: { sid } });
  bed.simulator.addFault({ kind: 'status', status: 400, method: 'DELETE', path: `${sid}.json` });
  await expect(send('DELETE', nameOf(sid))).rejects.toThrow('answered 400');
  bed.simulator.clearFaults();
  bed.simulator.advance(5000);
  await send('POST', `entityTypes/Messages/entities:deleteEntitiesWithConditions?conditions=${`Sid='${sid}'`}`);
  expect(await historyOf(nameOf(sid))).toEqual([
    ['deleteEntitiesWithConditions', 'OK'],
    ['delete', 'INVALID_ARGUMENT'],
    ['execute', 'OK'],
    ['patch', 'OK'],
    ['create', 'OK'],
  ]);
});

test('an entity that an action makes is named by its record', async () => {
  const { results } = await send('POST', 'actions/SendMessage:execute', { parameters: message });
  expect(await historyOf(nameOf(results[0].Sid))).toEqual([['execute', 'OK']]);
});

test('a dry run and a read are not in the history of an entity', async () => {
  const sid = await create();
  await send('PATCH', `${nameOf(sid)}?validateOnly=true`, { fields: { Body: '' } });
  await send('DELETE', `${nameOf(sid)}?validateOnly=true`);
  await send('GET', nameOf(sid));
  expect(await historyOf(nameOf(sid))).toEqual([['create', 'OK']]);
});

test('audit records name no entity whose key is a value, and contain no content', async () => {
  await create();
  await bed.call(`/v2/${FIRST}/entityTypes/OutgoingCallerIds/entities/+15005550006`, { method: 'DELETE' });
  const { auditRecords } = await bed.must('/admin/v1/auditRecords');
  expect(auditRecords.length).toBeGreaterThan(0);
  expect(JSON.stringify(auditRecords)).not.toMatch(/15550100001|15005550006|private/);
});
