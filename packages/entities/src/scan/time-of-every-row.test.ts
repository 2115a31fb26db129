import { expect, test } from 'vitest';
import { catalog } from '../index.js';
import { timeOfEveryRow } from './time-of-every-row.js';

test.each<[keyof typeof catalog, string, string | undefined]>([
  ['Messages', 'DateSent IS NOT NULL', 'DateSent'],
  ['Messages', "DateSent >= '2026-01-01' AND Status = 'failed'", 'DateSent'],
  ['Messages', '', undefined],
  ['Messages', "DateSent >= '2026-01-01' OR Status = 'queued'", undefined],
  ['Recordings', '', 'DateCreated'],
  ['Recordings', `RE${'0'.repeat(32)}`, undefined],
  ['Applications', '', undefined],
])('of %s with the condition "%s" is %s', (name, conditions, column) => {
  expect(timeOfEveryRow(catalog[name], conditions)).toBe(column);
});
