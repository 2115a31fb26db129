import { fuzzRuns } from '@tooling/vitest/fuzz';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { catalog, createEntities, type EntityType, type Send } from '../src/index.js';
import { type Distribution, distribute } from './distributions.js';
import { type Listed, LiveList } from './live-list.js';
import { stillClock } from './still-clock.js';

const PAGE = 20;
const { Sid, DateSent } = catalog.Messages.fields;
const messages: EntityType = { ...catalog.Messages, fields: { Sid, DateSent }, maxPageSize: PAGE };
const SENT = 'DateSent IS NOT NULL';

/** Lists a page as another process would, which knows only the token. */
async function listPage(send: Send, pageSize: number, pageToken?: string, conditions = SENT) {
  const page = await createEntities({ send, paceClock: stillClock }).list(messages, {
    conditions,
    pageSize,
    pageToken,
  });
  return { sids: page.entities.map((row) => String((row as { Sid: unknown }).Sid)), next: page.nextPageToken };
}

async function listAll(send: Send, pageSize: number, conditions = SENT) {
  const pages: string[][] = [];
  for (let token: string | undefined = ''; token !== undefined;) {
    const { sids, next } = await listPage(send, pageSize, token || undefined, conditions);
    pages.push(sids);
    token = next;
  }
  return pages;
}

/** Counts the requests that are in flight at the same time. */
function counting(list: LiveList) {
  const seen = { inFlight: 0, most: 0 };
  const send: Send = async (request, options) => {
    seen.most = Math.max(seen.most, (seen.inFlight += 1));
    await new Promise((resolve) => setImmediate(resolve));
    seen.inFlight -= 1;
    return list.send(request, options);
  };
  return { send, seen };
}

const sidsOf = (rows: readonly Listed[]) =>
  rows
    .filter(({ sent }) => sent !== null)
    .map(({ sid }) => sid)
    .toReversed();

describe('a long page of a list', () => {
  test.each<Distribution>(['evenly spread', 'with 80 % in one day', 'with 50 % in one minute'])(
    'of messages %s is read in windows and has the order of the list',
    async (distribution) => {
      const list = new LiveList(distribute(distribution, 4000));
      const { send, seen } = counting(list);
      const pages = await listAll(send, 1500);
      expect(pages.flat()).toEqual(sidsOf(list.rows));
      // Rows of the same second are not divided.
      for (const { length } of pages.slice(0, 2)) expect(1500 - length).toBeLessThan(60);
      expect(seen.most).toBeGreaterThan(3);
      // More than one for each page of Twilio: windows that are not full, and places that turned out denser.
      expect(list.requests).toBeLessThan(1.5 * (4000 / PAGE));
    },
  );

  test('is read page after page if it is short, if the number of requests is limited, or if the condition allows null', async () => {
    const list = new LiveList(distribute('evenly spread', 1000));
    const { send, seen } = counting(list);
    const entities = createEntities({ send, paceClock: stillClock });
    await entities.list(messages, { conditions: SENT, pageSize: 3 * PAGE });
    await entities.list(messages, { conditions: SENT, pageSize: 500, maxRequests: 30 });
    await entities.list(messages, { pageSize: 500 });
    expect(seen.most).toBe(1);
  });

  test('ends without a token at the lower bound of the condition', async () => {
    const rows = distribute('evenly spread', 1000);
    const from = new Date((rows[300]?.sent ?? 0) * 1000).toISOString();
    const list = new LiveList(rows);
    const { sids, next } = await listPage(list.send, 900, undefined, `DateSent >= '${from}'`);
    expect([sids.length, next]).toEqual([700, undefined]);
  });

  test('of a sparse list never asks for a time before 1970', async () => {
    const year = 365 * 86_400;
    const rows = Array.from({ length: 200 }, (_, index) => ({
      sid: `SM${index}`,
      sent: 20 * year + index * 0.18 * year,
    }));
    const list = new LiveList(rows);
    const { sids, next } = await listPage(list.send, 1000);
    expect([sids, next]).toEqual([sidsOf(rows), undefined]);
  });

  test('has the order of the list also if that is not the order of the column', async () => {
    const rows = distribute('evenly spread', 1000).map(({ sid }, index, all) => ({
      sid,
      sent: all[index % 2 === 0 ? index : index - 7]?.sent ?? 0,
    }));
    const list = new LiveList(rows);
    expect((await listAll(list.send, 400)).flat()).toEqual(sidsOf(rows));
  });

  test('of a condition that few rows fulfil takes no more requests than before', async () => {
    const list = new LiveList(distribute('evenly spread', 4000));
    await listPage(list.send, 100, undefined, `${SENT} AND Sid LIKE '%7'`);
    expect(list.requests).toBeLessThan(16);
  });
});

