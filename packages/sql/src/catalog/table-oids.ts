import type { Catalog, Table } from './catalog.js';

/** Far above the OIDs that PostgreSQL gives in the life of a thread, and small enough for clients that read them as signed. */
const FIRST_OID = 1_000_000_000;

/**
 * The OIDs of the tables of a catalog. They follow from the catalog alone: a client may ask for one with a statement and use it in another,
 * and those two may run in different threads.
 */
export const tableOidsOf = ({ tables }: Catalog): ReadonlyMap<Table, number> =>
  new Map(tables.map((table, index) => [table, FIRST_OID + index]));
