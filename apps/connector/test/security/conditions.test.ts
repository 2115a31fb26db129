import { createSimulator } from '@twilio-connector/simulator';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test, vi } from 'vitest';
import { CALL_DEADLINE_MS } from '../../src/calls/deadline.js';
import { createFirstConnection, FIRST_CONNECTION } from '../../src/connections/first-connection.js';
import { compose } from '../../src/runtime/compose.js';
import { openApp } from '../app-bed.js';
import { json, startTestBed, type TestAnswer, type TestBed } from '../test-bed.js';

// No condition may stop the server from answering others, and none may outlive its call.

const TASK = '/v2/projects/p/locations/local/integrations/ExecuteConnection:execute';
/** The most units of work between two turns of the event loop, and the most that the last piece of a slice adds. */
const MOST_UNITS = 250_000 + 20_000;

const sidOf = (number: number, prefix = 'SM') => `${prefix}${String(number).padStart(32, '0')}`;
const repeat = (count: number, make: (index: number) => string, joint = ' OR ') =>
  Array.from({ length: count }, (_, index) => make(index)).join(joint);
const rows = (count: number, body: string) =>
  Array.from({ length: count }, (_, index) => ({ sid: sidOf(index), to: '+15550100001', body, num_segments: '1' }));
const keysOf = (count: number) => repeat(count, (index) => `'${sidOf(index + 5000)}'`, ',');
const deepen = (levels: number, inner: string, wrap: (text: string, level: number) => string) =>
  Array.from({ length: levels }, (_, level) => level).reduce(wrap, inner);

/** The app in process over a simulator in process. Records the slices of work on rows; `onSlice` runs after each. */
function open() {
  const simulator = createSimulator({ rows: 0 });
  const slices: number[] = [];
  const state = { onSlice: (_count: number) => {} };
  const runtime = compose(createFirstConnection({ accountSid: simulator.accountSid }), {
    credentials: { authToken: simulator.authToken },
    fetch: (input, init) => simulator.fetch(new Request(input, init)),
    async yieldToEventLoop(units) {
      slices.push(units);
      state.onSlice(slices.length);
    },
  });
  const call = openApp(runtime);
  const list = (filterClause: string, inputs: object = {}, init: RequestInit = {}) =>
    call(TASK, {
      ...json({
        connectionName: FIRST_CONNECTION,
        operation: 'LIST_ENTITIES',
        entity: 'Messages',
        filterClause,
        ...inputs,
      }),
      ...init,
    });
  return { simulator, slices, state, call, list, close: () => runtime.close() };
}

let app: ReturnType<typeof open>;
beforeEach(() => {
  app = open();
});
afterEach(async () => {
  vi.useRealTimers();
  await app.close();
});

