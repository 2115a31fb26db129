import { fuzzRuns } from '@tooling/vitest/fuzz';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { catalog, type CompletedPart, createEntities, type EntityType } from '../src/index.js';
import { type Distribution, distribute } from './distributions.js';
import { LiveList } from './live-list.js';
import { stillClock } from './still-clock.js';

const { Sid, DateSent } = catalog.Messages.fields;
const messages: EntityType = { ...catalog.Messages, fields: { Sid, DateSent }, maxPageSize: 50 };

interface Kept {
  readonly keys: readonly unknown[];
  readonly completed: readonly CompletedPart[];
}

/** Scans up to a number of pages, and keeps the rows of the parts that were completed, as an export does. */
async function scanUntil(
  list: LiveList,
  before: Kept,
  most: number,
  { where = 'DateSent IS NOT NULL', entityType = messages } = {},
): Promise<Kept & { isWhole: boolean }> {
  // Another process knows nothing of what the first one learned about the list.
  const entities = createEntities({ send: list.send, paceClock: stillClock });
  const open = new Map<number, unknown[]>();
  const keys = [...before.keys];
  const completed = [...before.completed];
  let pages = 0;
  for await (const page of entities.scan(entityType, { conditions: where, completed: before.completed })) {
    const rows = open.get(page.part) ?? [];
    rows.push(...page.rows.map((row) => row.Sid));
    open.set(page.part, rows);
    if (page.completed) {
      keys.push(...rows);
      completed.push(page.completed);
      open.delete(page.part);
    }
    if ((pages += 1) === most) return { keys, completed: JSON.parse(JSON.stringify(completed)), isWhole: false };
  }
  expect(open.size).toBe(0);
  return { keys, completed, isWhole: true };
}

test('a scan that goes on after any number of interruptions returns each row once', async () => {
  const scenario = fc.record({
    distribution: fc.constantFrom<Distribution>('evenly spread', 'with 50 % in one minute', 'growing over the year'),
    stops: fc.array(fc.integer({ min: 1, max: 30 }), { minLength: 1, maxLength: 6 }),
    bound: fc.constantFrom('instant' as const, 'day' as const),
    upper: fc.constantFrom('inclusive' as const, 'exclusive' as const),
    cap: fc.option(fc.constant(400), { nil: undefined }),
    where: fc.constantFrom(
      'DateSent IS NOT NULL',
      "DateSent >= '2026-03-01T10:11:12Z'",
      "DateSent < '2026-06-01T10:11:12Z'",
    ),
  });
  await fc.assert(
    fc.asyncProperty(scenario, async ({ distribution, stops, bound, upper, cap, where }) => {
      fc.pre(bound === 'instant' || cap === undefined);
      const rows = distribute(distribution, 2000);
      const capped = cap === undefined ? {} : { cap };
      const list = new LiveList(rows, { timeFilters: { bound, upper }, ...capped });
      let kept: Awaited<ReturnType<typeof scanUntil>> = { keys: [], completed: [], isWhole: false };
      for (const most of [...stops, Number.POSITIVE_INFINITY]) {
        if (!kept.isWhole) kept = await scanUntil(list, kept, most, { where, entityType: { ...messages, ...capped } });
      }
      const [, operator, text] = /(>=|<) '(.+)'/.exec(where) ?? [];
      const bounds = Date.parse(text ?? '') / 1000;
      const wanted = rows.filter(
        ({ sent }) => sent !== null && (operator === undefined || (operator === '<' ? sent < bounds : sent >= bounds)),
      );
      expect(new Set(kept.keys)).toEqual(new Set(wanted.map(({ sid }) => sid)));
      expect(kept.keys).toHaveLength(wanted.length);
    }),
    { numRuns: fuzzRuns(300) },
  );
});

test('a scan does not ask for the parts that an earlier one completed', async () => {
  const rows = distribute('evenly spread', 5000);
  const list = new LiveList(rows);
  const whole = new LiveList(rows);
  await scanUntil(whole, { keys: [], completed: [] }, Number.POSITIVE_INFINITY);
  const half = await scanUntil(list, { keys: [], completed: [] }, 60);
  expect(half.completed.length).toBeGreaterThan(3);
  const [requests, listed] = [list.requests, list.listed];
  const { keys } = await scanUntil(list, half, Number.POSITIVE_INFINITY);
  expect(keys).toHaveLength(5000);
  expect(list.requests - requests).toBeLessThan(whole.requests);
  // A window asks for one second more than it has, where a few other rows may be.
  expect(list.listed - listed).toBeLessThan(5000 - half.keys.length + 50);
});

test('a scan of a complete query sends no request', async () => {
  const list = new LiveList(distribute('evenly spread', 500));
  const kept = await scanUntil(list, { keys: [], completed: [] }, Number.POSITIVE_INFINITY);
  const { requests } = list;
  await scanUntil(list, kept, Number.POSITIVE_INFINITY);
  expect(list.requests).toBe(requests);
});

test('a page says how many rows follow once the scan has seen how far the list reaches', async () => {
  const entities = createEntities({ send: new LiveList(distribute('evenly spread', 3000)).send });
  const left: (number | undefined)[] = [];
  let seen = 0;
  for await (const page of entities.scan(messages, { conditions: "DateSent >= '2020-01-01'" })) {
    seen += page.rows.length;
    left.push(page.left);
    if (page.left !== undefined && seen < 2000) expect(page.left).toBeLessThan(30_000);
  }
  expect(left.at(-1)).toBe(0);
});

test('a limited scan returns the newest rows as one part that no later scan can leave out', async () => {
  const entities = createEntities({ send: new LiveList(distribute('evenly spread', 300)).send });
  const pages = [];
  for await (const page of entities.scan(messages, { conditions: 'DateSent IS NOT NULL', limit: 120 }))
    pages.push(page);
  expect(pages.flatMap(({ rows }) => rows)).toHaveLength(120);
  expect(pages.every(({ part, completed }) => part === 0 && completed === undefined)).toBe(true);
  expect(pages.at(-1)?.left).toBe(0);
});
