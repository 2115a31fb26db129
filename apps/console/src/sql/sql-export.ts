import { toCsvLine } from '../format/csv.ts';
import type { Result } from './sql-calls.ts';

type Rows = Pick<Result, 'columns' | 'rows'>;

interface Format {
  readonly extension: string;
  readonly label: string;
  readonly mediaType: string;
  readonly write: (result: Rows) => string;
}

/** The files that the browser makes of a result that it has. None of them asks Twilio again. */
export const FORMATS: readonly Format[] = [
  {
    extension: 'csv',
    label: 'CSV, for spreadsheets',
    mediaType: 'text/csv',
    write({ columns, rows }) {
      const names = columns.map(({ name }) => name);
      return [names, ...rows.map((row) => names.map((name) => row[name]))].map(toCsvLine).join('');
    },
  },
  {
    extension: 'json',
    label: 'JSON',
    mediaType: 'application/json',
    write: ({ rows }) => `${JSON.stringify(rows, null, 2)}\n`,
  },
  {
    extension: 'ndjson',
    label: 'NDJSON, one row a line',
    mediaType: 'application/x-ndjson',
    write: ({ rows }) => rows.map((row) => `${JSON.stringify(row)}\n`).join(''),
  },
];
