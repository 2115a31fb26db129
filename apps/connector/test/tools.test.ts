import { catalog, type EntityType } from '@twilio-connector/entities';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { actionCatalog } from '../src/runtime/action-catalog.js';
import { violationsOf } from './json-schema.js';
import { json, startTestBed, type TestBed } from './test-bed.js';

const MESSAGE = { To: '+15550100001', Sender: '+15550100100', Body: 'Hello' };
const CALLER_ID = 'PN6f5f9bf39cb1801a6e21a5a80d274bdd';

let bed: TestBed;
let tools: Readonly<Record<string, Record<string, any>>>;
beforeAll(async () => {
  bed = await startTestBed();
  const list: Record<string, any>[] = [];
  let pageToken = '';
  do {
    const page = (await bed.call(`/tools?pageSize=200&pageToken=${pageToken}`)).json;
    list.push(...page.tools);
    pageToken = page.nextPageToken ?? '';
  } while (pageToken);
  tools = Object.fromEntries(list.map((tool) => [tool.name, tool]));
});
beforeEach(() => bed.simulator.reset());
afterAll(() => bed.close());

const execute = (name: string, parameters?: unknown) => bed.call(`/tools/${name}:execute`, json({ parameters }));

describe('tools.list', () => {
  test('tools.list has a tool for each operation of each entity type and for each allowed action', () => {
    const operations = Object.values<EntityType>(catalog).flatMap(({ name, operations: offered }) =>
      offered.map((operation) => `${operation.toLowerCase()}_${name}`),
    );
    const allowed = Object.values<{ name: string; isOffByDefault?: true }>(actionCatalog).filter(
      ({ isOffByDefault }) => !isOffByDefault,
    );
    const executions = allowed.map(({ name }) => (name === 'GetBalance' ? 'execute_GetBalance' : name));
    expect(Object.keys(tools)).toEqual([...operations, ...executions]);
    expect(tools).not.toHaveProperty('BuyPhoneNumber');
    for (const name of Object.keys(tools)) expect(name).toMatch(/^[\w-]{1,64}$/);
  });

  test('the names of tools differ by more than case and punctuation, which some clients ignore', () => {
    const slugs = Object.keys(tools).map((name) => name.toLowerCase().replaceAll(/[^a-z0-9]/g, ''));
    expect(slugs).toEqual([...new Set(slugs)]);
  });

  test('an action whose name is taken is executed by its own tool', async () => {
    const { status, json: answer } = await execute('execute_GetBalance', {});
    expect([status, answer.result]).toEqual([200, { results: [expect.objectContaining({ Currency: 'USD' })] }]);
  });

  test('tools.list describes the inputs and consequences of an operation', () => {
    expect(tools.create_Messages).toMatchObject({
      description: expect.stringContaining('This sends a message, which costs money and reaches a person.'),
      inputSchema: {
        type: ['object'],
        required: ['To'],
        description: expect.stringContaining('At least one of Sender, MessagingServiceSid is required.'),
      },
      outputSchema: { type: ['object'], properties: { Sid: { type: ['string'] } } },
    });
    expect(tools.list_Messages?.inputSchema.properties.conditions.description).toContain('DateSent (= < <= > >=)');
    expect(tools.list_Messages?.inputSchema.properties.conditions.description).toContain('Times may be relative');
    expect(tools.list_ConnectApps?.inputSchema.properties.conditions.description).not.toContain('Times');
    expect(Object.keys(tools.update_Messages?.inputSchema.properties)).toEqual(['entityId', 'Body', 'Status']);
  });

  test.each([
    ['list_Messages', { readOnlyHint: true, destructiveHint: false, idempotentHint: true }],
    ['get_Messages', { readOnlyHint: true, destructiveHint: false, idempotentHint: true }],
    ['create_Messages', { readOnlyHint: false, destructiveHint: true, idempotentHint: false }],
    ['create_Feedback', { readOnlyHint: false, destructiveHint: false, idempotentHint: false }],
    ['update_OutgoingCallerIds', { readOnlyHint: false, destructiveHint: true, idempotentHint: false }],
    ['SendMessage', { title: 'Send Message', readOnlyHint: false, destructiveHint: true, idempotentHint: false }],
    ['DownloadRecording', { readOnlyHint: true, destructiveHint: false, idempotentHint: true }],
    ['delete_Recordings', { readOnlyHint: false, destructiveHint: true, idempotentHint: true }],
  ])('the tool %s has the hints %j', (name, hints) => {
    expect(tools[name]?.annotations).toMatchObject(hints);
  });

  test('tools.list can be paged and filtered by name, in the query or in the body', async () => {
    const first = (await bed.call('/tools?pageSize=3')).json;
    const second = (await bed.call(`/tools?pageSize=3&pageToken=${first.nextPageToken}`)).json;
    expect([...first.tools, ...second.tools].map(({ name }) => name)).toEqual(Object.keys(tools).slice(0, 6));
    const names = ['get_Calls', 'list_Calls'];
    const byQuery = (await bed.call('/tools?toolNames=get_Calls&toolNames=list_Calls')).json;
    expect(byQuery.tools).toEqual([tools.list_Calls, tools.get_Calls]);
    expect((await bed.call('/tools', json({ toolNames: names }))).json).toEqual(byQuery);
    expect((await bed.call('/tools', json({ pageSize: 1 }))).json.tools).toEqual([Object.values(tools)[0]]);
  });

  test.each([
    [{ toolNames: 'get_Calls' }, 'toolNames must be a list of strings'],
    [{ pageSize: 'many' }, 'pageSize must be a whole number'],
    [{ pageToken: 5 }, 'pageToken must be a string'],
    [{ toolSpec: { toolDefinitions: [] } }, 'toolSpec'],
    [{ names: [] }, 'names'],
  ])('tools.list refuses the body %j', async (body, sentence) => {
    const answer = await bed.call('/tools', json(body));
    expect(answer.status).toBeGreaterThanOrEqual(400);
    expect(answer.json.error.message).toContain(sentence);
  });
});

