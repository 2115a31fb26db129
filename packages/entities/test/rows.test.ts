import { mockNetwork } from '@tooling/vitest/network';
import { beforeEach, describe, expect, test } from 'vitest';
import { createEntities } from '../src/index.js';
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
  test('all of them, in pages as large as Twilio gives', async () => {
    network.use(serveList('messages', rows, journal));
    const all = entities.rows('Messages');
    expect((await collect(all)).map(({ Sid }) => Sid)).toEqual(rows.map(({ sid }) => sid));
    expect(all.metadata.requests).toBe(3);
    expect(journal[0]).toBe('GET ~/Messages.json?PageSize=1000');
  });

  test('no more than are wanted, and no request for those that are not', async () => {
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

  test('maxRequests stops a read that would cost more, and says what was read', async () => {
    network.use(serveList('messages', rows, journal));
    const all = entities.rows('Messages', { maxRequests: 2 });
    await expect(collect(all)).rejects.toMatchObject({
      code: 'TOO_MANY_REQUESTS',
      message: expect.stringContaining('2 were made, and brought 2,000 rows'),
    });
    expect(journal).toHaveLength(2);
  });

  test('maxRequests refuses before the start what is known to cost more', () => {
    const conditions = `Sid IN ('${rows[0]?.sid}', '${rows[1]?.sid}')`;
    expect(() => entities.rows('Messages', { conditions, maxRequests: 1 })).toThrow('Nothing was sent');
  });

  test.each([
    ['a page of keys', { conditions: sidsOf(3), maxRequests: 2 }],
    ['lists that may be short', { conditions: "To = 'a' OR To = 'b' OR To = 'c'", pageSize: 50_000, maxRequests: 2 }],
    ['a sort, which reads all', { conditions: sidsOf(3), sortBy: { field: 'Body' }, pageSize: 1, maxRequests: 2 }],
  ])('so does list: %s', async (_, options) => {
    await expect(entities.list('Messages', options)).rejects.toThrow('Nothing was sent');
    expect(journal).toEqual([]);
  });

  test('what fewer requests can answer is not refused', async () => {
    network.use(answer(`/Messages/${rows[0]?.sid}.json`, journal, () => rows[0]));
    const options = { conditions: sidsOf(3), maxRequests: 1 };
    expect(await collect(entities.rows('Messages', { ...options, limit: 1 }))).toHaveLength(1);
    expect((await entities.list('Messages', { ...options, pageSize: 1 })).entities).toHaveLength(1);
    expect(journal).toHaveLength(2);
  });

  test('a list of keys is that many GETs; those that there are not cost and are not answered', async () => {
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
  test('says what is pushed, what is left, what it costs and why; nothing is sent', () => {
    expect(entities.explain('Messages', { conditions: "To IN ('a', 'b') AND Body LIKE '%x%'" })).toEqual({
      reads: [
        { path: '/2010-04-01/Accounts/{AccountSid}/Messages.json', query: { To: 'a' }, pushed: ['To ='] },
        { path: '/2010-04-01/Accounts/{AccountSid}/Messages.json', query: { To: 'b' }, pushed: ['To ='] },
      ],
      residual: ['To IN', 'Body LIKE'],
      requests: { least: 2 },
      why: [
        '2 narrower reads stand for values joined by OR or IN.',
        'A list takes one request for each page of up to 1,000 rows that Twilio finds.',
        'Twilio cannot filter by Body LIKE here: these are applied to the rows that it sends.',
      ],
    });
    const keys = entities.explain('Messages', { conditions: `${rows[0]?.sid}` });
    expect(keys).toMatchObject({ requests: { least: 1, most: 1 }, why: ['Each key is one GET.'] });
    expect(entities.explain('Messages')).toMatchObject({ residual: [], requests: { least: 1 } });
    expect(() => entities.explain('Messages', { conditions: 'Nothing = 1' })).toThrow('has no column');
  });
});
