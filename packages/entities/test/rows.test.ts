import { setImmediate as turn } from 'node:timers/promises';
import { mockNetwork } from '@tooling/vitest/network';
import { beforeEach, describe, expect, test } from 'vitest';
import { createEntities, type Send } from '../src/index.js';
import { answer, type Journal, send, serveList } from './twilio.js';

const network = mockNetwork();
const entities = createEntities({ send });
const journal: Journal = [];
beforeEach(() => {
  journal.length = 0;
});

const rows = Array.from({ length: 2300 }, (_, index) => ({
  sid: `SM${String(index).padStart(32, '0')}`,
  to: index % 2 ? '+1' : '+2',
}));

const sidsOf = (count: number) =>
  `Sid IN (${rows
    .slice(0, count)
    .map(({ sid }) => `'${sid}'`)
    .join()})`;

async function collect<T>(all: AsyncIterable<T>): Promise<T[]> {
  const collected: T[] = [];
  for await (const row of all) collected.push(row);
  return collected;
}

describe('rows', () => {
  test("rows() reads all rows with Twilio's largest page size", async () => {
    network.use(serveList('messages', rows, journal));
    const all = entities.rows('Messages');
    expect((await collect(all)).map(({ Sid }) => Sid)).toEqual(rows.map(({ sid }) => sid));
    expect(all.metadata.requests).toBe(3);
    expect(journal[0]).toBe('GET ~/Messages.json?PageSize=1000');
  });

  test('rows() requests no more rows than the limit or the consumer needs', async () => {
    network.use(serveList('messages', rows, journal));
    expect(await collect(entities.rows('Messages', { limit: 3 }))).toHaveLength(3);
    expect(journal).toEqual(['GET ~/Messages.json?PageSize=3']);
    for await (const row of entities.rows('Messages')) {
      expect(row.Sid).toBe(rows[0]?.sid);
      break;
    }
    expect(journal).toHaveLength(2);
    expect(await collect(entities.rows('Messages', { limit: 0 }))).toEqual([]);
    expect(journal).toHaveLength(2);
  });

  test('maxRequests stops rows() and reports the rows read so far', async () => {
    network.use(serveList('messages', rows, journal));
    const all = entities.rows('Messages', { maxRequests: 2 });
    await expect(collect(all)).rejects.toMatchObject({
      code: 'TOO_MANY_REQUESTS',
      message: expect.stringContaining('2 requests were sent and returned 2,000 rows'),
    });
    expect(journal).toHaveLength(2);
  });

  test('maxRequests refuses rows() before the first request if the plan exceeds it', () => {
    const conditions = `Sid IN ('${rows[0]?.sid}', '${rows[1]?.sid}')`;
    expect(() => entities.rows('Messages', { conditions, maxRequests: 1 })).toThrow('No request was sent');
  });

  test.each([
    ['a page of keys needs more', { conditions: sidsOf(3), maxRequests: 2 }],
    ['several lists need more', { conditions: "To = 'a' OR To = 'b' OR To = 'c'", pageSize: 50_000, maxRequests: 2 }],
    [
      'a sort that reads all rows needs more',
      { conditions: sidsOf(3), sortBy: { field: 'Body' }, pageSize: 1, maxRequests: 2 },
    ],
  ])('maxRequests refuses LIST before the first request if %s', async (_, options) => {
    await expect(entities.list('Messages', options)).rejects.toThrow('No request was sent');
    expect(journal).toEqual([]);
  });

  test('maxRequests does not refuse a query whose limit needs fewer requests', async () => {
    network.use(answer(`/Messages/${rows[0]?.sid}.json`, journal, () => rows[0]));
    const options = { conditions: sidsOf(3), maxRequests: 1 };
    expect(await collect(entities.rows('Messages', { ...options, limit: 1 }))).toHaveLength(1);
    expect((await entities.list('Messages', { ...options, pageSize: 1 })).entities).toHaveLength(1);
    expect(journal).toHaveLength(2);
  });

  test('count() reads the whole list, applies the condition and states the cost', async () => {
    network.use(serveList('messages', rows, journal));
    const { count, metadata } = await entities.count('Messages', { conditions: "To = '+1' OR Body = 'none'" });
    expect(count).toBe(1150);
    expect(metadata).toMatchObject({ requests: 3, residual: ['To =', 'Body ='] });
    expect((await entities.count('Messages')).count).toBe(2300);
    await expect(entities.count('Messages', { maxRequests: 2 })).rejects.toThrow('exceeds maxRequests');
  });

  test.each(['list', 'rows'] as const)(
    '%s() of twenty keys sends their GETs side by side and returns them in the order of the keys',
    async (method) => {
      let [inFlight, most] = [0, 0];
      const slow: Send = async ({ path }) => {
        most = Math.max(most, (inFlight += 1));
        await turn();
        inFlight -= 1;
        return { status: 200, body: rows.find(({ sid }) => path.includes(sid)), attempts: 1 };
      };
      const twilio = createEntities({ send: slow });
      const found =
        method === 'list'
          ? (await twilio.list('Messages', { conditions: sidsOf(20) })).entities
          : await collect(twilio.rows('Messages', { conditions: sidsOf(20) }));
      expect(found.map(({ Sid }) => Sid)).toEqual(rows.slice(0, 20).map(({ sid }) => sid));
      expect(most).toBe(20);
    },
  );

  test('LIST of several keys takes one GET each and omits missing entities', async () => {
    const [first, second] = rows.map(({ sid }) => sid);
    network.use(answer(`/Messages/${first}.json`, journal, () => rows[0]));
    network.use(answer(`/Messages/${second}.json`, journal, () => ({}), 404));
    const page = await entities.list('Messages', { conditions: `Sid IN ('${first}', '${second}')` });
    expect(page.entities.map(({ Sid }) => Sid)).toEqual([first]);
    expect(page.metadata.requests).toBe(2);
    expect(page.nextPageToken).toBeUndefined();
  });
});

