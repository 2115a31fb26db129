import { Link } from '@tanstack/react-router';
import { toCell } from '../format/words.ts';
import styles from '../data/grid.module.css';
import type { ConnectionPlace } from '../resources/connection.ts';
import { typesOfSid } from '../shell/sid-prefixes.ts';
import type { ResultColumn } from './sql-calls.ts';
import own from './sql.module.css';

/** PostgreSQL's own short names of its types. */
const SHORT: Readonly<Record<string, string>> = {
  'timestamp with time zone': 'timestamptz',
  'timestamp without time zone': 'timestamp',
  'character varying': 'varchar',
};

export const shortType = ({ type = '' }: ResultColumn) => SHORT[type] ?? type;

const NUMBERS = new Set(['bigint', 'integer', 'smallint', 'numeric', 'double precision', 'real']);
const SID_WIDTH = 296;

export function kindOf({ type = '' }: ResultColumn): 'number' | 'time' | 'text' {
  if (NUMBERS.has(type)) return 'number';
  return SHORT[type] === 'timestamptz' ? 'time' : 'text';
}

/** In pixels. A name and its type fit. */
export function widthOf(column: ResultColumn): number {
  const { name } = column;
  const least = Math.max(96, (name.length + shortType(column).length) * 7.5 + 40);
  if (/sid(?:_\d+)?$/i.test(name)) return SID_WIDTH;
  return Math.max(least, { number: 96, time: 176, text: 168 }[kindOf(column)]);
}

/** The entity type whose row a value is the SID of, if there is only one. */
export function typeOfSid(value: unknown): string | undefined {
  const types = typeof value === 'string' ? typesOfSid(value) : [];
  return types.length === 1 ? types[0] : undefined;
}

interface ResultCellProps {
  readonly place: ConnectionPlace;
  readonly column: ResultColumn;
  readonly value: unknown;
  readonly formatTime: (text: string) => string;
}

/** NULL is a word of its own, since an empty text is something else. */
export function ResultCell({ place, column, value, formatTime }: ResultCellProps) {
  if (value === null || value === undefined) return <span className={own.null}>NULL</span>;
  if (value === '') return <span className={own.null}>empty</span>;
  const text = kindOf(column) === 'time' ? formatTime(String(value as string)) : toCell(value);
  return <SidLink place={place} value={text} tabIndex={-1} />;
}

interface SidLinkProps {
  readonly place: ConnectionPlace;
  readonly value: string;
  /** -1 in a grid, which has a keyboard of its own. */
  readonly tabIndex?: number;
}

/** A value, which leads to its row if it is a SID. */
export function SidLink({ place, value, tabIndex }: SidLinkProps) {
  const type = typeOfSid(value);
  if (type === undefined) return <span>{value}</span>;
  return (
    <Link
      to="/c/$project/$location/$connection/data/$type/$id"
      params={{ ...place, type, id: value }}
      preload={false}
      tabIndex={tabIndex}
      className={styles.mono}
    >
      {value}
    </Link>
  );
}