describe('tools.execute', () => {
  /** Executes a tool. The parameters and the result must be valid by its schemas. */
  async function run(name: string, parameters: Record<string, unknown>) {
    expect(violationsOf(tools[name]?.inputSchema, parameters)).toEqual([]);
    const { status, json: answer } = await execute(name, parameters);
    expect(status, JSON.stringify(answer)).toBe(200);
    expect(violationsOf(tools[name]?.outputSchema, answer.result)).toEqual([]);
    expect(answer.metadata.twilio.requests).toBeGreaterThan(0);
    return answer.result;
  }

  test('a list tool returns its entities page by page', async () => {
    const conditions = "Status = 'completed' AND Duration > 0";
    const first = await run('list_Recordings', { conditions, pageSize: 5 });
    const second = await run('list_Recordings', { conditions, pageSize: 5, pageToken: first.nextPageToken });
    const sids = [...first.entities, ...second.entities].map(({ Sid }) => Sid);
    expect(new Set(sids).size).toBe(10);
  });

  test('a list tool sorts its entities', async () => {
    const { entities } = await run('list_Recordings', { sortBy: 'Duration', sortOrder: 'DESC', pageSize: 10 });
    const durations = entities.map(({ Duration }: { Duration: number }) => Duration);
    expect(durations).toEqual(durations.toSorted((a: number, b: number) => b - a));
  });

  test('the results of list tools are valid by their output schemas', async () => {
    for (const type of ['Calls', 'IncomingPhoneNumbers', 'Messages', 'OutgoingCallerIds', 'Recordings'])
      expect((await run(`list_${type}`, { pageSize: 200 })).entities.length).toBeGreaterThan(0);
  });

  test('tools create, get, update and delete entities and return whole rows', async () => {
    const { Sid } = await run('create_Messages', MESSAGE);
    expect(await run('get_Messages', { entityId: Sid })).toMatchObject({ Sid, ...MESSAGE });
    expect(await run('update_OutgoingCallerIds', { entityId: CALLER_ID, Name: 'Front desk' })).toMatchObject({
      Sid: CALLER_ID,
      Name: 'Front desk',
    });
    expect(await run('delete_OutgoingCallerIds', { entityId: CALLER_ID })).toEqual({});
    expect((await execute('get_OutgoingCallerIds', { entityId: CALLER_ID })).status).toBe(404);
  });

  test('an action tool executes its action', async () => {
    const { results } = await run('SendMessage', MESSAGE);
    expect(results).toEqual([expect.objectContaining(MESSAGE)]);
    expect((await execute('SendMessage', { To: '+15550100001' })).json.error.message).toContain('Sender is required');
  });

  test('tools.execute accepts the definition of its tool in the body', async () => {
    const body = { parameters: { pageSize: 1 }, toolDefinition: tools.list_Calls, executionConfig: { headers: '{}' } };
    expect((await bed.call('/tools/list_Calls:execute', json(body))).status).toBe(200);
  });

  test('tools.execute does not resend a write with an unknown outcome', async () => {
    bed.simulator.addFault({ kind: 'dropAfterProcessing', method: 'POST', count: 1 });
    const { status, json: answer } = await execute('create_Messages', { ...MESSAGE, Body: 'Once.' });
    expect(status).toBe(500);
    expect(answer.error.details[0]).toMatchObject({ reason: 'OUTCOME_UNKNOWN' });
    expect(bed.simulator.snapshot('Messages').filter(({ body }) => body === 'Once.')).toHaveLength(1);
    expect(bed.simulator.journal.requests().filter(({ method }) => method === 'POST')).toHaveLength(1);
  });

  test.each([
    ['send_Messages', {}, 404, 'UNKNOWN_TOOL', 'tools.list'],
    ['create_Recordings', {}, 404, 'UNKNOWN_TOOL', 'tools.list'],
    ['__proto__', {}, 404, 'UNKNOWN_TOOL', 'tools.list'],
    ['get_Calls', {}, 400, 'INVALID_PARAMETER', 'entityId is required'],
    ['get_Calls', [], 400, 'INVALID_PARAMETER', 'parameters must be an object'],
    ['get_Calls', { entityId: 5 }, 400, 'INVALID_PARAMETER', 'entityId must be a string'],
    ['get_Calls', { entityId: 'x' }, 400, 'INVALID_KEY', 'CA'],
    [
      'delete_Calls',
      { entityId: 'x', conditions: '' },
      400,
      'INVALID_PARAMETER',
      'conditions is unknown; the tool takes entityId',
    ],
    ['update_Messages', { Body: '' }, 400, 'INVALID_PARAMETER', 'entityId is required'],
    ['list_Calls', { filter: 'x' }, 400, 'INVALID_PARAMETER', 'filter is unknown; the tool takes conditions, pageSize'],
    ['list_Calls', { pageSize: '5' }, 400, 'INVALID_PARAMETER', 'pageSize must be a whole number'],
    ['list_Calls', { pageSize: -1 }, 400, 'INVALID_PAGE_SIZE', 'pageSize'],
    ['list_Calls', { conditions: {} }, 400, 'INVALID_PARAMETER', 'conditions must be a string'],
    ['list_Calls', { sortBy: 'To', sortOrder: 'UP' }, 400, 'INVALID_PARAMETER', 'ASC or DESC'],
    ['create_Messages', { To: '+15550100001', Nonsense: 1 }, 400, 'INVALID_INPUT', 'Nonsense'],
  ])('the tool %s refuses %j without a request to Twilio', async (name, parameters, status, reason, sentence) => {
    const answer = await execute(name, parameters);
    expect(answer.status).toBe(status);
    expect(answer.json.error.details[0]).toMatchObject({ reason });
    expect(answer.json.error.message).toContain(sentence);
    expect(bed.simulator.journal.requests()).toEqual([]);
  });

  test('tools.execute refuses the definition of another tool', async () => {
    const body = { parameters: {}, toolDefinition: { name: 'mine', description: 'Lists calls.' } };
    const answer = await bed.call('/tools/list_Calls:execute', json(body));
    expect(answer.json.error.message).toContain("toolDefinition must be this tool's definition from tools.list");
  });
});
