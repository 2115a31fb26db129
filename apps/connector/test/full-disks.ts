import { spawnSync } from 'node:child_process';
import { closeSync, mkdirSync, mkdtempSync, openSync, rmSync, writeSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';

/** A place for a data folder that a test can fill up. */
export interface SmallDisk {
  readonly folder: string;
  /** The environment of a server on this disk. */
  readonly env: Readonly<Record<string, string>>;
  /** Takes all the free space. */
  fill(): void;
  /** Frees the space that `fill` took. */
  free(): void;
  remove(): void;
}

/** A database that must not exceed 1 MiB. To SQLite, the limit is a full disk. */
function createBoundedDatabase(): SmallDisk {
  const folder = mkdtempSync(join(tmpdir(), 'twilio-connector-bounded-'));
  const change = (sql: string) => {
    const database = new DatabaseSync(join(folder, 'connector.db'), { timeout: 5000 });
    database.exec(sql);
    database.close();
  };
  return {
    folder,
    env: { CONNECTOR_MAX_DATABASE_MIB: '1' },
    fill: () => change("INSERT INTO properties VALUES ('filler', hex(zeroblob(600000)))"),
    free: () => change("DELETE FROM properties WHERE name = 'filler'"),
    remove: () => rmSync(folder, { recursive: true, force: true }),
  };
}

/** A file system of 4 MiB in memory. */
function mountSmallDisk(): SmallDisk {
  const mount = mkdtempSync(join(tmpdir(), 'twilio-connector-mount-'));
  run('mount', '-t', 'tmpfs', '-o', 'size=4m', 'tmpfs', mount);
  const filler = join(mount, 'filler');
  const folder = join(mount, 'data');
  mkdirSync(folder);
  return {
    folder,
    env: {},
    fill() {
      const descriptor = openSync(filler, 'w');
      for (const size of [65_536, 4096, 512]) while (hasWritten(descriptor, Buffer.alloc(size)));
      closeSync(descriptor);
    },
    free: () => rmSync(filler, { force: true }),
    remove() {
      run('umount', mount);
      rmSync(mount, { recursive: true, force: true });
    },
  };
}

function hasWritten(descriptor: number, bytes: Buffer): boolean {
  try {
    return writeSync(descriptor, bytes) === bytes.length;
  } catch {
    return false;
  }
}

function run(command: string, ...args: readonly string[]): void {
  const { status, stderr } = spawnSync(command, args, { encoding: 'utf8' });
  if (status !== 0) throw new Error(`${command} failed: ${stderr}`);
}

function mayMount(): boolean {
  try {
    mountSmallDisk().remove();
    return true;
  } catch {
    return false;
  }
}

/** Every kind of small disk that this machine allows. Only root may mount a file system. */
export const SMALL_DISKS: readonly (readonly [name: string, create: () => SmallDisk])[] = [
  ['a database at its configured limit', createBoundedDatabase],
  ...(mayMount() ? [['a full file system', mountSmallDisk] as const] : []),
];
