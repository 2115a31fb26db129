import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { json, startTestBed, type TestBed } from './test-bed.js';

let bed: TestBed;
let narrow: TestBed;
beforeAll(async () => {
  [bed, narrow] = await Promise.all([
    startTestBed({ CONNECTOR_ALLOWED_ACTIONS: 'DEFAULT, ReleasePhoneNumber' }),
    startTestBed({ CONNECTOR_ALLOWED_OPERATIONS: 'LIST, Messages.CREATE', CONNECTOR_ALLOWED_ACTIONS: 'SendMessage' }),
  ]);
});
beforeEach(() => bed.simulator.reset());
afterAll(() => Promise.all([bed.close(), narrow.close()]));

const execute = (action: string, parameters: object, query = '') =>
  bed.call(`/actions/${action}:execute${query}`, json({ parameters }));
const MESSAGE = { To: '+15550100001', Sender: '+15550100100', Body: 'Hello' };

test('executing an action sends one request to Twilio and returns its result', async () => {
  const { json: answer, headers } = await execute('SendMessage', MESSAGE);
  const stored = bed.simulator.snapshot('Messages').at(-1);
  expect(answer.results).toEqual([expect.objectContaining({ Sid: stored?.sid, Body: 'Hello', To: MESSAGE.To })]);
  expect(answer.metadata.twilio).toMatchObject({ requests: 1 });
  expect(headers.get('x-twilio-requests')).toBe('1');
});

test('an action whose connection breaks after Twilio processed it is not sent again', async () => {
  const before = bed.simulator.snapshot('Messages').length;
  bed.simulator.addFault({ kind: 'dropAfterProcessing', method: 'POST' });
  const { status, json: answer } = await execute('SendMessage', MESSAGE);
  expect(status).toBe(500);
  expect(answer.error.details[0]).toMatchObject({ reason: 'OUTCOME_UNKNOWN' });
  expect(bed.simulator.snapshot('Messages')).toHaveLength(before + 1);
});

test('validateOnly checks every parameter of an action and sends nothing', async () => {
  const { json: answer } = await execute('SendMessage', MESSAGE, '?validateOnly=true');
  expect(answer.metadata.twilio).toMatchObject({
    requests: 0,
    request: { method: 'POST', form: { From: '+15550100100' } },
  });
  const wrong = await execute('SendMessage', { Body: 1 }, '?validateOnly=true');
  expect(wrong.json.error.details).toEqual([
    expect.objectContaining({ reason: 'INVALID_INPUT' }),
    expect.objectContaining({ fieldViolations: expect.arrayContaining([{ field: 'To', description: 'is required' }]) }),
    expect.objectContaining({ requestId: wrong.headers.get('x-call-id') }),
  ]);
  expect(bed.simulator.journal.count).toBe(0);
});

describe('allow-lists', () => {
  test('a dangerous action is only allowed by its name', async () => {
    const [number] = bed.simulator.snapshot('IncomingPhoneNumbers');
    const refused = await execute('BuyPhoneNumber', { AreaCode: '555' });
    expect([refused.status, refused.json.error.details[0].reason]).toEqual([400, 'ACTION_NOT_ALLOWED']);
    expect((await execute('ReleasePhoneNumber', { Sid: number?.sid })).json.results).toEqual([]);
    expect(bed.simulator.snapshot('IncomingPhoneNumbers')).not.toContainEqual(number);
    const names = (await bed.call('/actions')).json.actions.map((action: { name: string }) => action.name);
    expect(names).toEqual(expect.arrayContaining(['SendMessage', 'ReleasePhoneNumber']));
    expect(names).not.toContain('BuyPhoneNumber');
  });

  test('operations and actions that are not allowed are refused and not listed', async () => {
    const types = (await narrow.call('/entityTypes?pageSize=200')).json.types as {
      name: string;
      operations: string[];
    }[];
    expect(types.find(({ name }) => name === 'Messages')?.operations).toEqual(['LIST', 'CREATE']);
    expect(types.find(({ name }) => name === 'Calls')?.operations).toEqual(['LIST']);
    const [message] = narrow.simulator.snapshot('Messages');
    const refused = await narrow.call(`/entityTypes/Messages/entities/${message?.sid}`, { method: 'DELETE' });
    expect(refused.json.error).toMatchObject({
      status: 'FAILED_PRECONDITION',
      details: [{ reason: 'OPERATION_NOT_ALLOWED' }, {}],
    });
    expect((await narrow.call('/entityTypes/Messages/entities?pageSize=1')).json.entities).toHaveLength(1);
    expect((await narrow.call('/actions')).json.actions).toHaveLength(1);
  });

  test('the connector does not start with an unknown name in an allow-list', async () => {
    await expect(startTestBed({ CONNECTOR_ALLOWED_ACTIONS: 'SendMessages' })).rejects.toThrow(
      /Expected DEFAULT, \* or one of/,
    );
  });
});
