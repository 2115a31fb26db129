import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { CONNECTION, startTestBed, type TestBed } from './test-bed.js';

const PATH =
  '/v2/projects/local/locations/local/integrations/ExecuteConnection:execute?triggerId=api_trigger/ExecuteConnection';

let bed: TestBed;
beforeAll(async () => {
  bed = await startTestBed();
});
beforeEach(() => bed.simulator.reset());
afterAll(() => bed.close());

/** Calls the Connectors task like an integration. */
function execute(inputs: Readonly<Record<string, unknown>>) {
  const body = JSON.stringify({ connectionName: CONNECTION, serviceName: '', host: '', ...inputs });
  return bed.request(PATH, { method: 'POST', body, headers: { Authorization: `Bearer ${bed.token}` } });
}

describe('nine examples of the reference page', () => {
  test('LIST_ENTITIES returns all recordings page by page', async () => {
    const { json } = await execute({ entity: 'Recordings', operation: 'LIST_ENTITIES' });
    expect(json.connectorOutputPayload).toHaveLength(25);
    expect(json.connectorOutputPayload[0]).toMatchObject({ Sid: expect.stringMatching(/^RE/) });
    expect(json.listEntitiesNextPageToken).toBe(json.nextPageToken);
    const rest = await execute({
      entityType: 'Recordings',
      operation: 'LIST',
      listEntitiesPageSize: 50_000,
      listEntitiesPageToken: json.nextPageToken,
    });
    const total = bed.simulator.snapshot('Recordings').length;
    expect(rest.json.connectorOutputPayload).toHaveLength(total - 25);
    expect(rest.json).not.toHaveProperty('nextPageToken');
  });

  test('LIST_ENTITIES keeps the sort order across pages', async () => {
    const list = {
      entity: 'Recordings',
      operation: 'LIST_ENTITIES',
      listEntitiesSortByColumns: ['Duration DESC'],
      listEntitiesPageSize: 10,
    };
    const first = (await execute(list)).json;
    const second = (await execute({ ...list, listEntitiesPageToken: first.listEntitiesNextPageToken })).json;
    const durations = [...first.connectorOutputPayload, ...second.connectorOutputPayload].map(
      (row) => row.Duration as number,
    );
    expect(durations).toHaveLength(20);
    expect(durations).toEqual(durations.toSorted((a, b) => b - a));
  });

  test('GET_ENTITY returns a single recording', async () => {
    const { json } = await execute({
      entity: 'Recordings',
      operation: 'GET_ENTITY',
      entityId: 'RE2e915e78549694bd0a0742d2d39454e5',
    });
    expect(json.connectorOutputPayload).toMatchObject({
      Sid: 'RE2e915e78549694bd0a0742d2d39454e5',
      Status: 'completed',
    });
  });

  test('DELETE_ENTITY deletes a call and returns an empty object', async () => {
    const deletion = { entity: 'Calls', operation: 'DELETE_ENTITY', entityId: 'CAaa4a99c300bd9d1bcc0d1ae9dcd248c6' };
    expect((await execute(deletion)).json).toEqual({});
    expect((await execute(deletion)).status).toBe(404);
  });

  test.each([
    [
      'Feedback',
      { Sid: 'CAdefbf2b4caa7df11dc48106385e32345', QualityScore: 5 },
      { Sid: 'CAdefbf2b4caa7df11dc48106385e32345' },
    ],
    [
      'FeedbackSummary',
      { StartDate: '2014-06-01', EndDate: '2014-06-04' },
      { Sid: expect.stringMatching(/^FS[0-9a-f]{32}$/) },
    ],
    [
      'Messages',
      { To: 'whatsapp:+917892300000', Sender: 'whatsapp:+14155238886', Body: 'Message is sent from Google Cloud' },
      { Sid: expect.stringMatching(/^SM[0-9a-f]{32}$/) },
    ],
  ])(
    'CREATE_ENTITY of %s takes its payload as an object or as JSON text',
    async (entity, connectorInputPayload, output) => {
      for (const payload of [connectorInputPayload, JSON.stringify(connectorInputPayload)]) {
        const { json } = await execute({ entity, operation: 'CREATE_ENTITY', connectorInputPayload: payload });
        expect(json).toEqual({ connectorOutputPayload: output });
      }
    },
  );

  test.each([
    ['Messages', 'SM3ad97d41e786c02bca47c8ce1745053b', { Body: '' }, {}],
    [
      'IncomingPhoneNumbers',
      'PN4047ac009a15885690a50a1d388b8411',
      { Name: 'name of IncomingPhoneNumber is getting updated' },
      { Sid: 'PN4047ac009a15885690a50a1d388b8411' },
    ],
    [
      'OutgoingCallerIds',
      'PN6f5f9bf39cb1801a6e21a5a80d274bdd',
      { Name: 'Name Updated for 9902500000' },
      { Sid: 'PN6f5f9bf39cb1801a6e21a5a80d274bdd' },
    ],
  ])('UPDATE_ENTITY of %s takes an entityId or a filterClause', async (entity, sid, connectorInputPayload, output) => {
    const update = { entity, operation: 'UPDATE_ENTITY', connectorInputPayload };
    expect((await execute({ ...update, entityId: sid })).json).toEqual({ connectorOutputPayload: output });
    expect((await execute({ ...update, filterClause: sid })).json).toEqual({ connectorOutputPayload: output });
    expect((await execute({ ...update, entityId: '', filterClause: `Sid = '${sid}'` })).json).toEqual({
      connectorOutputPayload: output,
    });
  });
});

