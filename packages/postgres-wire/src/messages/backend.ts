import { int16, int32, message, oid, text } from '../bytes/parts.js';
import type { Problem } from '../errors.js';
import type { Column } from './column.js';
import { formatAt, type ValueFormat } from './frontend.js';

/** https://www.postgresql.org/docs/current/protocol-message-formats.html */

export const authenticationOk = message('R', int32(0));
export const cleartextPasswordWanted = message('R', int32(3));
export const saslWanted = (mechanism: string): Buffer => message('R', int32(10), text(mechanism), Buffer.alloc(1));
export const saslContinue = (data: string): Buffer => message('R', int32(11), Buffer.from(data));
export const saslFinal = (data: string): Buffer => message('R', int32(12), Buffer.from(data));

export const parameterStatus = (name: string, value: string): Buffer => message('S', text(name), text(value));
export const backendKeyData = (processId: number, secret: Uint8Array): Buffer => message('K', int32(processId), secret);
/** Says that only an older version is supported, and which options are not known. */
export const negotiateProtocolVersion = (minor: number, unknown: readonly string[]): Buffer =>
  message('v', int32((3 << 16) | minor), int32(unknown.length), ...unknown.map(text));

const STATUSES = { idle: 'I', transaction: 'T', failed: 'E' } as const;

/** The state of a session between two statements. */
export type TransactionStatus = keyof typeof STATUSES;

export const readyForQuery = (status: TransactionStatus): Buffer => message('Z', Buffer.from(STATUSES[status]));

export const parseComplete = message('1');
export const bindComplete = message('2');
export const closeComplete = message('3');
export const noData = message('n');
export const portalSuspended = message('s');
export const emptyQueryResponse = message('I');
export const copyDone = message('c');
export const commandComplete = (tag: string): Buffer => message('C', text(tag));
export const copyData = (bytes: Uint8Array): Buffer => message('d', bytes);
/** Announces a COPY in the text format. */
export const copyOutResponse = (columns: number): Buffer =>
  message('H', Buffer.of(0), int16(columns), ...Array.from({ length: columns }, () => int16(0)));

export const parameterDescription = (types: readonly number[]): Buffer =>
  message('t', int16(types.length), ...types.map(oid));

export function rowDescription(columns: readonly Column[], formats: readonly ValueFormat[]): Buffer {
  const fields = columns.flatMap(({ name, type, table = 0, attribute = 0, size = -1, modifier = -1 }, index) => [
    text(name),
    oid(table),
    int16(attribute),
    oid(type),
    int16(size),
    int32(modifier),
    int16(formatAt(formats, index) === 'binary' ? 1 : 0),
  ]);
  return message('T', int16(columns.length), ...fields);
}

/** A row. Most messages are rows, so they are written without a buffer for each part. */
export function dataRow(values: readonly (string | Uint8Array | null)[]): Buffer {
  const sizes = values.map((value) =>
    value === null ? 0 : typeof value === 'string' ? Buffer.byteLength(value) : value.byteLength,
  );
  const length = sizes.reduce((sum, size) => sum + 4 + size, 6);
  const bytes = Buffer.allocUnsafe(length + 1);
  let at = bytes.writeUInt8(0x44);
  at = bytes.writeInt32BE(length, at);
  at = bytes.writeInt16BE(values.length, at);
  for (const [index, value] of values.entries()) {
    const size = sizes[index] ?? 0;
    at = bytes.writeInt32BE(value === null ? -1 : size, at);
    if (typeof value === 'string') bytes.write(value, at);
    else if (value) bytes.set(value, at);
    at += size;
  }
  return bytes;
}

export const errorResponse = (problem: Problem, severity: 'ERROR' | 'FATAL' = 'ERROR'): Buffer =>
  message('E', ...fieldsOf(problem, severity));

/** How a sentence is marked that is not an error. */
export type NoticeSeverity = 'NOTICE' | 'WARNING';

export const noticeResponse = (problem: Problem, severity: NoticeSeverity = 'NOTICE'): Buffer =>
  message('N', ...fieldsOf(problem, severity));

function fieldsOf({ sqlState, message: sentence, detail, hint, position }: Problem, severity: string): Uint8Array[] {
  const fields = { S: severity, V: severity, C: sqlState, M: sentence, D: detail, H: hint, P: position };
  const written = Object.entries(fields).flatMap(([type, value]) =>
    value === undefined ? [] : [Buffer.from(type), text(String(value))],
  );
  return [...written, Buffer.alloc(1)];
}