test('a forged token of a page that was read in windows is refused before anything is sent', async () => {
  const list = new LiveList(distribute('evenly spread', 1000));
  const { next = '' } = await listPage(list.send, 200);
  const parts = JSON.parse(Buffer.from(next, 'base64url').toString()) as unknown[];
  const [kind, before, token] = [2, 3, 4];
  expect(parts[kind]).toBe('before');
  const { requests } = list;
  const forged: [number, unknown][] = [
    [0, 3],
    [1, 'another query'],
    [before, '2026-13-01T00:00:00Z'],
    [before, "2026-01-01' OR Sid = 'x"],
    [before, 5],
    [token, 'x'],
    [token, next],
    [token, null],
  ];
  for (const [part, value] of forged) {
    const text = Buffer.from(JSON.stringify(parts.with(part, value))).toString('base64url');
    await expect(listPage(list.send, 200, text)).rejects.toMatchObject({ code: 'INVALID_PAGE_TOKEN' });
  }
  await expect(listPage(list.send, 200, next, 'DateSent >= 2020-01-01')).rejects.toMatchObject({
    code: 'INVALID_PAGE_TOKEN',
  });
  expect(list.requests).toBe(requests);
});

const change = fc.record({
  pageSize: fc.constantFrom(7, 11, 3 * PAGE, 5 * PAGE, 17 * PAGE),
  deleted: fc.array(fc.nat(100_000), { maxLength: 4 }),
  isLastDeleted: fc.boolean(),
  added: fc.nat(3),
});

const scenario = fc.record({
  groups: fc.array(
    fc.record({
      age: fc.nat(400 * 86_400),
      spread: fc.constantFrom(0, 3, 60, 86_400, 30 * 86_400),
      count: fc.nat(150),
    }),
    { minLength: 1, maxLength: 5 },
  ),
  bound: fc.constantFrom('instant' as const, 'day' as const),
  upper: fc.constantFrom('inclusive' as const, 'exclusive' as const),
  /** Rows that were created long before they were sent, so that the list is not in the order of the column. */
  late: fc.array(fc.nat(100_000), { maxLength: 6 }),
  changes: fc.array(change, { minLength: 1, maxLength: 12 }),
});

const NOW = Date.parse('2026-11-30T12:00:00Z') / 1000;

test('pages of any sizes, long and short ones in turns, neither lose nor repeat a row while rows come and go', async () => {
  await fc.assert(
    fc.asyncProperty(scenario, async ({ groups, bound, upper, late, changes }) => {
      const times = groups.flatMap(({ age, spread, count }) =>
        Array.from({ length: count }, (_, index) => NOW - age - Math.floor((spread * index) / Math.max(1, count))),
      );
      times.sort((a, b) => a - b);
      for (const each of late) {
        const at = each % Math.max(1, times.length);
        if (times.length > 0) times[at] = Math.min(NOW, (times[at] ?? 0) + 40 * 86_400);
      }
      let number = 0;
      const row = (sent: number): Listed => ({ sid: `SM${String(number++).padStart(32, '0')}`, sent });
      const list = new LiveList(times.map(row), { timeFilters: { bound, upper } });
      const before = list.rows.map(({ sid }) => sid);
      const seen: string[] = [];
      let token: string | undefined;
      for (let step = 0; ; step += 1) {
        const { pageSize, deleted, isLastDeleted, added } = changes[step % changes.length] ?? {
          pageSize: 7,
          deleted: [],
          isLastDeleted: false,
          added: 0,
        };
        const { sids, next } = await listPage(list.send, pageSize, token);
        seen.push(...sids);
        token = next;
        if (token === undefined) break;
        for (const each of deleted) list.delete(before[each % before.length] ?? '');
        if (isLastDeleted) list.delete(sids.at(-1) ?? '');
        for (let count = 0; count < added; count += 1) list.add(row(NOW + number));
      }
      expect(new Set(seen).size).toBe(seen.length);
      const left = new Set(list.rows.map(({ sid }) => sid));
      expect(seen).toEqual(expect.arrayContaining(before.filter((sid) => left.has(sid))));
    }),
    { numRuns: fuzzRuns(400) },
  );
});
