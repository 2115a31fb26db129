import { ByteReader } from '../bytes/byte-reader.js';
import type { Frame } from '../bytes/frames.js';
import { ProtocolViolation, WireError } from '../errors.js';

/** Whether a value is written as text or as its type's binary form. */
export type ValueFormat = 'text' | 'binary';

/** A message of a client that is logged in. */
export type FrontendMessage =
  | { readonly kind: 'query'; readonly sql: string }
  | { readonly kind: 'parse'; readonly statement: string; readonly sql: string; readonly types: readonly number[] }
  | BindMessage
  | { readonly kind: 'describe' | 'close'; readonly what: 'statement' | 'portal'; readonly name: string }
  | { readonly kind: 'execute'; readonly portal: string; readonly maxRows: number }
  | { readonly kind: 'sync' | 'flush' | 'terminate' | 'ignored' };

export interface BindMessage {
  readonly kind: 'bind';
  readonly portal: string;
  readonly statement: string;
  /** The bytes of each parameter; null for NULL. */
  readonly parameters: readonly { readonly format: ValueFormat; readonly bytes: Buffer | null }[];
  /** None: all are text. One: it holds for all columns. */
  readonly resultFormats: readonly ValueFormat[];
}

type Read = (reader: ByteReader) => FrontendMessage;

/** https://www.postgresql.org/docs/current/protocol-message-formats.html */
const READERS: Readonly<Record<string, Read>> = {
  Q: (reader) => ({ kind: 'query', sql: reader.text() }),
  P: (reader) => ({
    kind: 'parse',
    statement: reader.text(),
    sql: reader.text(),
    types: reader.list(() => reader.oid()),
  }),
  B: readBind,
  D: (reader) => ({ kind: 'describe', ...readTarget(reader) }),
  C: (reader) => ({ kind: 'close', ...readTarget(reader) }),
  E: (reader) => ({ kind: 'execute', portal: reader.text(), maxRows: reader.int32() }),
  S: () => ({ kind: 'sync' }),
  H: () => ({ kind: 'flush' }),
  X: () => ({ kind: 'terminate' }),
  // The end of a COPY FROM that was refused.
  d: () => ({ kind: 'ignored' }),
  c: () => ({ kind: 'ignored' }),
  f: () => ({ kind: 'ignored' }),
  F: () => {
    throw new WireError('0A000', 'Function calls by the old protocol are not supported. Send a query.');
  },
};

/** Reads a message. @throws ProtocolViolation if it breaks the protocol */
export function readFrontendMessage({ type, body }: Frame): FrontendMessage {
  const read = READERS[type];
  if (!read) throw new ProtocolViolation(`Messages of the type ${JSON.stringify(type)} are not known.`);
  return read(new ByteReader(body));
}

function readBind(reader: ByteReader): BindMessage {
  const [portal, statement] = [reader.text(), reader.text()];
  const formats = reader.list(() => readFormat(reader));
  const values = reader.list(() => reader.sized());
  if (formats.length > 1 && formats.length !== values.length) {
    throw new ProtocolViolation(`Bind has ${formats.length} formats for ${values.length} parameters.`);
  }
  return {
    kind: 'bind',
    portal,
    statement,
    parameters: values.map((bytes, index) => ({ bytes, format: formatAt(formats, index) })),
    resultFormats: reader.list(() => readFormat(reader)),
  };
}

/** The format of a value, if there is one format for all, one for each, or none. */
export function formatAt(formats: readonly ValueFormat[], index: number): ValueFormat {
  return (formats.length === 1 ? formats[0] : formats[index]) ?? 'text';
}

function readFormat(reader: ByteReader): ValueFormat {
  const code = reader.int16();
  if (code !== 0 && code !== 1) throw new ProtocolViolation(`The format ${code} is not known.`);
  return code === 0 ? 'text' : 'binary';
}

function readTarget(reader: ByteReader): { readonly what: 'statement' | 'portal'; readonly name: string } {
  const what = String.fromCharCode(reader.byte());
  if (what !== 'S' && what !== 'P') throw new ProtocolViolation('Only a statement or a portal can be meant.');
  return { what: what === 'S' ? 'statement' : 'portal', name: reader.text() };
}
