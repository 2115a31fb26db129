import { describe, expect, test } from 'vitest';
import type { Row } from '../model/row.js';
import { toRowTests } from './list-filters.js';

const FILTERS = {
  To: { property: 'to', by: 'equals' },
  PhoneNumber: { property: 'number', by: 'contains' },
  Beta: { property: 'beta', by: 'hide' },
  Sent: { property: 'sent', by: 'time', includesUpperBound: true },
  Until: { property: 'sent', by: 'time', sign: '<', includesUpperBound: true },
  Started: { property: 'started', by: 'time' },
  Status: { property: 'status', by: 'test', test: (row: Row, value: string) => row.status === value },
} as const;

const ms = (text: string) => Date.parse(text);
const passes = (query: string, row: Readonly<Record<string, unknown>>) =>
  toRowTests(FILTERS, new URLSearchParams(query), { now: 0 }).every((includes) => includes({ sid: 'X', ...row }));

describe('filters', () => {
  test.each([
    ['To=%2B1', { to: '+1' }, true],
    ['To=%2B1', { to: '+12' }, false],
    ['To=null', { to: null }, false],
    ['To=', { to: '+1' }, true],
    ['To=%2B1&To=%2B2', { to: '+1' }, false],
    ['Status=a&Status=b', { status: 'b' }, true],
    ['Status=a&Status=b', { status: 'c' }, false],
    ['PhoneNumber=555', { number: '+1555' }, true],
    ['PhoneNumber=%2B1***5', { number: '+12345' }, true],
    ['PhoneNumber=%2B1*5', { number: '+12345' }, false],
    ['PhoneNumber=.', { number: '+1' }, false],
    ['PhoneNumber=1', {}, false],
    ['Beta=false', { beta: true }, false],
    ['Beta=false', { beta: false }, true],
    ['Beta=true', { beta: false }, true],
  ])('the filter %s on the row %j: included is %j', (query, row, expected) => {
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
    ['Sent%3C=2024-03-01', '2024-03-01T23:59:59.999Z', true],
    ['Sent%3C=2024-03-01', '2024-03-02T00:00:00Z', false],
    ['Sent%3C=2024-03-01T10:00:00Z', '2024-03-01T10:00:00Z', true],
    ['Sent%3C=2024-03-01T10:00:00Z', '2024-03-01T10:00:01Z', false],
    ['Until=2024-03-01', '2024-03-01T23:59:59Z', true],
    ['Until=2024-03-01', '2024-03-02T00:00:00Z', false],
    ['Sent<=2024-03-01', '2024-03-01T00:00:00Z', true],
    ['Sent>=2024-03-02', '2024-03-01T00:00:00Z', false],
  ])('the time filter %s on %s: included is %j', (query, sent, expected) => {
    expect(passes(query, { sent: ms(sent) })).toBe(expected);
  });

  test('`<` excludes the bound itself for a filter without `includesUpperBound`', () => {
    expect(passes('Started%3C=2024-03-01', { started: ms('2024-03-01') })).toBe(false);
    expect(passes('Started%3C=2024-03-01', { started: ms('2024-02-29T23:59:59Z') })).toBe(true);
  });

  describe.each([
    // The option, then the times that each sign includes. The times are named relative to the bound; see `times` below.
    ['instant', 'exclusive', { '>': 'at after next', '<': 'before previous' }],
    ['instant', 'inclusive', { '>': 'at after next', '<': 'at before previous' }],
    ['day', 'exclusive', { '>': 'at before after next', '<': 'previous' }],
    ['day', 'inclusive', { '>': 'at before after next', '<': 'at before after previous' }],
  ] as const)('time filters with bound %s, upper %s', (bound, upper, expected) => {
    const times = {
      at: '2024-03-01T10:00:00Z',
      before: '2024-03-01T09:59:59Z',
      after: '2024-03-01T10:00:01Z',
      previous: '2024-02-29T10:00:00Z',
      next: '2024-03-02T10:00:00Z',
    };
    test.each(['>', '<'] as const)(`a bound with %s is read as ${bound}, ${upper}`, (sign) => {
      const query = new URLSearchParams({ [`Started${sign}`]: times.at });
      const [includes] = toRowTests(FILTERS, query, { now: 0, timeFilters: { bound, upper } });
      const included = Object.entries(times).filter(([, time]) => includes?.({ sid: 'X', started: ms(time) }));
      expect(included.map(([name]) => name).sort()).toEqual(expected[sign].split(' ').sort());
    });
  });

  test('a row without a time matches no time bound', () => {
    expect(passes('Sent%3E=2024-03-01', { sent: null })).toBe(false);
    expect(passes('Sent%3C=2024-03-01', { sent: null })).toBe(false);
  });

  test('parameters that are not filters of the list are ignored', () => {
    expect(passes('State=x&constructor=x&toString=x&To%3C=x&Page=1', { to: '+1' })).toBe(true);
  });

  test('a malformed time is an error that names its parameter', () => {
    expect(() => passes('Sent%3E=yesterday', {})).toThrow('Sent> must be a date or a time in ISO 8601.');
  });

  test('a pattern of 60 wildcards is matched without backtracking', () => {
    // With backtracking, this would never end.
    expect(passes(`PhoneNumber=${'*'.repeat(60)}x`, { number: `+1${'5'.repeat(60)}` })).toBe(false);
  });
});
