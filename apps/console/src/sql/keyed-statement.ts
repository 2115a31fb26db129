import { findUnanswered, isExpired, type PendingWrite, toWrite } from '../api/pending-writes.ts';
import { type ConnectionPlace, nameOf } from '../resources/connection.ts';
import { sqlCall, type Statement } from './sql-calls.ts';

const MAX_TITLE = 60;

function titleOf(sql: string): string {
  const line = sql.replaceAll(/\s+/g, ' ').trim();
  return line.length > MAX_TITLE ? `${line.slice(0, MAX_TITLE)}…` : line;
}

/** The last write of each statement of this page. */
const last = new Map<string, PendingWrite>();
const nameOfLast = (place: ConnectionPlace, sql: string): string => `${nameOf(place)} ${sql}`;

/** A statement as a write with a new key. */
export function toKeyed(place: ConnectionPlace, statement: Statement): PendingWrite {
  return toWrite(titleOf(statement.sql), sqlCall(place, statement));
}

/** Remembers the write with which this page sends a statement. */
export function rememberWrite(place: ConnectionPlace, sql: string, write: PendingWrite): void {
  last.set(nameOfLast(place, sql), write);
}

/** The write of a statement that this page has sent. With its key, it can be sent again to learn what became of it, or to go on. */
export function lastWriteOf(place: ConnectionPlace, sql: string): PendingWrite | undefined {
  const write = last.get(nameOfLast(place, sql));
  return write && !isExpired(write) ? write : undefined;
}

/** The write of a statement that was sent and got no answer, also before the page was loaded. */
export function unansweredStatement(place: ConnectionPlace, sql: string): PendingWrite | undefined {
  const { path } = sqlCall(place, { sql, rows: 0 });
  return findUnanswered((call) => {
    const { query } = (call.body ?? {}) as { readonly query?: { readonly query?: string } };
    return call.path === path && query?.query === sql;
  });
}
