import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import type { Findings } from './findings.ts';
import { type ServerOptions, startServer } from './server-process.ts';

const FILES = ['connector.db', 'connector.db-shm', 'connector.db-wal', 'lock', 'lock-journal', 'token', 'vault.key'];

/** A data folder that must stay complete across all starts. */
export interface DataFolder {
  /** The administrator's token. */
  token(): string;
  /** A server may be running. @param acknowledged number of acknowledged writes, all of which must be in the audit log */
  check(acknowledged: number): void;
  /** Checks that a second server cannot start on the folder. */
  checkLock(): Promise<void>;
}

export function createDataFolder(server: ServerOptions, findings: Findings): DataFolder {
  const { folder } = server;
  const keys = () => ['token', 'vault.key'].map((file) => readFileSync(join(folder, file), 'utf8')).join();
  let known: string | undefined;
  return {
    token: () => readFileSync(join(folder, 'token'), 'utf8').trim(),
    check(acknowledged) {
      known ??= keys();
      if (keys() !== known) findings.flaw('lost', 'the token file or the vault key has changed');
      const others = readdirSync(folder).filter((file) => !FILES.includes(file));
      if (others.length > 0) findings.flaw('other', `the data folder contains unexpected files: ${others.join(', ')}`);
      const { integrity, audited } = readDatabase(join(folder, 'connector.db'));
      if (integrity !== 'ok') findings.flaw('half', `the database: ${integrity}`);
      if (audited < acknowledged) {
        findings.flaw(
          'lost',
          `${acknowledged - audited} of ${acknowledged} acknowledged writes are not in the audit log`,
        );
      }
    },
    async checkLock() {
      const second = startServer(server);
      if (await second.ready) {
        findings.flaw('other', 'a second server started on the same data folder');
        await second.kill();
      } else if (!second.errorOutput().includes('Another process serves the data folder')) {
        findings.flaw('other', `a second server reported: ${second.errorOutput()}`);
      }
    },
  };
}

function readDatabase(file: string) {
  const database = new DatabaseSync(file, { readOnly: true, timeout: 5000 });
  try {
    const { integrity_check: integrity } = database.prepare('PRAGMA integrity_check').get() ?? {};
    const { audited } = database.prepare("SELECT count(*) AS audited FROM audit WHERE status = 'OK'").get() ?? {};
    return { integrity: String(integrity), audited: Number(audited) };
  } finally {
    database.close();
  }
}
