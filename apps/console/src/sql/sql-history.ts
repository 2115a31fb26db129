import { useSyncExternalStore } from 'react';

/** A statement that this browser has run, and nothing of its result but the numbers. */
export interface PastStatement {
  readonly sql: string;
  /** ISO 8601. */
  readonly at: string;
  readonly rows?: number;
  readonly requests?: number;
  readonly hasFailed?: boolean;
}

type ByConnection = Readonly<Record<string, readonly PastStatement[]>>;

const STORAGE = 'sql-history';
const MAX_STATEMENTS = 50;
/** A longer one is not kept, so that the browser's quota is not used up. */
const MAX_LENGTH = 10_000;
const NONE: readonly PastStatement[] = [];
const listeners = new Set<() => void>();
let history = read();

/** What somebody else has written there is dropped. */
function read(): ByConnection {
  try {
    const stored: unknown = JSON.parse(localStorage.getItem(STORAGE) ?? '{}');
    return typeof stored === 'object' && stored !== null && !Array.isArray(stored) ? (stored as ByConnection) : {};
  } catch {
    return {};
  }
}

function change(next: ByConnection): void {
  history = next;
  try {
    localStorage.setItem(STORAGE, JSON.stringify(history));
  } catch {
    // Without room in the browser, the history lasts as long as the page.
  }
  for (const listener of listeners) listener();
}

/** Adds a statement. It is in the history once, at its last run. */
function withStatement(before: readonly PastStatement[], statement: PastStatement): readonly PastStatement[] {
  if (statement.sql.length > MAX_LENGTH) return before;
  return [statement, ...before.filter(({ sql }) => sql !== statement.sql)].slice(0, MAX_STATEMENTS);
}

export function rememberStatement(connection: string, statement: PastStatement): void {
  change({ ...history, [connection]: withStatement(history[connection] ?? NONE, statement) });
}

export function clearHistory(connection: string): void {
  const { [connection]: _cleared, ...others } = history;
  change(others);
}

function subscribe(listener: () => void): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}

/** The statements of a connection, the last one first. */
export function useHistory(connection: string): readonly PastStatement[] {
  return useSyncExternalStore(subscribe, () => history[connection] ?? NONE);
}
