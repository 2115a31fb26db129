import { expect, test } from 'vitest';
import { catalog, type EntityType, parseCondition } from '../src/index.js';
import { planListPage } from '../src/engine/list.js';
import { compileReader } from '../src/engine/read.js';
import { createRunner } from '../src/engine/runner.js';
import { scanPages } from '../src/scan/scan-pages.js';
import { type Distribution, distribute } from './distributions.js';
import { LiveList } from './live-list.js';
import { carryOut } from '../src/work.js';

const { Sid, DateSent } = catalog.Messages.fields;
const messages: EntityType = { ...catalog.Messages, fields: { Sid, DateSent }, maxPageSize: 100 };

interface Part {
  readonly low: number;
  readonly high: number;
}

/** Scans, and returns the pages of each part. */
async function scan(distribution: Distribution, cap?: number) {
  const entityType: EntityType = { ...messages, ...(cap !== undefined && { cap }) };
  const { send } = new LiveList(distribute(distribution, 10_000), cap === undefined ? {} : { cap });
  const plan = carryOut(
    planListPage(entityType, parseCondition('DateSent IS NOT NULL', entityType), { pageSize: 100 }),
  );
  const runner = createRunner(entityType, compileReader(entityType), { send, options: {} });
  const parts = new Map<Part, { units: number[]; isDone: boolean }>();
  for await (const { rows, part, isLast } of scanPages(plan, runner)) {
    const known = parts.get(part) ?? { units: [], isDone: false };
    expect(known.isDone).toBe(false);
    known.units.push(...rows.map((row) => Date.parse(String(row.DateSent)) / 1000));
    parts.set(part, { ...known, isDone: isLast });
  }
  return [...parts].sort(([a], [b]) => a.low - b.low);
}

test.each<[Distribution, number | undefined]>([
  ['evenly spread', undefined],
  ['with 50 % in one minute', undefined],
  ['growing over the year', 500],
])(
  'the parts of a scan of messages %s, with a cap of %s, are complete, contain their rows and cover the list',
  async (distribution, cap) => {
    const parts = await scan(distribution, cap);
    expect(parts.length).toBeGreaterThan(5);
    expect(parts.every(([, { isDone }]) => isDone)).toBe(true);
    expect(parts.flatMap(([, { units }]) => units)).toHaveLength(10_000);
    for (const [{ low, high }, { units }] of parts) {
      expect(units.every((unit) => unit >= low && unit <= high)).toBe(true);
    }
    expect(parts[0]?.[0].low).toBe(Number.NEGATIVE_INFINITY);
    expect(parts.at(-1)?.[0].high).toBe(Number.POSITIVE_INFINITY);
    for (const [index, [{ low }]] of parts.entries()) {
      if (index > 0) expect(low).toBe((parts[index - 1]?.[0].high ?? 0) + 1);
    }
  },
);
