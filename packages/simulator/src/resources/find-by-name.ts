import type { Row } from '../model/row.js';
import type { Table } from '../model/table.js';

/** Finds an entity by its SID or by another property, for paths where Twilio accepts either. */
export function findBySidOr(property: string, table: Table, key: string): Row | undefined {
  const row = table.get(key);
  if (row) return row;
  for (const each of table.oldestFirst()) if (each[property] === key) return each;
  return undefined;
}
