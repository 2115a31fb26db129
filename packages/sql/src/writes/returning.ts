import type { WriteClauses } from './refusals.js';
import type { Span, StatementText } from './statement-text.js';
import type { WriteStatement } from './write-statement.js';

/** Where the list of RETURNING starts; the end of the statement without it. */
const startOfList = ({ returningClause }: WriteClauses, text: StatementText): number =>
  returningClause ? text.tokenAt(returningClause.exprs[0]?.ResTarget.location) : text.end + 1;

/** Where the clauses before RETURNING end. */
export const endOfClauses = (clauses: WriteClauses, text: StatementText): number => startOfList(clauses, text) - 1;

/** The list of RETURNING; undefined without it. */
export function returningList(clauses: WriteClauses, text: StatementText): string | undefined {
  if (!clauses.returningClause) return undefined;
  return text.textOf({ start: startOfList(clauses, text), end: text.end });
}

/** RETURNING as a query over the table that is written, as the statement names it. */
export function returningOver(
  clauses: WriteClauses,
  text: StatementText,
  target: Span,
): Pick<WriteStatement, 'returning' | 'returns'> {
  const list = returningList(clauses, text);
  if (list === undefined) return { returns: false };
  return { returns: true, returning: `select ${list}\nfrom ${text.textOf(target)}` };
}
