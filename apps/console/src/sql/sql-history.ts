import { createStoredRecords } from '../ui/stored-records.ts';

/** A statement that this browser has run, and nothing of its result but the numbers. */
export interface PastStatement {
  readonly sql: string;
  /** ISO 8601. */
  readonly at: string;
  readonly rows?: number;
  readonly requests?: number;
  readonly hasFailed?: boolean;
}

const MAX_STATEMENTS = 50;
/** A longer one is not kept, so that the browser's quota is not used up. */
const MAX_LENGTH = 10_000;
const NONE: readonly PastStatement[] = [];
const history = createStoredRecords<readonly PastStatement[]>('sql-history');

/** Adds a statement. It is in the history once, at its last run. */
function withStatement(before: readonly PastStatement[], statement: PastStatement): readonly PastStatement[] {
  if (statement.sql.length > MAX_LENGTH) return before;
  return [statement, ...before.filter(({ sql }) => sql !== statement.sql)].slice(0, MAX_STATEMENTS);
}

export function rememberStatement(connection: string, statement: PastStatement): void {
  change(connection, withStatement(history.get(connection) ?? NONE, statement));
}

export function clearHistory(connection: string): void {
  change(connection, undefined);
}

function change(connection: string, statements: readonly PastStatement[] | undefined): void {
  try {
    history.set(connection, statements);
  } catch {
    // Without room in the browser, the history lasts as long as the page.
  }
}

/** The statements of a connection, the last one first. */
export function useHistory(connection: string): readonly PastStatement[] {
  return history.use(connection) ?? NONE;
}
