import type { ExportColumn } from '../formats/columns.js';

/** What happened to a row since the run before. A row that no longer matches the condition counts as deleted. */
export type Operation = 'insert' | 'update' | 'delete';

/** The columns that precede those of the entity type in a part. */
export const CHANGE_COLUMNS: readonly ExportColumn[] = [
  { name: '_operation', dataType: 'text', isList: false },
  { name: '_sequence', dataType: 'integer', isList: false },
  { name: '_key', dataType: 'text', isList: false },
];
