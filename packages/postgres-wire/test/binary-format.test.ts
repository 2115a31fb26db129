import { PGlite, protocol } from '@electric-sql/pglite';
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { int16, int32, message, oid, text } from '../src/bytes/parts.js';
import { binaryWriterOf, readBinary } from '../src/types/binary/by-type.js';

let database: PGlite;
beforeAll(async () => {
  database = await PGlite.create();
  await database.exec("set timezone to 'Asia/Kathmandu'");
});
afterAll(() => database.close());

/** What PostgreSQL itself writes as text and in binary form. */
async function written(literal: string, type: string): Promise<{ readonly text: string; readonly binary: Buffer }> {
  const { serialize } = protocol;
  const forms: Buffer[] = [];
  for (const format of [0, 1]) {
    const bytes = Buffer.concat([
      serialize.parse({ text: `select $1::text::${type}` }),
      message('B', text(''), text(''), int16(0), int16(1), sized(literal), int16(1), int16(format)),
      serialize.execute({}),
      serialize.sync(),
    ]);
    const raw = Buffer.from(await database.execProtocolRaw(bytes));
    forms.push(valueIn(raw));
  }
  return { text: forms[0]?.toString() ?? '', binary: forms[1] ?? Buffer.alloc(0) };
}

/** The value of the first row of an answer. */
function valueIn(raw: Buffer): Buffer {
  for (let at = 0; at < raw.byteLength; at += 1 + raw.readInt32BE(at + 1)) {
    if (raw[at] !== 0x44) continue;
    const length = raw.readInt32BE(at + 7);
    return raw.subarray(at + 11, at + 11 + length);
  }
  throw new Error(`PostgreSQL did not answer with a row: ${raw.toString('latin1')}`);
}

const sized = (literal: string) => {
  const bytes = Buffer.from(literal);
  return Buffer.concat([int32(bytes.byteLength), bytes]);
};

const oneOf = (values: readonly string[]) => fc.constantFrom(...values);
const day = fc.date({ min: new Date('-004000-01-01'), max: new Date('9999-12-31'), noInvalidDate: true });
const isoDay = day.map((date) => {
  const year = date.getUTCFullYear();
  const rest = date.toISOString().slice(-20, -14);
  return year > 0 ? `${String(year).padStart(4, '0')}${rest}` : `${String(1 - year).padStart(4, '0')}${rest} BC`;
});
const clock = fc
  .tuple(fc.nat(23), fc.nat(59), fc.nat(59), fc.nat(999_999))
  .map(([hours, minutes, seconds, fraction]) => {
    const [h, m, s] = [hours, minutes, seconds].map((number) => String(number).padStart(2, '0'));
    return `${h}:${m}:${s}.${String(fraction).padStart(6, '0')}`;
  });
const instant = fc.tuple(isoDay, clock).map(([date, time]) => {
  const [plain = '', era = ''] = date.split(/(?= BC)/);
  return `${plain} ${time}${era}`;
});
const decimal = fc
  .tuple(fc.boolean(), fc.bigInt({ min: 0n, max: 10n ** 30n }), fc.nat(20))
  .map(([isNegative, digits, scale]) => {
    const padded = String(digits).padStart(scale + 1, '0');
    const whole = scale === 0 ? padded : `${padded.slice(0, -scale)}.${padded.slice(-scale)}`;
    return (isNegative ? '-' : '') + whole;
  });

/** Arrays of one or two dimensions, some of whose elements are null. */
const arrays = (elements: fc.Arbitrary<string>): fc.Arbitrary<string> => {
  const element = fc.oneof(
    elements.map((value) => `"${value.replaceAll(/["\\]/g, '\\$&')}"`),
    oneOf(['NULL']),
  );
  const list = (inner: fc.Arbitrary<string>, length: number) =>
    fc.array(inner, { minLength: length, maxLength: length }).map((parts) => `{${parts.join(',')}}`);
  return fc.tuple(fc.integer({ min: 1, max: 4 }), fc.nat(2)).chain(([inner, outer]) => {
    const row = list(element, inner);
    return outer === 0 ? row : list(row, outer);
  });
};

