import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { type DataTypeName, dataTypeOf } from './index.js';
import { decimal } from './numbers.js';
import { timestamp } from './times.js';

describe('reading values of Twilio', () => {
  test.each<readonly [DataTypeName, unknown, unknown]>([
    ['timestamp', 'Thu, 24 Aug 2023 05:01:45 +0000', '2023-08-24T05:01:45Z'],
    ['timestamp', '2015-07-30T20:12:31Z', '2015-07-30T20:12:31Z'],
    ['timestamp', '2015-07-30T22:12:31+02:00', '2015-07-30T20:12:31Z'],
    ['timestamp', 'yesterday', undefined],
    ['timestamp', 'Thu, 24 Xxx 2023 05:01:45 +0000', undefined],
    ['date', '2014-06-01', '2014-06-01'],
    ['date', '2014-02-30', undefined],
    ['integer', '12', 12],
    ['integer', 12, 12],
    ['integer', '1.5', undefined],
    ['double', '2.5', 2.5],
    ['double', 3, 3],
    ['double', '', undefined],
    ['decimal', '-0.00750', '-0.00750'],
    ['decimal', 1.25, '1.25'],
    ['decimal', 'free', undefined],
    ['boolean', true, true],
    ['boolean', 'false', false],
    ['boolean', 'no', undefined],
    ['text', 'a', 'a'],
    ['text', 21_211, '21211'],
    ['text', {}, undefined],
  ])('the %s type reads the value %j from Twilio as %j', (name, wire, value) => {
    expect(dataTypeOf({ dataType: name }).read(wire)).toEqual(value);
  });
});

test('timestamps of both formats are read one after another, whichever day they are on', () => {
  const day = fc.integer({ min: 0, max: 3 }).map((days) => days * 86_400_000);
  const time = fc
    .tuple(day, fc.nat(86_399))
    .map(([midnight, seconds]) => Date.UTC(2024, 1, 27) + midnight + seconds * 1000);
  fc.assert(
    fc.property(fc.array(time), (times) => {
      const expected = times.map((ms) => new Date(ms).toISOString().replace('.000Z', 'Z'));
      const inRfc2822 = times.map((ms) => new Date(ms).toUTCString().replace('GMT', '+0000'));
      expect(inRfc2822.map((wire) => timestamp.read(wire))).toEqual(expected);
      expect(expected.map((wire) => timestamp.read(wire))).toEqual(expected);
    }),
  );
});

test.each(['2023-02-29T00:00:00Z', '2024-02-30T12:00:00Z', '2024-01-01T24:00:01Z', '2024-01-01T00:60:00Z'])(
  'the time %s does not exist',
  (wire) => {
    timestamp.read('2024-02-29T00:00:00Z');
    expect(timestamp.read(wire)).toBeUndefined();
  },
);

test('times of the 2010 API are read day by day, also where days alternate', () => {
  const wires = [
    ['Thu, 24 Aug 2023 05:01:45 +0000', '2023-08-24T05:01:45Z'],
    ['Thu, 24 Aug 2023 23:59:59 +0000', '2023-08-24T23:59:59Z'],
    ['Fri, 25 Aug 2023 00:00:00 +0000', '2023-08-25T00:00:00Z'],
    ['Xyz, 25 Xyz 2023 00:00:00 +0000', undefined],
    ['Thu, 24 Aug 2023 05:01:46 +0000', '2023-08-24T05:01:46Z'],
    ['Thu, 24 Aug 2024 05:01:46 +0000', '2024-08-24T05:01:46Z'],
  ] as const;
  for (const [wire, read] of wires) expect(timestamp.read(wire)).toBe(read);
});

test('decimals are compared exactly, beyond the precision of floating-point numbers', () => {
  expect(decimal.compare('0.1', '0.10')).toBe(0);
  expect(decimal.compare('-0.00751', '-0.0075')).toBe(-1);
  expect(decimal.compare('9007199254740993', '9007199254740992')).toBe(1);
  expect(decimal.compare('.5', '0.50')).toBe(0);
  expect(decimal.compare('-0.0', '+0')).toBe(0);
  fc.assert(
    fc.property(fc.maxSafeInteger(), fc.maxSafeInteger(), fc.nat(12), (a, b, digits) => {
      const shift = (value: number) =>
        `${value < 0 ? '-' : ''}${String(Math.abs(value))
          .padStart(digits + 1, '0')
          .replace(new RegExp(`(\\d{${digits}})$`), '.$1')}`;
      expect(Math.sign(decimal.compare(shift(a), shift(b)))).toBe(Math.sign(a - b));
    }),
  );
});

test.each<readonly [DataTypeName, readonly unknown[]]>([
  ['text', ['', 'a', 'A', 'á', 'a\u0301', '1', '01']],
  ['integer', [0, -0, 1, -1, 9_007_199_254_740_991]],
  ['double', [0, -0, 0.1, 0.2, 0.1 + 0.2, 0.3, 1e-320]],
  [
    'decimal',
    [
      '0',
      '-0',
      '+0.00',
      '.0',
      '0.',
      '1',
      '+1',
      '01.',
      '1.50',
      '1.5',
      '-1.5',
      '-01.500',
      '.5',
      '0.5',
      '05',
      '50',
      '500',
    ],
  ],
  ['boolean', [true, false]],
  ['date', ['2024-01-01', '2024-01-02']],
  [
    'timestamp',
    ['2024-01-01T00:00:00Z', '2024-01-01T00:00:00.000Z', '2024-01-01T00:00:00.001Z', '2024-01-01T01:00:00+01:00'],
  ],
])('values of the %s type have the same identity if and only if they are equal', (name, values) => {
  const { compare, identify } = dataTypeOf({ dataType: name });
  for (const a of values) {
    const identity = new Set([identify(a)]);
    for (const b of values) expect([a, b, identity.has(identify(b))]).toEqual([a, b, compare(a, b) === 0]);
  }
});

test('decimals of many thousand digits are compared by their value', () => {
  const digits = '7'.repeat(60_000);
  expect(decimal.compare(`${digits}.5`, `${digits}.50`)).toBe(0);
  expect(decimal.compare(`-${digits}1`, `-${digits}2`)).toBeGreaterThan(0);
  expect(decimal.compare(`1${digits}`, digits)).toBeGreaterThan(0);
  expect(decimal.compare(`0.${'0'.repeat(60_000)}1`, `0.${'0'.repeat(59_999)}1`)).toBeLessThan(0);
});

test('a date in a comparison with a timestamp means midnight in UTC', () => {
  expect(timestamp.literal('2023-08-24', {})).toBe('2023-08-24T00:00:00Z');
  expect(timestamp.literal('2023-08-24T05:01:45+02:00', {})).toBe('2023-08-24T03:01:45Z');
  expect(timestamp.literal('2023-08-24 05:01', {})).toBe('2023-08-24T05:01:00Z');
  expect(timestamp.literal(5, {})).toBeUndefined();
});

test('the json type accepts no literal, so JSON columns cannot be compared', () => {
  expect(dataTypeOf({ dataType: 'json' }).literal('{}', {})).toBeUndefined();
});
