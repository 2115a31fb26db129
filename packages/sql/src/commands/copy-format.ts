import { notSupported, SqlError } from '../errors.js';

type Options = ReadonlyMap<string, string | undefined>;
type Row = readonly (string | null)[];

/** Writes the data of a COPY, one part for each row, as the protocol has it. */
export type CopyFormat = (names: readonly string[], rows: readonly Row[]) => Generator<Uint8Array>;

interface Layout {
  readonly delimiter: string;
  readonly hasHeader: boolean;
  readonly write: (value: string | null, column: string) => string;
}

const OPTIONS = new Set(['format', 'delimiter', 'null', 'header', 'quote', 'escape', 'force_quote', 'encoding']);

/** Reads the options of a COPY. @throws SqlError */
export function createCopyFormat(options: Options): CopyFormat {
  const unknown = [...options.keys()].find((name) => !OPTIONS.has(name));
  if (unknown !== undefined) throw new SqlError('42601', `option "${unknown}" not recognized`);
  const format = options.get('format') ?? 'text';
  if (format !== 'text' && format !== 'csv') throw notSupported(`COPY writes text or CSV, not ${format}.`);
  if (!/^(utf-?8)?$/i.test(options.get('encoding') ?? '')) throw notSupported('COPY writes UTF-8 only.');
  const layout = format === 'csv' ? csvLayout(options) : textLayout(options);
  return (names, rows) => lines(layout, names, rows);
}

function* lines({ delimiter, hasHeader, write }: Layout, names: readonly string[], rows: readonly Row[]) {
  const line = (row: Row): Uint8Array =>
    Buffer.from(`${row.map((value, index) => write(value, names[index] ?? '')).join(delimiter)}\n`);
  if (hasHeader) yield line(names);
  for (const row of rows) yield line(row);
}

const ESCAPES: Readonly<Record<string, string>> = {
  '\b': '\\b',
  '\f': '\\f',
  '\n': '\\n',
  '\r': '\\r',
  '\t': '\\t',
  '\v': '\\v',
  '\\': '\\\\',
};

function textLayout(options: Options): Layout {
  const delimiter = character(options, 'delimiter', '\t');
  for (const name of ['quote', 'escape', 'force_quote']) {
    if (options.has(name)) throw new SqlError('0A000', `COPY ${name.toUpperCase()} requires CSV mode`);
  }
  const nothing = options.get('null') ?? '\\N';
  const escape = (part: string): string => ESCAPES[part] ?? (part === delimiter ? `\\${part}` : part);
  const write = (value: string | null): string => (value === null ? nothing : Array.from(value, escape).join(''));
  return { delimiter, hasHeader: hasHeader(options), write };
}

function csvLayout(options: Options): Layout {
  const delimiter = character(options, 'delimiter', ',');
  const quote = character(options, 'quote', '"');
  const escape = character(options, 'escape', quote);
  const nothing = options.get('null') ?? '';
  const forced = (options.get('force_quote') ?? '').split(',');
  const write = (value: string | null, column: string): string => {
    if (value === null) return nothing;
    const isSpecial = [delimiter, quote, '\n', '\r'].some((part) => value.includes(part));
    const isQuoted = isSpecial || value === nothing || value === '\\.' || forced.includes(column) || forced[0] === '*';
    if (!isQuoted) return value;
    const escaped = Array.from(value, (each) => (each === quote || each === escape ? escape + each : each)).join('');
    return quote + escaped + quote;
  };
  return { delimiter, hasHeader: hasHeader(options), write };
}

function hasHeader(options: Options): boolean {
  if (!options.has('header')) return false;
  return !['false', 'off', '0'].includes((options.get('header') ?? 'true').toLowerCase());
}

function character(options: Options, name: string, otherwise: string): string {
  const value = options.get(name) ?? otherwise;
  if (Buffer.byteLength(value) !== 1 || value === '\n' || value === '\r') {
    throw new SqlError('22023', `COPY ${name} must be a single one-byte character`);
  }
  return value;
}