describe('explain', () => {
  test('explain returns reads, residual conditions, cost and reasons without sending anything', () => {
    expect(entities.explain('Messages', { conditions: "To IN ('a', 'b') AND Body LIKE '%x%'" })).toEqual({
      reads: [
        { path: '/2010-04-01/Accounts/{AccountSid}/Messages.json', query: { To: 'a' }, pushed: ['To ='] },
        { path: '/2010-04-01/Accounts/{AccountSid}/Messages.json', query: { To: 'b' }, pushed: ['To ='] },
      ],
      residual: ['To IN', 'Body LIKE'],
      requests: { least: 2 },
      why: [
        '2 narrower reads replace values joined by OR or IN.',
        'A list takes one request per page of up to 1,000 rows that match at Twilio.',
        'Twilio cannot filter by Body LIKE here: these are applied after the read.',
        'Twilio cannot filter rows without DateSent, which may match, so the list is read page after page.',
      ],
      advice: 'Add DateSent IS NOT NULL to the condition to read a long list in parallel.',
    });
    const keys = entities.explain('Messages', { conditions: `${rows[0]?.sid}` });
    expect(keys).toMatchObject({ requests: { least: 1, most: 1 }, why: ['Each key takes one GET.'] });
    expect(entities.explain('Messages')).toMatchObject({ residual: [], requests: { least: 1 } });
    expect(() => entities.explain('Messages', { conditions: 'Nothing = 1' })).toThrow('has no column');
  });

  test('explain says whether a long list is read in windows, and gives no advice where none helps', () => {
    const windows =
      'A long list is read in windows of DateSent, side by side, if all of its rows are asked for in any order.';
    for (const conditions of ['DateSent IS NOT NULL', "To = 'a' AND DateSent >= 2024-01-01"]) {
      const { why, advice } = entities.explain('Messages', { conditions });
      expect(why).toContain(windows);
      expect(advice).toBeUndefined();
    }
    expect(entities.explain('Recordings').why.at(-1)).toContain('windows of DateCreated');
    expect(entities.explain('Messages', { conditions: 'DateSent = 2024-01-01' })).not.toHaveProperty('advice');
    expect(entities.explain('Queues')).not.toHaveProperty('advice');
    const newestFirst = { field: 'DateSent', direction: 'DESC' } as const;
    expect(entities.explain('Messages', { sortBy: newestFirst })).not.toHaveProperty('advice');
  });
});
