import { expect, test } from 'vitest';
import { canGoOn, type RowReport } from './write-report.ts';

test.each<readonly [readonly RowReport['status'][], boolean]>([
  [['done', 'failed', 'not attempted'], true],
  [['done', 'done', 'not attempted'], true],
  [['done', 'unknown', 'not attempted'], false],
  [['done', 'done'], false],
])('a statement with rows that are %j can go on: %s', (statuses, expected) => {
  const rows = statuses.map((status, index) => ({ row: index + 1, status }));
  expect(canGoOn({ operation: 'INSERT', target: 'messages', rows })).toBe(expected);
});
