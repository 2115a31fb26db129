import { describe, expect, test } from 'vitest';
import { type CallOptions, createEntities, type Send } from '../src/index.js';
import { waitForTurn } from '../src/engine/turns.js';
import { PIECE_UNITS, SLICE_UNITS, VALUE_UNITS } from '../src/work.js';

const sidOf = (number: number) => `SM${String(number).padStart(32, '0')}`;
const times = (count: number, make: (index: number) => string, join = ' OR ') =>
  Array.from({ length: count }, (_, index) => make(index)).join(join);

interface Stored {
  readonly body?: string;
  readonly num_segments?: string;
  readonly price?: string;
  readonly date_sent?: string;
}

/** Serves messages in pages, and counts the requests. */
function serve(count: number, make: (index: number) => Stored) {
  const all = Array.from({ length: count }, (_, index) => ({ sid: sidOf(index), ...make(index) }));
  let requests = 0;
  const send: Send = async ({ method, path, query = {} }) => {
    requests += 1;
    if (method !== 'GET') return { status: 200, body: { sid: sidOf(0) }, attempts: 1 };
    const start = Number(query.PageToken ?? 0);
    const messages = all.slice(start, start + Number(query.PageSize));
    const next = { Page: 1, PageToken: String(start + messages.length) };
    const hasMore = start + messages.length < all.length;
    return {
      status: 200,
      body: { messages },
      attempts: 1,
      ...(hasMore && { nextPage: { method, path, query: next } }),
    };
  };
  return { send, requests: () => requests };
}

type Work = (entities: ReturnType<typeof createEntities>, options: CallOptions) => Promise<unknown>;

/** Records the slices of a call. `onSlice` runs between two slices. */
async function slicesOf(send: Send, work: Work, onSlice = (_count: number) => {}, options: CallOptions = {}) {
  const slices: number[] = [];
  const yieldToEventLoop = async (units: number) => {
    slices.push(units);
    onSlice(slices.length);
  };
  const result = await work(createEntities({ send, bulk: true, yieldToEventLoop }), options).catch(
    (error: unknown) => error,
  );
  return { slices, result, units: slices.reduce((sum, units) => sum + units, 0) };
}

const list =
  (conditions: string): Work =>
  (entities, options) =>
    entities.list('Messages', { ...options, conditions });
const sorted =
  (field: 'Body' | 'Price' | 'DateSent', pageSize: number): Work =>
  (entities, options) =>
    entities.list('Messages', { ...options, sortBy: { field, direction: 'DESC' }, pageSize });

const repetitive = serve(1000, () => ({ body: 'a'.repeat(1600) }));
const ordinary = serve(1000, (index) => ({ body: `Your code is ${index}. `.repeat(80), num_segments: String(index) }));
const few = serve(100, (index) => ({ body: `Your code is ${index}. `.repeat(80), price: `-0.00${index}` }));
const many = serve(20_000, (index) => ({
  body: String((index * 7919) % 20_000),
  price: `-${(index * 7919) % 20_000}.5`,
}));
const inOrder = serve(30_000, (index) => ({ date_sent: new Date((40_000 - index) * 1000).toISOString() }));

/** Calls with the least work that they take, in units of a million. */
const calls: readonly (readonly [string, Send, Work, number])[] = [
  ['a LIKE of 780 repeated letters', repetitive.send, list(`Body LIKE '%${'a'.repeat(780)}b%'`), 1.5],
  [
    'a condition of sixteen such LIKEs',
    repetitive.send,
    list(times(16, (index) => `Body LIKE '%${'a'.repeat(780)}${index}%'`)),
    25,
  ],
  ['a LIKE of 390 letters and 390 _', repetitive.send, list(`Body LIKE '%${'a_'.repeat(390)}b%'`), 15],
  ['a condition of a thousand LIKEs', few.send, list(times(1000, (index) => `Body LIKE '%q${index}%'`)), 140],
  [
    'an IN of 24,000 values',
    ordinary.send,
    list(`NumSegments NOT IN (${times(24_000, (n) => `${n % 9999}`, ',')})`),
    1,
  ],
  ['a condition of a thousand decimals', few.send, list(times(1000, (n) => `Price > ${n}.5`)), 10],
  ['a sort of 20,000 rows by text', many.send, sorted('Body', 25), 20],
  ['a sort of 20,000 rows by a decimal', many.send, sorted('Price', 50_000), 20],
  ["a list of 30,000 rows in Twilio's order", inOrder.send, sorted('DateSent', 30_000), 20],
  [
    'a bulk update that finds no entity',
    ordinary.send,
    (entities, options) => entities.updateMany('Messages', { conditions: "Body LIKE '%q%'" }, { Body: '' }, options),
    1,
  ],
];