test.each(['action', 'actionName'])('EXECUTE_ACTION executes the action that %s names', async (input) => {
  const sid = bed.simulator.snapshot('Messages').at(-1)?.sid;
  const { json } = await execute({
    operation: 'EXECUTE_ACTION',
    [input]: 'RedactMessage',
    connectorInputPayload: { Sid: sid },
  });
  expect(json).toEqual({ connectorOutputPayload: [{ Sid: sid }] });
  expect(bed.simulator.snapshot('Messages').at(-1)?.body).toBe('');
});

test('a nested entity is named by both keys, or by its own key and a filterClause with the key of its parent', async () => {
  const [medium] = bed.simulator.snapshot('Media');
  const [sid, parent] = [String(medium?.sid), String(medium?.parent_sid)];
  const below = { entityId: sid, filterClause: `MessageSid = '${parent}'` };
  const get = { entity: 'Media', operation: 'GET_ENTITY' };
  const { connectorOutputPayload: row } = (await execute({ ...get, entityId: `${parent}/${sid}` })).json;
  expect(row).toMatchObject({ Sid: sid, MessageSid: parent });
  expect((await execute({ ...get, ...below })).json).toEqual({ connectorOutputPayload: row });
  const alone = (await execute({ ...get, entityId: sid })).json;
  expect(alone.error.message).toContain("MessageSid = '…' AND Sid = '…'");
  const other = await execute({ ...get, entityId: sid, filterClause: "ContentType = 'image/png'" });
  expect(other.json.error).toMatchObject({
    status: 'INVALID_ARGUMENT',
    message: expect.stringContaining('MessageSid'),
  });
  const quoted = await execute({ ...get, entityId: "x' OR Sid <> '", filterClause: `MessageSid = '${parent}'` });
  expect(quoted.json.error.status).toBe('INVALID_ARGUMENT');
  expect((await execute({ entity: 'Media', operation: 'DELETE_ENTITY', ...below })).json).toEqual({});
  expect(bed.simulator.snapshot('Media')).not.toContainEqual(medium);
});

describe('inputs of the task', () => {
  test.each([
    [{ entity: 'Calls' }, 'INVALID_INPUT', 'operation must be one of LIST_ENTITIES'],
    [{ operation: 'EXECUTE_ACTION' }, 'UNKNOWN_ACTION', 'Known actions: AddOutgoingCallerIds'],
    [{ operation: 'EXECUTE_ACTION', action: 'BuyPhoneNumber' }, 'ACTION_NOT_ALLOWED', 'allow-list'],
    [{ entity: 'Calls', operation: 'GET_ENTITY' }, 'INVALID_INPUT', 'entityId is required'],
    [{ entity: 'Calls', operation: 'DELETE_ENTITY' }, 'INVALID_CONDITION', 'must not be empty'],
    [
      { entity: 'Calls', operation: 'DELETE_ENTITY', entityId: 'x', filterClause: 'y' },
      'INVALID_INPUT',
      'filterClause cannot be combined with entityId: Calls has no parent',
    ],
    [
      { entity: 'Calls', operation: 'LIST_ENTITIES', pageSize: 'many' },
      'INVALID_INPUT',
      'pageSize must be a whole number',
    ],
    [
      { entity: 'Calls', operation: 'LIST_ENTITIES', sortByColumns: ['To', 'Sid'] },
      'INVALID_INPUT',
      'sortByColumns must be one column, such as DateSent or "DateSent DESC"',
    ],
    [{ entity: 'Calls', operation: 'CREATE_ENTITY', connectorInputPayload: '{' }, 'INVALID_INPUT', 'must be an object'],
    [{ entity: 'Nothing', operation: 'LIST_ENTITIES' }, 'UNKNOWN_ENTITY_TYPE', 'Known entity types: Accounts'],
    [
      { entity: 'Calls', operation: 'LIST_ENTITIES', connectionName: 'other' },
      'UNKNOWN_CONNECTION',
      'locations/local/connections/other',
    ],
    [
      { entity: 'Calls', operation: 'LIST_ENTITIES', connectionName: CONNECTION.replace('local/conn', 'other/conn') },
      'UNKNOWN_CONNECTION',
      'locations/other/connections/twilio',
    ],
    [{ entity: 'Calls', operation: 'LIST_ENTITIES', entityId: 'x' }, 'INVALID_INPUT', 'entityId is not an input'],
    [{ entity: 'Calls', operation: 'LIST_ENTITIES', nonsense: 1 }, 'UNKNOWN_FIELD', 'nonsense'],
  ])('the Connectors task refuses the inputs %j', async (inputs, reason, sentence) => {
    const { json } = await execute(inputs);
    expect(json.error.details[0]).toMatchObject({ reason });
    expect(json.error.message).toContain(sentence);
  });

  test('the Connectors task answers 504 when its timeout expires', async () => {
    const held = bed.holdRequest('GET');
    const answer = await execute({ entity: 'Calls', operation: 'LIST_ENTITIES', timeout: 1 });
    expect(answer.status).toBe(504);
    held.release();
  });

  test('the Connectors task reduces a timeout above the maximum to the maximum', async () => {
    const { status } = await execute({
      connectionName: 'twilio',
      entity: 'Calls',
      operation: 'LIST_ENTITIES',
      timeout: 4_294_968,
    });
    expect(status).toBe(200);
  });

  test('the Connectors task ignores empty inputs', async () => {
    const empty = {
      entityId: '',
      filterClause: '',
      pageToken: '',
      sortByColumns: [],
      connectorInputPayload: {},
      action: '',
      query: '',
      dynamicAuthConfig: {},
    };
    const { status, json } = await execute({ ...empty, entity: 'Calls', operation: 'LIST_ENTITIES', pageSize: 2 });
    expect(status).toBe(200);
    expect(json.connectorOutputPayload).toHaveLength(2);
  });
});
