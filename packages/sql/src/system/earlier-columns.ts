import type { Table } from '../catalog/catalog.js';
import type { RangeVar } from '../statement/references.js';

/** Columns of system tables that had another name once, and are still asked for by it. */
const EARLIER_COLUMNS: Readonly<Record<string, Readonly<Record<string, string>>>> = {
  // Renamed in PostgreSQL 17. psql 15 and 16 use the names of 15 for every server that is newer.
  pg_collation: { colliculocale: 'colllocale' },
  pg_database: { daticulocale: 'datlocale' },
};

/** The columns of a system table that have other names, too; undefined if there are none. */
export function columnsWithEarlierNames({ relname }: RangeVar): Table | undefined {
  const names = Object.entries(EARLIER_COLUMNS[relname] ?? {});
  if (names.length === 0) return undefined;
  const columns = names.map(([earlier, name]) => ({ name, type: 'text', aliases: [earlier] }) as const);
  return { name: relname, columns, pageSize: 1 };
}
