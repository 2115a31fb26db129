const EXPLAIN = 'EXPLAIN (FORMAT JSON) ';
/** With its options, which would carry the statement out, or print its plan as text. */
const EXPLAINED = /^\s*explain\b(?:\s*\([^)]*\)|\s+(?:analy[sz]e|verbose)\b)*/i;

/** What asks for the plan of a statement, also if that is an EXPLAIN itself. Asking carries nothing out. */
export const toExplain = (sql: string): string => EXPLAIN + sql.replace(EXPLAINED, '');

/** Where a place in the text of `toExplain` is in the statement. */
export function placeInStatement(sql: string, place: number): number {
  const [skipped = ''] = EXPLAINED.exec(sql) ?? [];
  return Math.max(0, place - EXPLAIN.length + skipped.length);
}
