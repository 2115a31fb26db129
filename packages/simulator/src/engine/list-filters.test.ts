import { describe, expect, test } from 'vitest';
import { toTests } from './list-filters.js';

const FILTERS = {
  To: { property: 'to', by: 'equals' },
  PhoneNumber: { property: 'number', by: 'part' },
  Beta: { property: 'beta', by: 'hide' },
  Sent: { property: 'sent', by: 'time', includesUpperBound: true },
  Started: { property: 'started', by: 'time' },
} as const;

const ms = (text: string) => Date.parse(text);
const passes = (query: string, row: Readonly<Record<string, unknown>>) =>
  toTests(FILTERS, new URLSearchParams(query)).every((isIn) => isIn({ sid: 'X', ...row }));

describe('filters', () => {
  test.each([
    ['To=%2B1', { to: '+1' }, true],
    ['To=%2B1', { to: '+12' }, false],
    ['To=null', { to: null }, false],
    ['To=', { to: '+1' }, true],
    ['To=%2B1&To=%2B2', { to: '+1' }, false],
    ['PhoneNumber=555', { number: '+1555' }, true],
    ['PhoneNumber=%2B1***5', { number: '+12345' }, true],
    ['PhoneNumber=%2B1*5', { number: '+12345' }, false],
    ['PhoneNumber=.', { number: '+1' }, false],
    ['PhoneNumber=1', {}, false],
    ['Beta=false', { beta: true }, false],
    ['Beta=false', { beta: false }, true],
    ['Beta=true', { beta: false }, true],
  ])('%s on %j', (query, row, expected) => {
    expect(passes(query, row)).toBe(expected);
  });

  test.each([
    ['Sent=2024-03-01', '2024-03-01T00:00:00Z', true],
    ['Sent=2024-03-01', '2024-03-01T23:59:59.999Z', true],
    ['Sent=2024-03-01', '2024-03-02T00:00:00Z', false],
    ['Sent=2024-03-01T10:00:00Z', '2024-03-01T10:00:00.900Z', true],
    ['Sent=2024-03-01T10:00:00Z', '2024-03-01T10:00:01Z', false],
    ['Sent%3E=2024-03-01', '2024-03-01T00:00:00Z', true],
    ['Sent%3E=2024-03-01', '2024-02-29T23:59:59Z', false],
    ['Sent%3C=2024-03-01', '2024-03-01T00:00:00Z', true],
    ['Sent%3C=2024-03-01', '2024-03-01T00:00:00.999Z', true],
    ['Sent%3C=2024-03-01', '2024-03-01T00:00:01Z', false],
    ['Sent<=2024-03-01', '2024-03-01T00:00:00Z', true],
    ['Sent>=2024-03-02', '2024-03-01T00:00:00Z', false],
  ])('a time: %s on %s', (query, sent, expected) => {
    expect(passes(query, { sent: ms(sent) })).toBe(expected);
  });

  test('an upper bound that the filter does not take in', () => {
    expect(passes('Started%3C=2024-03-01', { started: ms('2024-03-01') })).toBe(false);
    expect(passes('Started%3C=2024-03-01', { started: ms('2024-02-29T23:59:59Z') })).toBe(true);
  });

  describe.each([
    // The reading, and which of these the lists take: the bound, a second before it, a second after it, the day before, the day after.
    ['instant', 'exclusive', { '>': 'at after next', '<': 'before previous' }],
    ['instant', 'inclusive', { '>': 'at after next', '<': 'at before previous' }],
    ['day', 'exclusive', { '>': 'at before after next', '<': 'previous' }],
    ['day', 'inclusive', { '>': 'at before after next', '<': 'at before after previous' }],
  ] as const)('bounds read as %s, %s', (bound, upper, expected) => {
    const times = {
      at: '2024-03-01T10:00:00Z',
      before: '2024-03-01T09:59:59Z',
      after: '2024-03-01T10:00:01Z',
      previous: '2024-02-29T10:00:00Z',
      next: '2024-03-02T10:00:00Z',
    };
    test.each(['>', '<'] as const)('%s', (sign) => {
      const query = new URLSearchParams({ [`Started${sign}`]: times.at });
      const [isIn] = toTests(FILTERS, query, { bound, upper });
      const taken = Object.entries(times).filter(([, time]) => isIn?.({ sid: 'X', started: ms(time) }));
      expect(taken.map(([name]) => name).sort()).toEqual(expected[sign].split(' ').sort());
    });
  });

  test('a time that is not set is within no bound', () => {
    expect(passes('Sent%3E=2024-03-01', { sent: null })).toBe(false);
    expect(passes('Sent%3C=2024-03-01', { sent: null })).toBe(false);
  });

  test('what is no filter of the list is passed over', () => {
    expect(passes('Status=x&constructor=x&toString=x&To%3C=x&Page=1', { to: '+1' })).toBe(true);
  });

  test('a time that cannot be read is refused, by the name of its parameter', () => {
    expect(() => passes('Sent%3E=yesterday', {})).toThrow('Sent> must be a date or a time in ISO 8601.');
  });

  test('no pattern takes long', () => {
    const started = performance.now();
    expect(passes(`PhoneNumber=${'*'.repeat(60)}x`, { number: `+1${'5'.repeat(60)}` })).toBe(false);
    expect(performance.now() - started).toBeLessThan(200);
  });
});
