import { expect, test } from 'vitest';
import { planToLines } from './plan-lines.ts';

test('the plan of PostgreSQL is a line a step, with what it filters and sorts by', () => {
  const scan = { 'Node Type': 'Seq Scan', 'Relation Name': 'messages', Alias: 'm', Filter: "(status = 'sent')" };
  expect(planToLines({ 'Node Type': 'Sort', 'Sort Key': ['a', 'b DESC'], Plans: [scan] })).toEqual([
    'Sort',
    '  Sort Key: a, b DESC',
    '  Seq Scan on messages m',
    "    Filter: (status = 'sent')",
  ]);
  expect(planToLines(undefined)).toEqual([]);
});
