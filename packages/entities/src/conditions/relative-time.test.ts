import { describe, expect, test } from 'vitest';
import { messages } from '../catalog/messaging/messages.js';
import { parseInterval } from './interval.js';
import { parseCondition } from './parse.js';

const NOW = '2026-03-31T10:20:30.456Z';
const valueOf = (expression: string) =>
  parseCondition(`DateSent >= ${expression}`, messages, () => Date.parse(NOW)) as { readonly value: unknown };

describe('a relative time in a condition', () => {
  test.each([
    ['now()', NOW],
    ['NOW ( )', NOW],
    ['CURRENT_TIMESTAMP', NOW],
    ['current_date', '2026-03-31'],
    ["now() - interval '30 days'", '2026-03-01T10:20:30.456Z'],
    ["now()-interval '30 days'", '2026-03-01T10:20:30.456Z'],
    ["now() + interval '1 week' - INTERVAL '1 hr'", '2026-04-07T09:20:30.456Z'],
    ["now() - interval '1 month'", '2026-02-28T10:20:30.456Z'],
    ["now() - interval '1 year 1 mon'", '2025-02-28T10:20:30.456Z'],
    ["now() - interval '0.5 years'", '2025-09-30T10:20:30.456Z'],
    ["now() + interval '1 day ago'", '2026-03-30T10:20:30.456Z'],
    ["now() - interval '1 day -02:00'", '2026-03-30T12:20:30.456Z'],
    ["now() - interval '1.5 hours'", '2026-03-31T08:50:30.456Z'],
    ["now() - interval '90min'", '2026-03-31T08:50:30.456Z'],
    ["now() - interval '10:20:30.456'", '2026-03-31T00:00:00.000Z'],
    ['CURRENT_DATE - 30', '2026-03-01'],
    ['CURRENT_DATE -30', '2026-03-01'],
    ['CURRENT_DATE-30', '2026-03-01'],
    ['CURRENT_DATE + 1', '2026-04-01'],
    ["CURRENT_DATE - interval '1 day'", '2026-03-30'],
    ["CURRENT_DATE - interval '1 hour'", '2026-03-30T23:00:00.000Z'],
  ])('%s is the time that PostgreSQL computes in UTC', (expression, value) => {
    expect(valueOf(expression)).toMatchObject({ field: 'DateSent', operator: '>=', value });
  });

  test.each([
    ["now() - interval '30'", "expected an interval in quotes, such as '30 days'"],
    ["now() - interval ''", 'expected an interval in quotes'],
    ["now() - interval 'ago'", 'expected an interval in quotes'],
    ["now() - interval '1 fortnight'", 'expected an interval in quotes'],
    ["now() - interval '1.3 months'", 'expected an interval in quotes'],
    ["now() - interval '1 day,'", 'expected an interval in quotes'],
    ['now() - interval 30', 'expected an interval in quotes'],
    ['now() - 30', "expected interval '30 days'."],
    ["CURRENT_DATE - '30 days'", "expected interval '30 days' or a number of days."],
    ['now', 'expected () after now.'],
    ["now() - interval '3000 years'", 'A time must be in the years 1 to 9999.'],
    ["now() + interval '999999999 years'", 'A time must be in the years 1 to 9999.'],
  ])('%s is refused', (expression, message) => {
    expect(() => valueOf(expression)).toThrow(expect.objectContaining({ code: 'INVALID_CONDITION' }));
    expect(() => valueOf(expression)).toThrow(message);
  });

  test('all relative times of a condition have the same clock reading', () => {
    let reads = 0;
    const clock = () => Date.parse(NOW) + 86_400_000 * reads++;
    const text = 'DateSent BETWEEN now() AND now() OR DateCreated IN (CURRENT_DATE)';
    expect(parseCondition(text, messages, clock)).toMatchObject({
      or: [{ and: [{ value: NOW }, { value: NOW }] }, { value: ['2026-03-31'] }],
    });
    expect(reads).toBe(1);
    parseCondition("DateSent > '2026-01-01'", messages, clock);
    expect(reads).toBe(1);
  });
});

test.each([' '.repeat(500_000), '\t'.repeat(500_000), '1 day '.repeat(100_000), `ago${' ago'.repeat(100_000)}`])(
  'an interval of 500,000 characters takes time in proportion to its length',
  (spans) => {
    // In proportion to the square, this would take minutes.
    expect(parseInterval(`${spans}x`)).toBeUndefined();
  },
);
