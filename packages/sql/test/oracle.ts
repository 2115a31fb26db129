import { PGlite } from '@electric-sql/pglite';
import { readFileSync } from 'node:fs';
import { gunzipSync } from 'node:zlib';
import { decode } from '../src/decode.js';
import { NOW } from './world.js';
import type { SourceTable } from './source.js';

/** The tables of a world in a PostgreSQL, as plain tables. */
export interface Oracle {
  /** The rows of a query. @throws the error of PostgreSQL, with its SQLSTATE as `code` */
  query(sql: string, parameters?: readonly unknown[], timeZone?: string): Promise<readonly (readonly unknown[])[]>;
  close(): Promise<void>;
}

export async function createOracle(tables: readonly SourceTable[]): Promise<Oracle> {
  const dataDirectory = gunzipSync(readFileSync(new URL('../dist/data-directory.tar.gz', import.meta.url)));
  const pglite = await PGlite.create({ loadDataDir: new Blob([dataDirectory]) });
  for (const { table, rows } of tables) {
    const columns = table.columns.map(({ name, type }) => `"${name}" ${type}`).join(', ');
    await pglite.exec(`create table "${table.name}" (${columns})`);
    await pglite.query(`insert into "${table.name}" select * from jsonb_to_recordset($1) as r (${columns})`, [rows]);
  }
  const parsers = Object.fromEntries(Object.keys(pglite.parsers).map((oid) => [oid, (text: string) => text]));
  return {
    async query(sql, parameters = [], timeZone = 'UTC') {
      const { now } = Date;
      Date.now = () => NOW;
      try {
        await pglite.exec(`set timezone to '${timeZone}'`);
        const { rows, fields } = await pglite.query(sql, [...parameters], { rowMode: 'array', parsers });
        return (rows as unknown as (string | null)[][]).map((row) =>
          row.map((text, index) => decode(text, fields[index]?.dataTypeID ?? 0)),
        );
      } finally {
        Date.now = now;
      }
    },
    close: () => pglite.close(),
  };
}
