import { setImmediate as turn } from 'node:timers/promises';
import { expect, test } from 'vitest';
import {
  catalog,
  type CallOptions,
  createEntities,
  type EntityType,
  type Send,
  type TwilioRequest,
} from '../src/index.js';
import { distribute, NEWEST } from './distributions.js';
import { type Listed, LiveList } from './live-list.js';
import { stillClock } from './still-clock.js';

const { Sid, DateSent } = catalog.Messages.fields;
const messages = { ...catalog.Messages, fields: { Sid, DateSent }, maxPageSize: 100 };
const SENT = { conditions: 'DateSent IS NOT NULL' };
const failure = (status: number) => Object.assign(new Error(`Twilio answered ${status}`), { status, attempts: 1 });

/** Opens a list; `answer` may change or refuse a request. */
function open(
  rows: readonly Listed[],
  answer: (request: TwilioRequest, next: Send) => ReturnType<Send> = (r, send) => send(r),
) {
  const list = new LiveList(rows);
  const sent: { readonly query: Readonly<Record<string, unknown>>; readonly options: CallOptions }[] = [];
  const send: Send = async (request, options = {}) => {
    sent.push({ query: request.query ?? {}, options });
    await turn();
    options.signal?.throwIfAborted();
    return answer(request, list.send);
  };
  return { list, sent, entities: createEntities({ send, paceClock: stillClock, yieldToEventLoop: async () => {} }) };
}

async function collect<T>(rows: AsyncIterable<T>): Promise<T[]> {
  const all: T[] = [];
  for await (const row of rows) all.push(row);
  return all;
}

const areBounded = (sent: ReturnType<typeof open>['sent']) => sent.some(({ query }) => 'DateSent<' in query);

test('a list whose condition allows null is read in series, because windows would lose rows', async () => {
  const rows = distribute('evenly spread', 1000).map((row, index) => (index % 100 ? row : { ...row, sent: null }));
  const { sent, entities } = open(rows);
  expect(await collect(entities.rows(messages))).toHaveLength(1000);
  expect(sent).toHaveLength(10);
  expect(areBounded(sent)).toBe(false);
  const other = open(rows);
  expect(await collect(other.entities.rows(messages, SENT))).toHaveLength(990);
  expect(areBounded(other.sent)).toBe(true);
});

test('a list whose window column is declared never null is read in windows without a condition', async () => {
  const recordings: EntityType = { ...messages, window: { column: 'DateSent', precision: 'second', neverNull: true } };
  const { sent, entities } = open(distribute('evenly spread', 3000));
  expect(await collect(entities.rows(recordings))).toHaveLength(3000);
  expect(areBounded(sent)).toBe(true);
});

test('a list that contains null in a column that is declared never null is read in series', async () => {
  const recordings: EntityType = { ...messages, window: { column: 'DateSent', precision: 'second', neverNull: true } };
  const rows = distribute('evenly spread', 1000).map((row, index) => (index < 990 ? row : { ...row, sent: null }));
  const { sent, entities } = open(rows);
  expect(await collect(entities.rows(recordings))).toHaveLength(1000);
  expect(areBounded(sent)).toBe(false);
});

test('the requests of rows() and count() yield to interactive ones, unless the caller decides otherwise', async () => {
  const { sent, entities } = open(distribute('evenly spread', 50));
  await collect(entities.rows(messages, SENT));
  await entities.count(messages, SENT);
  await collect(entities.rows(messages, { ...SENT, priority: 'interactive' }));
  await entities.list(messages);
  expect(sent.map(({ options }) => options.priority)).toEqual(['bulk', 'bulk', 'interactive', undefined]);
});

test('a limit on requests reads in series, which takes the fewest requests', async () => {
  const { sent, entities } = open(distribute('evenly spread', 1000));
  expect(await collect(entities.rows(messages, { ...SENT, maxRequests: 10 }))).toHaveLength(1000);
  expect(sent).toHaveLength(10);
});

test('a consumer that pauses stops the reading after a dozen pages, and one that stops aborts the requests', async () => {
  const { sent, entities } = open(distribute('evenly spread', 5000));
  const rows = entities.rows(messages, SENT)[Symbol.asyncIterator]();
  for (let count = 0; count <= 100; count += 1) await rows.next();
  for (let turns = 0; turns < 200; turns += 1) await turn();
  const paused = sent.length;
  expect(paused).toBeLessThanOrEqual(14);
  for (let count = 0; count < 500; count += 1) await rows.next();
  expect(sent.length).toBeGreaterThan(paused);
  await rows.return?.();
  const stopped = sent.length;
  expect(sent.every(({ options }) => options.signal?.aborted)).toBe(true);
  for (let turns = 0; turns < 50; turns += 1) await turn();
  expect(sent).toHaveLength(stopped);
});