describe('the slices of a call', () => {
  test.each(calls)('%s works in slices of bounded size', async (_, send, work, millions) => {
    const { slices, units, result } = await slicesOf(send, work);
    expect(result).not.toBeInstanceOf(Error);
    expect(units).toBeGreaterThanOrEqual(millions * 1e6);
    expect(Math.max(...slices)).toBeLessThan(SLICE_UNITS + PIECE_UNITS + 2000);
  });

  test.each(calls)('%s ends at the slice in which its signal is aborted', async (_, send, work) => {
    const controller = new AbortController();
    const reason = new DOMException('The call exceeded its time limit.', 'TimeoutError');
    const abort = (count: number) => count === 2 && controller.abort(reason);
    const { slices, result } = await slicesOf(send, work, abort, { signal: controller.signal });
    expect(result).toBe(reason);
    expect(slices).toHaveLength(2);
  });

  test('rows() with a sort works in slices', async () => {
    const { slices, result } = await slicesOf(many.send, async (entities) => {
      let count = 0;
      for await (const row of entities.rows('Messages', { sortBy: { field: 'Price' } })) if (row.Price) count += 1;
      return count;
    });
    expect(result).toBe(20_000);
    expect(slices.length).toBeGreaterThan(50);
    expect(Math.max(...slices)).toBeLessThan(SLICE_UNITS + PIECE_UNITS + 2000);
  });

  test('a long condition is read and planned in slices, and a short one at once', async () => {
    const { send, requests } = serve(1, () => ({ body: 'a' }));
    const long = `Body IN (${times(20_000, (index) => index.toString(36), ',').replaceAll(/\w+/g, "'$&'")})`;
    const before: number[] = [];
    await slicesOf(send, list(long), () => requests() === 0 && before.push(1));
    // Two tokens for each value, each value as a literal, and each literal as a value of the column.
    expect(before.length).toBeGreaterThanOrEqual(Math.floor((4 * 20_000 * VALUE_UNITS) / SLICE_UNITS));
    expect((await slicesOf(send, list("Body IN ('a', 'b')"))).slices).toEqual([]);
    const remove: Work = (entities) => entities.deleteMany('Messages', { conditions: long });
    expect((await slicesOf(send, remove)).slices.length).toBeGreaterThanOrEqual(before.length);
  });

  test('the pages of a sort of 20,000 rows continue where the one before ended', async () => {
    const entities = createEntities({ send: many.send });
    const sortBy = { field: 'Price', direction: 'DESC' } as const;
    const first = await entities.list('Messages', { sortBy, pageSize: 3 });
    const second = await entities.list('Messages', { sortBy, pageSize: 3, pageToken: first.nextPageToken });
    const prices = [...first.entities, ...second.entities].map(({ Price }) => Price);
    expect(prices).toEqual(['-0.5', '-1.5', '-2.5', '-3.5', '-4.5', '-5.5']);
  });

  test('a text that is larger than a slice is searched in pieces', async () => {
    const { send } = serve(1, () => ({ body: 'a'.repeat(5_000_000) }));
    const conditions = times(3, (index) =>
      ['Body LIKE', `'%${['aab', `${'a'.repeat(99)}b`, 'a_b'][index]}%'`].join(' '),
    );
    const { slices, units } = await slicesOf(send, list(conditions));
    expect(units).toBeGreaterThan(15e6);
    expect(Math.max(...slices)).toBeLessThan(SLICE_UNITS + PIECE_UNITS + 2000);
  });

  test('a bulk delete of a thousand keys compares each key with its own branch only', async () => {
    const { send, requests } = serve(0, () => ({}));
    const conditions = `Sid IN (${times(1000, (index) => `'${sidOf(index)}'`, ',')})`;
    const { slices, result } = await slicesOf(send, (entities) => entities.deleteMany('Messages', { conditions }));
    expect(result).toMatchObject({ found: 1000, done: 1000 });
    expect(requests()).toBe(1000);
    expect(slices.length).toBeLessThan(20);
  });

  test('a call with little work does not wait for the event loop', async () => {
    const { slices, result } = await slicesOf(serve(25, () => ({ body: 'Hi' })).send, list("Body LIKE '%i%'"));
    expect(result).toHaveProperty('entities.length', 25);
    expect(slices).toEqual([]);
  });

  test('a call whose signal was aborted during a request works no further', async () => {
    const controller = new AbortController();
    const send: Send = async (request) => {
      const answer = await ordinary.send(request);
      controller.abort(new Error('gone'));
      return answer;
    };
    const { result, slices } = await slicesOf(send, list("Body LIKE '%q%'"), undefined, { signal: controller.signal });
    expect(result).toMatchObject({ message: 'gone' });
    expect(slices).toEqual([]);
  });
});

describe('waiting for the event loop by default', () => {
  /** Counts the turns of the event loop until it is stopped. */
  function countTurns() {
    const state = { turns: 0, isStopped: false };
    const turn = () => {
      state.turns += 1;
      if (!state.isStopped) setImmediate(turn);
    };
    setImmediate(turn);
    return state;
  }

  test('the event loop turns after each slice of a long call', async () => {
    const conditions = times(16, (index) => `Body LIKE '%${'a'.repeat(780)}${index}%'`);
    const { slices } = await slicesOf(repetitive.send, list(conditions));
    const state = countTurns();
    await createEntities({ send: repetitive.send }).list('Messages', { conditions });
    state.isStopped = true;
    expect(state.turns).toBeGreaterThanOrEqual(slices.length);
  });

  test('each turn goes to one of the waiting calls, in their order', async () => {
    const state = countTurns();
    const order: number[] = [];
    const turns: number[] = [];
    const call = async (index: number) => {
      for (let slice = 0; slice < 3; slice += 1) {
        await waitForTurn();
        order.push(index);
        turns.push(state.turns);
      }
    };
    await Promise.all([0, 1, 2, 3].map(call));
    state.isStopped = true;
    expect(order).toEqual([0, 1, 2, 3, 0, 1, 2, 3, 0, 1, 2, 3]);
    expect(new Set(turns).size).toBe(12);
  });
});
