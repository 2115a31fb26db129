import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type Connection, parseConnectionOrThrow } from '@twilio-connector/connection';
import { onTestFinished } from 'vitest';
import type { RuntimeSource } from '../src/connections/runtime-pool.js';
import type { ConnectionCheck, Runtime } from '../src/runtime/runtime.js';
import { openStore, type Store } from '../src/store/sqlite/open-store.js';

/** What a runtime can be asked in these tests; what it is made of is not looked at. */
export interface FakeRuntime extends Runtime {
  /** The connection and the secret that it was made of: `1 secret`. */
  readonly of: string;
  /** How often it was closed. */
  readonly closed: () => number;
}

export const NAME = 'projects/demo/locations/local/connections/twilio';

/** A valid connection of the test's project, with changes. */
export function connectionOf(changes: object = {}): Connection {
  const connection = {
    name: NAME,
    connectorVersion: 'projects/demo/locations/global/providers/twilio/connectors/twilio/versions/1',
    authConfig: {
      authType: 'USER_PASSWORD',
      userPassword: {
        username: `AC${'0'.repeat(32)}`,
        password: { secretVersion: 'projects/demo/secrets/token/versions/latest' },
      },
    },
    status: { state: 'ACTIVE' },
    createTime: '2026-11-25T12:00:00.000Z',
    updateTime: '2026-11-25T12:00:00.000Z',
    ...changes,
  };
  return parseConnectionOrThrow(connection);
}

/** A store in a folder of its own, gone when the test ends. */
export async function temporaryStore(): Promise<Store> {
  const folder = mkdtempSync(join(tmpdir(), 'twilio-connector-parts-'));
  const store = await openStore(folder);
  onTestFinished(async () => {
    await store.destroy();
    rmSync(folder, { recursive: true, force: true });
  });
  return store;
}

/** What composes fake runtimes: their secret, and whether it can be had, is the test's to say. */
export function fakeSource() {
  const made: FakeRuntime[] = [];
  const source = {
    secret: 'one',
    /** Thrown in place of a secret. */
    failure: undefined as Error | undefined,
    /** How often the secret was read. */
    reads: 0,
    /** What the runtimes say of Twilio. */
    check: (): Promise<ConnectionCheck> => Promise.resolve({ state: 'ACTIVE' }),
    made,
    read(): string {
      source.reads += 1;
      if (source.failure) throw source.failure;
      return source.secret;
    },
  };
  const port: RuntimeSource = {
    secretDigest: async () => source.read(),
    async compose(connection) {
      const secretDigest = source.read();
      const runtime = fakeRuntime(`${connection.connectionRevision} ${secretDigest}`, () => source.check());
      made.push(runtime);
      return { runtime, secretDigest };
    },
  };
  return Object.assign(source, port);
}

function fakeRuntime(of: string, checkStatus: Runtime['checkStatus']): FakeRuntime {
  let closed = 0;
  const runtime: Partial<FakeRuntime> = {
    of,
    closed: () => closed,
    checkStatus,
    async close() {
      closed += 1;
    },
  };
  return runtime as FakeRuntime;
}

/** Lets all promises that have nothing to wait for be resolved. */
export function settled(): Promise<void> {
  return new Promise((resolve) => setImmediate(resolve));
}
