import { expect, test } from 'vitest';
import { toFilter } from './log-entry.ts';

const NOW = Date.parse('2026-11-30T12:00:00Z');

test('the filter of a log has the range, the level and the text of its link', () => {
  expect(toFilter({ range: '1h', level: 'ERROR', text: 'say "no"' }, NOW)).toBe(
    'timestamp >= "2026-11-30T11:00:00.000Z" AND severity >= ERROR AND "say \\"no\\""',
  );
});

test('one call is followed through all levels, however long ago it was', () => {
  expect(toFilter({ range: '15m', call: 'ab12' }, NOW)).toBe('operation.id = "ab12"');
});
