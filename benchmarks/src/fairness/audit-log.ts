import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { PROJECT } from './attacks.ts';

/** Copies an audit record of the attacker's project many times, one for each second of the past. The connector must be stopped. */
export function fillAuditLog(folder: string, rows: number): void {
  const database = new DatabaseSync(join(folder, 'connector.db'));
  try {
    const columns = database
      .prepare('PRAGMA table_info(audit)')
      .all()
      .map(({ name }) => String(name));
    const copied = columns.filter((name) => name !== 'id' && name !== 'time').join(', ');
    database.exec(`
      PRAGMA synchronous = OFF;
      WITH RECURSIVE numbers(number) AS (SELECT 1 UNION ALL SELECT number + 1 FROM numbers WHERE number < ${rows}),
        template AS (SELECT ${copied} FROM audit WHERE resource LIKE 'projects/${PROJECT}%' LIMIT 1)
      INSERT INTO audit (id, time, ${copied})
        SELECT printf('%012x%012x', unixepoch('now', (number - ${rows}) || ' seconds') * 1000, number),
          strftime('%Y-%m-%dT%H:%M:%fZ', 'now', (number - ${rows}) || ' seconds'), ${copied}
        FROM numbers, template;
      PRAGMA wal_checkpoint(TRUNCATE);`);
    const count = Number(database.prepare('SELECT count(*) AS count FROM audit').get()?.count);
    if (count < rows) throw new Error(`The audit log has ${count} records after ${rows} were added.`);
  } finally {
    database.close();
  }
}