describe('the binary forms of PostgreSQL itself', () => {
  test.each<readonly [type: string, oid: number, literals: fc.Arbitrary<string>]>([
    ['bool', 16, oneOf(['t', 'f'])],
    ['bytea', 17, fc.uint8Array({ maxLength: 20 }).map((bytes) => `\\x${Buffer.from(bytes).toString('hex')}`)],
    ['int8', 20, fc.bigInt({ min: -(2n ** 63n), max: 2n ** 63n - 1n }).map(String)],
    ['int2', 21, fc.integer({ min: -32_768, max: 32_767 }).map(String)],
    ['int4', 23, fc.integer().map(String)],
    ['text', 25, fc.string({ unit: 'grapheme' }).map((value) => value.replaceAll('\0', ''))],
    ['int2vector', 22, fc.array(fc.integer({ min: -32_768, max: 32_767 })).map((all) => all.join(' '))],
    ['oid', 26, fc.nat().map(String)],
    ['oidvector', 30, fc.array(fc.nat()).map((all) => all.join(' '))],
    ['float8', 701, fc.oneof(fc.double({ noNaN: true }).map(String), oneOf(['NaN', 'Infinity', '-Infinity']))],
    ['date', 1082, fc.oneof(isoDay, oneOf(['infinity', '-infinity']))],
    ['timestamp', 1114, fc.oneof(instant, oneOf(['infinity', '-infinity']))],
    ['timestamptz', 1184, fc.oneof(instant, oneOf(['infinity', '-infinity']))],
    [
      'numeric',
      1700,
      fc.oneof(decimal, oneOf(['NaN', 'Infinity', '-Infinity', '0', '0.0000', '10000', '100000000.5'])),
    ],
    ['uuid', 2950, fc.uuid()],
    ['jsonb', 3802, fc.json()],
    ['text[]', 1009, arrays(fc.string({ unit: 'grapheme' }).map((value) => value.replaceAll('\0', '')))],
    ['int4[]', 1007, fc.oneof(arrays(fc.integer().map(String)), oneOf(['{}', '[0:1]={1,2}', '[-1:0][5:5]={{1},{2}}']))],
    ['int8[]', 1016, arrays(fc.bigInt({ min: -(2n ** 63n), max: 2n ** 63n - 1n }).map(String))],
    ['timestamptz[]', 1185, arrays(instant)],
    ['numeric[]', 1231, arrays(decimal)],
  ])('are those of %s here', async (type, oid, literals) => {
    const write = binaryWriterOf(oid);
    await fc.assert(
      fc.asyncProperty(literals, async (literal) => {
        const expected = await written(literal, type);
        expect(Buffer.from(write?.(expected.text) ?? []).toString('hex')).toBe(expected.binary.toString('hex'));
        // What is read as a parameter means the same.
        const again = await written(readBinary(oid, expected.binary, 1), type);
        expect(again.text).toBe(expected.text);
      }),
      { numRuns: 40 },
    );
  });
});

test('a type without a binary form here is refused by its number', () => {
  expect(binaryWriterOf(1186)).toBeUndefined();
  expect(() => readBinary(1186, Buffer.alloc(16), 2)).toThrow('The parameter $2 has no binary form here (type 1186).');
});

test.each([
  ['more dimensions than PostgreSQL has', [int32(7), int32(0), oid(23)]],
  ['more elements than bytes', [int32(1), int32(0), oid(23), int32(2 ** 31 - 1), int32(1)]],
  ['endlessly many rows of nothing', [int32(2), int32(0), oid(23), int32(2 ** 31 - 1), int32(1), int32(-1), int32(1)]],
  ['a negative number of elements', [int32(2), int32(0), oid(23), int32(-1), int32(1), int32(-1), int32(1)]],
  ['elements of another type', [int32(1), int32(0), oid(25), int32(0), int32(1)]],
  ['no dimensions at all', []],
])('an array with %s breaks the protocol', (_, parts) => {
  expect(() => readBinary(1007, Buffer.concat(parts), 1)).toThrow(expect.objectContaining({ sqlState: '08P01' }));
});
