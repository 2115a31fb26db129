import type { Row, Table } from '../model/table.js';

/** The entity of a SID, or of another property's value where Twilio takes either in a path. */
export function bySidOr(property: string, table: Table, key: string): Row | undefined {
  const bySid = table.get(key);
  if (bySid) return bySid;
  for (const row of table.oldestFirst()) if (row[property] === key) return row;
  return undefined;
}
