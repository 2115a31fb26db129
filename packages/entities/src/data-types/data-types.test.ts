import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { boolean } from './boolean.js';
import { dataTypeOf } from './index.js';
import { decimal, double, integer } from './numbers.js';
import { text } from './text.js';
import { date, timestamp } from './times.js';

describe('what Twilio answers is read into the type', () => {
  test.each([
    [timestamp, 'Thu, 24 Aug 2023 05:01:45 +0000', '2023-08-24T05:01:45Z'],
    [timestamp, '2015-07-30T20:12:31Z', '2015-07-30T20:12:31Z'],
    [timestamp, '2015-07-30T22:12:31+02:00', '2015-07-30T20:12:31Z'],
    [timestamp, 'yesterday', undefined],
    [timestamp, 'Thu, 24 Xxx 2023 05:01:45 +0000', undefined],
    [date, '2014-06-01', '2014-06-01'],
    [date, '2014-02-30', undefined],
    [integer, '12', 12],
    [integer, 12, 12],
    [integer, '1.5', undefined],
    [double, '2.5', 2.5],
    [double, 3, 3],
    [double, '', undefined],
    [decimal, '-0.00750', '-0.00750'],
    [decimal, 1.25, '1.25'],
    [decimal, 'free', undefined],
    [boolean, true, true],
    [boolean, 'false', false],
    [boolean, 'no', undefined],
    [text, 'a', 'a'],
    [text, 21_211, '21211'],
    [text, {}, undefined],
  ])('%# %s', (type, wire, value) => {
    expect(type.read(wire)).toEqual(value);
  });
});

test('decimals compare exactly, beyond what a float holds', () => {
  expect(decimal.compare('0.1', '0.10')).toBe(0);
  expect(decimal.compare('-0.00751', '-0.0075')).toBe(-1);
  expect(decimal.compare('9007199254740993', '9007199254740992')).toBe(1);
  expect(decimal.compare('.5', '0.50')).toBe(0);
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

test('a date against a timestamp is midnight in UTC', () => {
  expect(timestamp.literal('2023-08-24', {})).toBe('2023-08-24T00:00:00Z');
  expect(timestamp.literal('2023-08-24T05:01:45+02:00', {})).toBe('2023-08-24T03:01:45Z');
  expect(timestamp.literal('2023-08-24 05:01', {})).toBe('2023-08-24T05:01:00Z');
  expect(timestamp.literal(5, {})).toBeUndefined();
});

test('JSON cannot be compared', () => {
  expect(dataTypeOf({ dataType: 'json' }).literal('{}', {})).toBeUndefined();
});
