import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type Connection, parseConnectionOrThrow } from '@twilio-connector/connection';
import { onTestFinished } from 'vitest';
import type { RuntimeSource } from '../src/connections/runtime-pool.js';
import type { ConnectionCheck, Runtime } from '../src/runtime/runtime.js';
import { openStore } from '../src/store/sqlite/open-store.js';
import type { Store } from '../src/store/store.js';

/** A runtime of which these tests only use these members. */
export interface FakeRuntime extends Runtime {
  /** The revision of the connection and the secret that it was made of: `1 secret`. */
  readonly of: string;
  /** The number of calls of `close`. */
  readonly closed: () => number;
}

export const NAME = 'projects/demo/locations/local/connections/twilio';

/** A valid connection, with changes. */
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

/** A store in a temporary folder, which is deleted when the test ends. */
export async function temporaryStore(): Promise<Store> {
  const folder = mkdtempSync(join(tmpdir(), 'twilio-connector-parts-'));
  const store = await openStore(folder);
  onTestFinished(async () => {
    await store.destroy();
    rmSync(folder, { recursive: true, force: true });
  });
  return store;
}

/** A runtime source of fake runtimes, whose secret and failures the test sets. */
export function fakeSource() {
  const made: FakeRuntime[] = [];
  const source = {
    secret: 'one',
    /** Thrown when the secret is read. */
    failure: undefined as Error | undefined,
    /** The number of reads of the secret. */
    reads: 0,
    /** The answer of every runtime's status check. */
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

/** Resolves when every promise that waits for no I/O has settled. */
export function settled(): Promise<void> {
  return new Promise((resolve) => setImmediate(resolve));
}
