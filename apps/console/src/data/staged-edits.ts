import { useSyncExternalStore } from 'react';

/** A changed column that has not been saved. */
export interface StagedEdit {
  readonly field: string;
  readonly before: unknown;
  readonly after: unknown;
}

/** Connection and entity type -> id -> edits. They end with the page: nothing is written until it is reviewed. */
let staged: Readonly<Record<string, Readonly<Record<string, readonly StagedEdit[]>>>> = {};
const listeners = new Set<() => void>();

function change(scope: string, rows: Readonly<Record<string, readonly StagedEdit[]>>): void {
  staged = { ...staged, [scope]: rows };
  for (const listener of listeners) listener();
}

/** Keeps a change. A value that is changed back is no change. */
export function stageEdit(scope: string, id: string, edit: StagedEdit): void {
  const rows = staged[scope] ?? {};
  const others = (rows[id] ?? []).filter(({ field }) => field !== edit.field);
  const edits = JSON.stringify(edit.before) === JSON.stringify(edit.after) ? others : [...others, edit];
  const { [id]: _before, ...rest } = rows;
  change(scope, edits.length > 0 ? { ...rest, [id]: edits } : rest);
}

export function discardEdits(scope: string, id?: string): void {
  const { [id ?? '']: _dropped, ...rest } = staged[scope] ?? {};
  change(scope, id === undefined ? {} : rest);
}

function subscribe(listener: () => void): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}

const NONE: Readonly<Record<string, readonly StagedEdit[]>> = {};

/** The staged edits of an entity type of a connection, by the ids of the rows. */
export function useStagedEdits(scope: string): Readonly<Record<string, readonly StagedEdit[]>> {
  return useSyncExternalStore(subscribe, () => staged[scope] ?? NONE);
}

/** A browser asks before it leaves a page with unsaved edits. */
window.addEventListener('beforeunload', (event) => {
  if (Object.values(staged).some((rows) => Object.keys(rows).length > 0)) event.preventDefault();
});
