import * as z from 'zod';
import type { Domain } from './domain.js';
import type { DataType } from './data-type.js';

const DECIMAL = /^([+-]?)(?=\.?\d)(\d*)(?:\.(\d*))?$/;

export const integer: DataType<number> = {
  jdbcType: 'INTEGER',
  jsonType: 'integer',
  expected: 'a whole number, such as 5',
  read: (wire) => toInteger(wire),
  input: (domain: Domain) =>
    z.preprocess(
      (value) => (typeof value === 'string' ? (toInteger(value) ?? value) : value),
      z
        .int('must be a whole number')
        .gte(domain.minimum ?? Number.MIN_SAFE_INTEGER, `must be at least ${domain.minimum}`)
        .lte(domain.maximum ?? Number.MAX_SAFE_INTEGER, `must be at most ${domain.maximum}`),
    ),
  write: String,
  literal: (value) => toInteger(value),
  compare: (a, b) => a - b,
  identify: (value) => value,
};

export const double: DataType<number> = {
  jdbcType: 'DOUBLE',
  jsonType: 'number',
  expected: 'a number, such as 2.5',
  read: (wire) => toDouble(wire),
  input: () =>
    z.preprocess(
      (value) => (typeof value === 'string' ? (toDouble(value) ?? value) : value),
      z.number('must be a number'),
    ),
  write: String,
  literal: (value) => toDouble(value),
  compare: (a, b) => a - b,
  identify: (value) => value,
};

export const decimal: DataType<string> = {
  jdbcType: 'DECIMAL',
  jsonType: 'string',
  format: 'decimal',
  expected: "a decimal number, such as '-0.0075'",
  read: (wire) => toDecimal(wire),
  input: () =>
    z.preprocess(
      (value) => toDecimal(value) ?? value,
      z.string('must be a decimal number as a string, such as "0.0075"').regex(DECIMAL, 'must be a decimal number'),
    ),
  write: (value) => value,
  literal: (value) => toDecimal(value),
  compare: compareDecimals,
  identify(value) {
    const { isNegative, whole, fraction } = toDigits(value);
    return `${isNegative ? '-' : ''}${whole}.${fraction}`;
  },
};

function toInteger(value: unknown): number | undefined {
  const number = typeof value === 'string' && /^[+-]?\d+$/.test(value) ? Number(value) : value;
  return Number.isSafeInteger(number) ? (number as number) : undefined;
}

function toDouble(value: unknown): number | undefined {
  const number = typeof value === 'string' && value.trim() !== '' ? Number(value) : value;
  return Number.isFinite(number) ? (number as number) : undefined;
}

function toDecimal(value: unknown): string | undefined {
  const text = typeof value === 'number' && Number.isFinite(value) ? String(value) : value;
  return typeof text === 'string' && DECIMAL.test(text) ? text : undefined;
}

/** A decimal number without redundant zeros. Zero is never negative. */
interface Digits {
  readonly isNegative: boolean;
  readonly whole: string;
  readonly fraction: string;
}

// Takes time in proportion to the length. A conversion to BigInt would not.
function toDigits(value: string): Digits {
  const [, sign, allWhole = '', allFraction = ''] = DECIMAL.exec(value) ?? [];
  const whole = allWhole.replace(/^0+/, '');
  let end = allFraction.length;
  while (end > 0 && allFraction.charAt(end - 1) === '0') end -= 1;
  const fraction = allFraction.slice(0, end);
  return { isNegative: sign === '-' && whole + fraction !== '', whole, fraction };
}

function compareDecimals(a: string, b: string): number {
  const [left, right] = [toDigits(a), toDigits(b)];
  if (left.isNegative !== right.isNegative) return left.isNegative ? -1 : 1;
  const order = left.whole.length - right.whole.length || compareDigits(left, right);
  return left.isNegative ? 0 - order : order;
}

/** Compares numbers whose whole parts have the same length. */
function compareDigits(a: Digits, b: Digits): number {
  const [left, right] = [`${a.whole}.${a.fraction}`, `${b.whole}.${b.fraction}`];
  return left < right ? -1 : left > right ? 1 : 0;
}
