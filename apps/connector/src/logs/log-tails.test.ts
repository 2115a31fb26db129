import { setImmediate as nextTurn } from 'node:timers/promises';
import { expect, test, vi } from 'vitest';
import type { LogEntry } from './log-entry.js';
import type { LogQuery } from './log-list.js';
import { createLogTails, type TailOptions } from './log-tails.js';

const NAME = 'projects/p/locations/l/connections/c';

/** Tails over a list in memory, with a timer that the test fires. */
function openBed({ isOnlyWriter = true } = {}) {
  const stored: string[] = [];
  const queries: LogQuery[] = [];
  const timers = new Set<() => void>();
  let isFailing = false;
  const tails = createLogTails({
    async list(query) {
      queries.push(query);
      if (isFailing) throw new Error('no store');
      const ids = stored.filter((id) => query.after === undefined || id > query.after).slice(0, query.pageSize);
      const entries = ids.map((id) => ({ id }) as LogEntry);
      const rest = stored.filter((id) => id > (ids.at(-1) ?? ''));
      return { entries, last: ids.at(-1), next: rest.length > 0 ? ids.at(-1) : undefined };
    },
    isOnlyWriter,
    now: () => 1_000_000,
    setTimer(callback) {
      timers.add(callback);
      return () => void timers.delete(callback);
    },
  });
  const open = (options: Partial<TailOptions> = {}) =>
    tails.open({ caller: 'token:a', query: { logs: [{ connection: NAME }] }, isAllowed: async () => true, ...options });
  const store = (...ids: readonly string[]) => {
    stored.push(...ids);
    tails.wake(new Set([NAME]));
  };
  const failNext = () => (isFailing = true);
  return { tails, open, store, queries, timers, failNext, fire: () => timers.forEach((callback) => callback()) };
}

const idsOf = (entries: readonly LogEntry[] | undefined) => entries?.map(({ id }) => id);
const nextOf = async (tail: ReturnType<ReturnType<typeof openBed>['open']>) => idsOf(await tail.next());

test('a tail gives each entry once, in order, those that were there first and then new ones', async () => {
  const { open, store } = openBed();
  store('a', 'b');
  const tail = open();
  expect(await nextOf(tail)).toEqual(['a', 'b']);
  const waiting = nextOf(tail);
  store('c');
  expect(await waiting).toEqual(['c']);
  store('d');
  store('e');
  expect(await nextOf(tail)).toEqual(['d', 'e']);
});

test('a tail holds one page at a time, and reads on when its client has taken it', async () => {
  const { open, store, queries } = openBed();
  store(...Array.from({ length: 250 }, (_, index) => String(index).padStart(4, '0')));
  const tail = open();
  expect((await tail.next())?.length).toBe(100);
  expect(queries).toHaveLength(1);
  expect([(await tail.next())?.length, (await tail.next())?.length]).toEqual([100, 50]);
});

test('entries of other connections do not wake a tail', async () => {
  const { tails, open, queries } = openBed();
  const tail = open();
  const waiting = tail.next();
  await vi.waitFor(() => expect(queries).toHaveLength(1));
  tails.wake(new Set([`${NAME}-2`]));
  tail.stop();
  await waiting;
  expect(queries).toHaveLength(1);
});

test('a tail without entries gives a sign of life', async () => {
  const { open, fire, queries } = openBed();
  const waiting = nextOf(open());
  await nextTurn();
  fire();
  expect([await waiting, queries.length]).toEqual([[], 1]);
});

test('all tails share one timer, which ends with the last one', () => {
  const { open, timers } = openBed();
  const [first, second] = [open(), open()];
  expect(timers.size).toBe(1);
  first.stop();
  expect(timers.size).toBe(1);
  second.stop();
  second.stop();
  expect(timers.size).toBe(0);
});

test('a tail ends when its caller may no longer read the log, before it gives another entry', async () => {
  const { open, store } = openBed();
  let isAllowed = true;
  const tail = open({ isAllowed: async () => isAllowed });
  store('a');
  expect(await nextOf(tail)).toEqual(['a']);
  isAllowed = false;
  store('b');
  expect(await nextOf(tail)).toBeUndefined();
});

test('a tail that has ended by itself, or failed, leaves its place to others', async () => {
  const { open, store, timers, failNext } = openBed();
  store('a');
  expect(await open({ isAllowed: async () => false }).next()).toBeUndefined();
  expect(timers.size).toBe(0);
  failNext();
  await expect(open().next()).rejects.toThrow('no store');
  expect(timers.size).toBe(0);
});

test('tails end when they are closed, also one that waits, and no other one begins', async () => {
  const { tails, open, timers } = openBed();
  const waiting = open().next();
  tails.close();
  expect(await waiting).toBeUndefined();
  expect(timers.size).toBe(0);
  expect(open).toThrow(expect.objectContaining({ code: 'UNAVAILABLE' }));
});

test('a caller can follow ten logs, and others are not affected until there are a hundred', () => {
  const { open } = openBed();
  const tooMany = expect.objectContaining({ code: 'RESOURCE_EXHAUSTED', reason: 'TOO_MANY_TAILS' });
  const own = Array.from({ length: 10 }, () => open());
  expect(() => open()).toThrow(tooMany);
  own[0]?.stop();
  open();
  for (let caller = 0; caller < 90; caller += 1) open({ caller: `token:${caller % 9}-${caller}` });
  expect(() => open({ caller: 'token:last' })).toThrow(tooMany);
});

test('if other processes also write, a tail without entries gives a sign of life, too', async () => {
  const { open, fire, queries } = openBed({ isOnlyWriter: false });
  const waiting = nextOf(open());
  for (let second = 0; second < 15; second += 1) {
    await nextTurn();
    fire();
  }
  expect([await waiting, queries.length]).toEqual([[], 15]);
});

test('if other processes also write, the store is asked regularly, for entries that are old enough to be complete', async () => {
  const { open, store, fire, queries } = openBed({ isOnlyWriter: false });
  const tail = open();
  const waiting = nextOf(tail);
  await vi.waitFor(() => expect(queries).toHaveLength(1));
  fire();
  await vi.waitFor(() => expect(queries).toHaveLength(2));
  store('a');
  expect(await waiting).toEqual(['a']);
  expect(queries.every(({ toMs }) => toMs === 1_000_000 - 3000)).toBe(true);
});
