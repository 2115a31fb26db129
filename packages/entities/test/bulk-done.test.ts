import { expect, test } from 'vitest';
import {
  boolean,
  createEntities,
  decimal,
  defineEntityType,
  integer,
  json,
  type Send,
  sid,
  text,
  timestamp,
} from '../src/index.js';

const sidOf = (number: number) => `QU${String(number).padStart(32, '0')}`;

/** Queues with a column of each type that an update can set. */
const queues = defineEntityType({
  name: 'Queues',
  description: 'Queues of waiting calls.',
  docs: 'https://www.twilio.com/docs/voice/api/queue-resource',
  path: '/2010-04-01/Accounts/{AccountSid}/Queues',
  collection: 'queues',
  operations: ['LIST', 'UPDATE'],
  fields: {
    Sid: sid('QU', { key: true }),
    Name: text({ update: true }),
    Size: integer({ update: true }),
    Price: decimal({ update: true }),
    IsOpen: boolean({ update: true }),
    Opened: timestamp({ update: true }),
    Tags: text({ update: true, repeats: true }),
    Data: json({ update: true }),
    Secret: text({ update: true, readable: false }),
  },
});

/** Updates all queues. Returns the numbers of those that are written. */
async function written(stored: readonly object[], values: object): Promise<readonly number[]> {
  const numbers: number[] = [];
  const rows = stored.map((row, index) => ({ sid: sidOf(index), ...row }));
  const send: Send = async ({ method, path }) => {
    if (method === 'GET') return { status: 200, body: { queues: rows }, attempts: 1 };
    const number = Number(/(\d+)\.json$/.exec(path)?.[1]);
    numbers.push(number);
    return { status: 200, body: rows[number], attempts: 1 };
  };
  const entities = createEntities({ send, catalog: { Queues: queues }, bulk: true });
  const report = await entities.updateMany('Queues', { conditions: `Sid != '${sidOf(99)}'` }, values as never);
  expect(report).toMatchObject({ found: rows.length, done: rows.length, failed: [], notReached: 0 });
  return numbers;
}

test.each<readonly [string, readonly object[], object]>([
  ['text', [{ name: '' }, { name: null }, { name: 'a' }, {}], { Name: '' }],
  ['integer', [{ size: 0 }, { size: null }, { size: 1 }, {}], { Size: 0 }],
  ['decimal', [{ price: '0.00' }, { price: null }, { price: '0.01' }, {}], { Price: '0' }],
  ['boolean', [{ is_open: false }, { is_open: null }, { is_open: true }, {}], { IsOpen: false }],
  [
    'timestamp',
    [{ opened: '1970-01-01T00:00:00Z' }, { opened: null }, { opened: '1970-01-01T00:00:01Z' }, {}],
    { Opened: '1970-01-01T00:00:00Z' },
  ],
])(
  'a bulk update of a %s column writes rows that are null, and not those with the value',
  async (_, stored, values) => {
    expect(await written(stored, values)).toEqual([1, 2, 3]);
  },
);

test('a bulk update of two columns writes rows that have only one of the values', async () => {
  const stored = [
    { name: 'a', size: 1 },
    { name: 'a', size: null },
    { name: null, size: 1 },
    { name: 'a', size: 2 },
    { name: 'b', size: 1 },
  ];
  expect(await written(stored, { Name: 'a', Size: 1 })).toEqual([1, 2, 3, 4]);
});

test.each([
  ['a list', { tags: ['a'] }, { Tags: ['a'] }],
  ['JSON', { data: { a: 1 } }, { Data: { a: 1 } }],
  ['a column that Twilio does not return', { secret: 'a' }, { Secret: 'a' }],
])('a bulk update of %s writes every row, because it cannot tell which are done', async (_, row, values) => {
  expect(await written([row, row], values)).toEqual([0, 1]);
});

test('a bulk update to null is refused before any row is read', async () => {
  let requests = 0;
  const send: Send = async () => {
    requests += 1;
    return { status: 200, body: { queues: [] }, attempts: 1 };
  };
  const entities = createEntities({ send, catalog: { Queues: queues }, bulk: true });
  const query = { conditions: "Name = 'a'" };
  for (const values of [{ Name: null }, { Size: null }, { Tags: null }, { Name: 'b', Opened: null }]) {
    const refusal = { code: 'INVALID_INPUT', message: expect.stringContaining('cannot be null') };
    await expect(entities.updateMany('Queues', query, values as never)).rejects.toMatchObject(refusal);
    expect(() => entities.validateOnly.updateMany('Queues', query, values as never)).toThrow('cannot be null');
  }
  expect(requests).toBe(0);
});
