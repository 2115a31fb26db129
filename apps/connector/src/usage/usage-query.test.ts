import { expect, test } from 'vitest';
import { readUsage } from './usage-query.js';

const NOW_MS = Date.parse('2026-11-30T10:00:00Z');
const MINUTE_MS = 60_000;
const NOW = NOW_MS / MINUTE_MS;

test('a long range is read half a day at a time, where there are rows', async () => {
  const ranges: { readonly step: number; readonly from: number; readonly to: number }[] = [];
  const table = {
    async extent({ step, from, to }: { readonly step: number; readonly from: number; readonly to: number }) {
      const [first, end] = step === 1 ? [NOW - 30 * 1440, NOW] : [NOW - 396 * 1440, NOW - 30 * 1440];
      return { from: Math.max(from, first), to: Math.min(to, end) };
    },
    async read({ step, from, to }: { readonly step: number; readonly from: number; readonly to: number }) {
      ranges.push({ step, from, to });
      return [];
    },
    summedTo: async () => NOW,
  };
  const ports = {
    recent: { over: () => undefined },
    table,
    connections: { ids: async (name: string) => new Map([[name, 1]]) },
    writer: 1,
  };
  const query = {
    connection: 'c',
    fromMs: Date.parse('1990-01-01T00:00:00Z'),
    toMs: Date.parse('2050-01-01T00:00:00Z'),
  };
  await readUsage(ports, query, NOW_MS);
  for (const { step, from, to } of ranges) expect((to - from) / step).toBeLessThanOrEqual(720);
  const covered = (of: number) =>
    ranges.filter(({ step }) => step === of).reduce((sum, { from, to }) => sum + to - from, 0);
  // The oldest hour of minutes may be purged in part, so its sum counts.
  expect([covered(1), covered(60), ranges.length]).toEqual([30 * 1440 - 60, 366 * 1440, 60 + 13]);
});
