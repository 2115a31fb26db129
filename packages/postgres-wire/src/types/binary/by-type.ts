import { ProtocolViolation, WireError } from '../../errors.js';
import { arrayOf, vectorOf } from './arrays.js';
import type { BinaryForm } from './form.js';
import { numericFromBinary, numericToBinary } from './numeric.js';
import { dateFromBinary, dateToBinary, timestampFromBinary, timestampToBinary } from './timestamps.js';

const utf8: BinaryForm = { write: (text) => Buffer.from(text), read: (bytes) => bytes.toString() };
const uuid: BinaryForm = {
  write: (text) => Buffer.from(text.replaceAll('-', ''), 'hex'),
  read: (bytes) => bytes.toString('hex').replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, '$1-$2-$3-$4-$5'),
};
const bytea: BinaryForm = {
  write: (text) => Buffer.from(text.slice(2), 'hex'),
  read: (bytes) => `\\x${bytes.toString('hex')}`,
};
/** JSON behind its version, which is 1. */
const jsonb: BinaryForm = {
  write: (text) => Buffer.concat([Buffer.of(1), Buffer.from(text)]),
  read: (bytes) => bytes.toString('utf8', 1),
};
const bool: BinaryForm = {
  write: (text) => Buffer.of(text === 't' ? 1 : 0),
  read: (bytes) => (bytes[0] ? 't' : 'f'),
};

/** A number of a fixed size. */
function fixed<T>(
  size: number,
  [put, get]: readonly [(bytes: Buffer, value: T) => unknown, (bytes: Buffer) => T],
  parse: (text: string) => T,
): BinaryForm {
  return {
    write(text) {
      const bytes = Buffer.allocUnsafe(size);
      put(bytes, parse(text));
      return bytes;
    },
    read(bytes) {
      if (bytes.byteLength !== size)
        throw new ProtocolViolation(`A number has ${bytes.byteLength} bytes, not ${size}.`);
      return toText(get(bytes));
    },
  };
}

const toText = (value: unknown): string => String(value);
const int2 = fixed(2, [(bytes, value: number) => bytes.writeInt16BE(value), (bytes) => bytes.readInt16BE()], Number);
const int4 = fixed(4, [(bytes, value: number) => bytes.writeInt32BE(value), (bytes) => bytes.readInt32BE()], Number);
const oid = fixed(4, [(bytes, value: number) => bytes.writeUInt32BE(value), (bytes) => bytes.readUInt32BE()], Number);
const int8 = fixed(
  8,
  [(bytes, value: bigint) => bytes.writeBigInt64BE(value), (bytes) => bytes.readBigInt64BE()],
  BigInt,
);
const float4 = fixed(4, [(bytes, value: number) => bytes.writeFloatBE(value), (bytes) => bytes.readFloatBE()], Number);
const float8 = fixed(
  8,
  [(bytes, value: number) => bytes.writeDoubleBE(value), (bytes) => bytes.readDoubleBE()],
  Number,
);

/** Binary forms by the OID of the type (https://github.com/postgres/postgres/blob/master/src/include/catalog/pg_type.dat). */
const SCALARS: ReadonlyMap<number, BinaryForm> = new Map<number, BinaryForm>([
  [16, bool],
  [17, bytea],
  [18, utf8],
  [19, utf8],
  [20, int8],
  [21, int2],
  [22, vectorOf(21, int2)],
  [23, int4],
  [25, utf8],
  [26, oid],
  [30, vectorOf(26, oid)],
  [114, utf8],
  [700, float4],
  [701, float8],
  [705, utf8],
  [1042, utf8],
  [1043, utf8],
  [1082, { write: dateToBinary, read: dateFromBinary }],
  [1114, { write: timestampToBinary, read: (bytes) => timestampFromBinary(bytes, '') }],
  [1184, { write: timestampToBinary, read: (bytes) => timestampFromBinary(bytes, '+00') }],
  [1700, { write: numericToBinary, read: numericFromBinary }],
  [2950, uuid],
  [3802, jsonb],
]);

/** The OIDs of types of arrays, and of their elements. */
const ARRAYS = [
  [199, 114],
  [1000, 16],
  [1001, 17],
  [1002, 18],
  [1003, 19],
  [1005, 21],
  [1007, 23],
  [1009, 25],
  [1014, 1042],
  [1015, 1043],
  [1016, 20],
  [1021, 700],
  [1022, 701],
  [1028, 26],
  [1115, 1114],
  [1182, 1082],
  [1185, 1184],
  [1231, 1700],
  [2951, 2950],
  [3807, 3802],
] as const;

const FORMS: ReadonlyMap<number, BinaryForm> = new Map([
  ...SCALARS,
  ...ARRAYS.flatMap(([array, type]) => {
    const element = SCALARS.get(type);
    return element ? [[array, arrayOf(type, element)] as const] : [];
  }),
]);

/** The OIDs of the types whose text form becomes a binary form here. */
export const CONVERTED_TYPES: readonly number[] = [...FORMS.keys()];

/** Returns the function that converts the text form of a type to its binary form; undefined for a type without one here. */
export function binaryWriterOf(type: number): ((text: string) => Uint8Array) | undefined {
  return FORMS.get(type)?.write;
}

/** Converts a parameter in binary form to text. @throws WireError if the type has no binary form here */
export function readBinary(type: number, bytes: Buffer, number: number): string {
  const form = FORMS.get(type);
  if (form) return form.read(bytes);
  throw new WireError('0A000', `The parameter $${number} has no binary form here (type ${type}).`, 'Send it as text.');
}
