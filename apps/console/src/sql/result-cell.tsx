import { toCell } from '../format/words.ts';
import styles from '../data/grid.module.css';
import type { ResultColumn } from './sql-calls.ts';
import own from './sql.module.css';

const NUMBERS = new Set(['bigint', 'integer', 'smallint', 'numeric', 'double precision', 'real']);
const TIMES = new Set(['timestamp with time zone', 'timestamptz']);
const SID_WIDTH = 296;

export function kindOf({ type = '' }: ResultColumn): 'number' | 'time' | 'text' {
  if (NUMBERS.has(type)) return 'number';
  return TIMES.has(type) ? 'time' : 'text';
}

/** In pixels. A name and its type fit. */
export function widthOf(column: ResultColumn): number {
  const { name, type = '' } = column;
  const least = Math.max(96, (name.length + type.length) * 7.5 + 40);
  if (/sid(?:_\d+)?$/i.test(name)) return SID_WIDTH;
  return Math.max(least, { number: 96, time: 176, text: 168 }[kindOf(column)]);
}

interface ResultCellProps {
  readonly column: ResultColumn;
  readonly value: unknown;
  readonly formatTime: (text: string) => string;
}

/** NULL is a word of its own, since an empty text is something else. */
export function ResultCell({ column, value, formatTime }: ResultCellProps) {
  if (value === null || value === undefined) return <span className={own.null}>NULL</span>;
  if (value === '') return <span className={own.null}>empty</span>;
  const text = kindOf(column) === 'time' ? formatTime(String(value as string)) : toCell(value);
  return <span className={/sid(?:_\d+)?$/i.test(column.name) ? styles.mono : undefined}>{text}</span>;
}