test('a failed request fails the scan and ends the other requests, even if the consumer has taken all pages', async () => {
  let answers = 0;
  const { sent, entities } = open(distribute('evenly spread', 3000), (request, send) =>
    (answers += 1) === 9 ? Promise.reject(failure(403)) : send(request),
  );
  await expect(collect(entities.rows(messages, SENT))).rejects.toMatchObject({ status: 403 });
  expect(sent.at(-1)?.options.signal?.aborted).toBe(true);
});

test('the pages that arrived before a request failed are delivered before its error', async () => {
  let requests = 0;
  const { entities } = open(distribute('evenly spread', 3000), async (request, send) => {
    requests += 1;
    if (requests === 4) throw failure(403);
    return send(request);
  });
  const pages = entities.scan(messages, SENT)[Symbol.asyncIterator]();
  await pages.next();
  // The consumer is busy until the fourth request has failed, while the second and the third are answered.
  while (requests < 4) {
    await pages.next();
    for (let turns = 0; turns < 20; turns += 1) await turn();
  }
  let delivered = 0;
  const rest = async () => {
    for (let page = await pages.next(); !page.done; page = await pages.next()) delivered += page.value.rows.length;
  };
  await expect(rest()).rejects.toThrow('Twilio answered 403');
  expect(delivered).toBeGreaterThan(0);
});

test.each([503, 408])('after status %i, pages are half as large, in later calls too', async (status) => {
  const { sent, entities } = open(distribute('evenly spread', 1000), (request, send) =>
    Number(request.query?.PageSize) > 50 ? Promise.reject(failure(status)) : send(request),
  );
  expect(await collect(entities.rows(messages, SENT))).toHaveLength(1000);
  expect(sent.slice(0, 2).map(({ query }) => query.PageSize)).toEqual([100, 50]);
  const before = sent.length;
  await entities.list(messages, { pageSize: 80 });
  expect(sent[before]?.query.PageSize).toBe(50);
});

test('a failure that has nothing to do with the size of the page is not repeated', async () => {
  const { sent, entities } = open(distribute('evenly spread', 1000), () => Promise.reject(failure(404)));
  await expect(collect(entities.rows(messages, SENT))).rejects.toMatchObject({ status: 404 });
  expect(sent).toHaveLength(1);
});

test('an outage is not prolonged by more than three attempts with smaller pages', async () => {
  const { sent, entities } = open([], () => Promise.reject(failure(503)));
  await expect(collect(entities.rows({ ...messages, maxPageSize: 1000 }, SENT))).rejects.toMatchObject({ status: 503 });
  expect(sent.map(({ query }) => query.PageSize)).toEqual([1000, 500, 250, 125]);
});

test('a capped list is read in parts that fit', async () => {
  const capped: EntityType = { ...messages, cap: 300 };
  const list = new LiveList(distribute('growing over the year', 5000), { cap: 300 });
  const entities = createEntities({ send: list.send });
  const keys = (await collect(entities.rows(capped, SENT))).map((row) => row.Sid);
  expect([keys.length, new Set(keys).size]).toEqual([5000, 5000]);
});

test('a capped list that cannot be divided is an error that says what to do', async () => {
  const capped: EntityType = { ...messages, cap: 300 };
  const all = distribute('evenly spread', 1000);
  const ofOneSecond = all.map((row) => ({ ...row, sent: NEWEST }));
  const rowsOf = (rows: readonly Listed[], conditions?: string) => {
    const { send } = new LiveList(rows, { cap: 300 });
    return collect(createEntities({ send }).rows(capped, { conditions }));
  };
  await expect(rowsOf(all)).rejects.toMatchObject({
    code: 'INCOMPLETE_LIST',
    message: expect.stringContaining('Add DateSent IS NOT NULL to the condition'),
  });
  await expect(rowsOf(ofOneSecond, 'DateSent IS NOT NULL')).rejects.toMatchObject({
    code: 'INCOMPLETE_LIST',
    message: expect.stringContaining('Narrow the condition'),
  });
});
