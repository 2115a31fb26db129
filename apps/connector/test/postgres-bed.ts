import pg from 'pg';
import { startTestBed, type TestBed } from './test-bed.js';

/** A connector for clients of PostgreSQL. */
export interface PostgresBed extends TestBed {
  readonly address: { readonly host: string; readonly port: number };
  /** Connects, as the administrator unless the changes say otherwise. It is disconnected at the end. */
  connect(changes?: pg.ClientConfig): Promise<pg.Client>;
  /** Makes a call as the administrator, and returns its answer. @throws Error if the status is not 200 */
  administrate(path: string, init?: RequestInit): Promise<Awaited<ReturnType<TestBed['request']>>['json']>;
}

/** Returns the error that `work` rejects with, or `no error`. */
export const failureOf = (work: Promise<unknown>): Promise<unknown> =>
  work.then(
    () => 'no error',
    (error: unknown) => error,
  );

export async function startPostgresBed(env: Readonly<Record<string, string>> = {}): Promise<PostgresBed> {
  const bed = await startTestBed({ PG_PORT: '0', ...env });
  const { postgres: address } = bed.connector;
  if (!address) throw new Error('The connector does not listen for clients of PostgreSQL.');
  const clients: pg.Client[] = [];
  return {
    ...bed,
    address,
    async connect(changes = {}) {
      const client = new pg.Client({ ...address, user: 'admin', password: bed.token, database: 'twilio', ...changes });
      // A client that is disconnected says so twice.
      client.on('error', () => {});
      await client.connect();
      clients.push(client);
      return client;
    },
    async administrate(path, init = {}) {
      const answer = await bed.request(path, { ...init, headers: { Authorization: `Bearer ${bed.token}` } });
      if (answer.status !== 200) throw new Error(`${path} answered ${answer.status}: ${answer.text}`);
      return answer.json;
    },
    async close() {
      await Promise.all(clients.map((client) => client.end()));
      await bed.close();
    },
  };
}
