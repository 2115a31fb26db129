import { z } from 'zod';
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
  return typeof text === 'string' && /\d/.test(text) && DECIMAL.test(text) ? text : undefined;
}

// Scales both numbers to integers, so that the comparison is exact.
function compareDecimals(a: string, b: string): number {
  const scale = Math.max(fraction(a).length, fraction(b).length);
  const difference = scaled(a, scale) - scaled(b, scale);
  return difference < 0n ? -1 : difference > 0n ? 1 : 0;
}

function fraction(value: string): string {
  return value.split('.')[1] ?? '';
}

function scaled(value: string, scale: number): bigint {
  const [, sign, whole] = DECIMAL.exec(value) ?? [];
  const magnitude = BigInt(`${whole || '0'}${fraction(value).padEnd(scale, '0')}`);
  return sign === '-' ? -magnitude : magnitude;
}
