import { ApiError } from '../api/api-error.ts';

/** The part of a statement that the server means, in characters from 0. */
export interface Mistake {
  readonly from: number;
  readonly to: number;
}

const WORD = /^(?:"(?:[^"]|"")*"?|'(?:[^']|'')*'?|[\w$.]+|\S)/;

/** PostgreSQL counts characters; JavaScript counts some of them twice. */
function toIndex(sql: string, position: number): number {
  return Array.from(sql)
    .slice(0, position - 1)
    .join('').length;
}

/**
 * Where the mistake is: at the position that PostgreSQL tells, or at the name that its message quotes, if the statement has it once.
 */
export function mistakeIn(sql: string, error: Error | null): Mistake | undefined {
  if (!(error instanceof ApiError)) return undefined;
  const position = Number(error.facts.position ?? NaN);
  if (!Number.isNaN(position)) {
    const from = Math.min(toIndex(sql, position), sql.length);
    return { from, to: from + (WORD.exec(sql.slice(from))?.[0].length ?? 0) };
  }
  const [, name] = /(?:column|relation|function|table) "?([\w.]+)/.exec(error.message) ?? [];
  if (name === undefined) return undefined;
  const found = [...sql.matchAll(new RegExp(`(?<![\\w.])${name.replaceAll('.', '\\.')}(?!\\w)`, 'gi'))];
  const [first] = found;
  return first && found.length === 1 ? { from: first.index, to: first.index + name.length } : undefined;
}

/** `line 2, column 8` */
export function placeOf(sql: string, { from }: Mistake): string {
  const lines = sql.slice(0, from).split('\n');
  return `line ${lines.length}, column ${(lines.at(-1)?.length ?? 0) + 1}`;
}