describe('the worst conditions', () => {
  test.each<readonly [string, string, string, number]>([
    ['one LIKE with 780 repeated letters', 'a'.repeat(1600), `Body LIKE '%${'a'.repeat(780)}b%'`, 0.2],
    [
      'sixteen such LIKEs joined by OR',
      'a'.repeat(1600),
      repeat(16, (index) => `Body LIKE '%${'a'.repeat(780)}${index}%'`),
      5,
    ],
    ['one LIKE with 390 _', 'a'.repeat(1600), `Body LIKE '%${'a_'.repeat(390)}b%'`, 2],
    ['a thousand LIKEs', 'Your code is 12345. ', repeat(1000, (index) => `Body LIKE '%q${index}%'`), 10],
    ['an IN with 24,000 values', '1', `NumSegments IN (${repeat(24_000, (index) => `${(index % 9998) + 2}`, ',')})`, 0],
    [
      'a NOT IN with 18,000 texts',
      'a',
      `NOT (Body NOT IN (${repeat(18_000, (index) => `'${index % 9999}'`, ',')}))`,
      0,
    ],
    ['a thousand comparisons of numbers', '1', repeat(1000, (index) => `NumSegments > ${index + 1}`), 10],
  ])('a condition of %s is applied in slices of bounded size', async (_, body, condition, millions) => {
    app.simulator.seed('Messages', rows(200, body));
    const answer = await app.list(condition);
    expect(answer).toMatchObject({ status: 200, json: { connectorOutputPayload: [] } });
    expect(Math.max(0, ...app.slices)).toBeLessThan(MOST_UNITS);
    expect(app.slices.length).toBeGreaterThanOrEqual((millions * 1e6) / MOST_UNITS);
  });

  test('a sort of 5,000 rows is carried out in slices', async () => {
    app.simulator.seed('Messages', rows(5000, 'Hello'));
    const answer = await app.list('', { sortByColumns: 'Body', pageSize: 200 });
    expect(answer.json.connectorOutputPayload).toHaveLength(200);
    expect(app.slices.length).toBeGreaterThan(20);
    expect(Math.max(...app.slices)).toBeLessThan(MOST_UNITS);
  });

  test.each([
    ['1,001 comparisons', repeat(1001, (index) => `To = '${index}'`), 'at most 1000 comparisons; this one has 1001'],
    ['50,000 values', `NumSegments IN (${repeat(50_000, () => '1', ',')})`, 'at most 25000 values in lists'],
    ['20,000 characters of LIKE', `Body LIKE '%${'a'.repeat(20_000)}%'`, 'at most 16384 characters in LIKE patterns'],
    ['132,000 characters', `Body = '${'a'.repeat(132_000)}'`, 'at most 131072 characters'],
    ['a megabyte', `Body = '${'a'.repeat(1_000_000)}'`, 'at most 131072 characters'],
    ['ten thousand parentheses', `${'('.repeat(10_000)}To = 'a'`, 'nested more than 100 levels deep'],
    [
      'keys on many levels',
      deepen(
        49,
        `Sid IN (${keysOf(900)})`,
        (text, level) => `((${text}) AND To = '${level}') OR Sid = '${sidOf(level)}'`,
      ),
      'in more than 50,000 ways',
    ],
  ])('a condition of %s is refused before anything is sent, with the limit', async (_, condition, limit) => {
    const answer = await app.list(condition);
    expect(answer).toMatchObject({
      status: 400,
      json: { error: { status: 'INVALID_ARGUMENT', message: expect.stringContaining(limit) } },
    });
    expect(answer.json.error.details[0].reason).toBe('INVALID_CONDITION');
    expect(answer.json.error.message.length).toBeLessThan(400);
    expect(app.simulator.journal.count).toBe(0);
  });
});

describe('the end of a call', () => {
  const condition = repeat(16, (index) => `Body LIKE '%${'a'.repeat(780)}${index}%'`);
  beforeEach(() => app.simulator.seed('Messages', rows(1000, 'a'.repeat(1600))));

  test('a condition that is being applied ends at the deadline of its call', async () => {
    vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] });
    app.state.onSlice = (count) => count === 5 && vi.advanceTimersByTime(CALL_DEADLINE_MS);
    const answer = await app.list(condition);
    expect(answer).toMatchObject({ status: 504, json: { error: { status: 'DEADLINE_EXCEEDED' } } });
    expect(app.slices).toHaveLength(5);
  });

  test('a condition that is being applied ends when its caller disconnects', async () => {
    const caller = new AbortController();
    app.state.onSlice = (count) => count === 5 && caller.abort();
    const answer = await app.list(condition, {}, { signal: caller.signal });
    expect(answer.status).toBe(499);
    expect(app.slices).toHaveLength(5);
  });
});

describe('other callers', () => {
  let bed: TestBed;
  beforeAll(async () => {
    bed = await startTestBed();
    bed.simulator.seed('Messages', rows(1000, 'a'.repeat(1600)));
  });
  afterAll(() => bed.close());

  /** Lists the messages. Returns the answer, and how many other requests were answered one after another meanwhile. */
  async function answersDuring(filterClause: string, request: () => Promise<TestAnswer>) {
    const listed = bed.request(TASK, {
      ...json({ connectionName: FIRST_CONNECTION, operation: 'LIST_ENTITIES', entity: 'Messages', filterClause }),
      headers: { Authorization: `Bearer ${bed.token}` },
    });
    let isListed = false;
    const ended = listed.finally(() => (isListed = true));
    let count = 0;
    while (!isListed) {
      expect((await request()).status).toBe(200);
      count += 1;
    }
    return { count, answer: await ended };
  }

  test.each<readonly [string, () => Promise<TestAnswer>]>([
    ['/healthz', () => bed.request('/healthz')],
    ['a GET', () => bed.call(`/entityTypes/Messages/entities/${sidOf(1)}`)],
  ])('the server answers %s many times while it applies the worst condition', async (_, request) => {
    const condition = repeat(16, (index) => `Body LIKE '%${'a'.repeat(780)}${index}%'`);
    const read = await answersDuring("Body LIKE 'b%'", request);
    const applied = await answersDuring(condition, request);
    expect(applied.answer).toMatchObject({ status: 200, json: { connectorOutputPayload: [] } });
    // The read of the rows takes as long for both conditions.
    expect(applied.count).toBeGreaterThan(read.count + 10);
  });
});
