import pg from 'pg';
import { afterEach, expect, test } from 'vitest';
import {
  createScramVerifier,
  listen,
  type ListenOptions,
  type PostgresServer,
  type Result,
  type Session,
  WireError,
} from '../src/index.js';

const PASSWORD = 'tct_0123456789';
const verifier = await createScramVerifier(PASSWORD, { iterations: 64 });
const TEXT = 25;
const one: Result = { columns: [{ name: 'one', type: TEXT }], rows: [['1'], ['2'], ['3']] };
const columns = one.columns;

let server: PostgresServer | undefined;
const clients: pg.Client[] = [];
afterEach(async () => {
  await Promise.all(clients.splice(0).map((client) => client.end()));
  await server?.close();
});

type Run = (sql: string, session: { readonly parameters: Record<string, string> }) => Result | Promise<Result>;

/** A server whose statements all do what `run` does. */
async function start(run: Run, options: Partial<ListenOptions> = {}): Promise<PostgresServer> {
  const parameters: Record<string, string> = { TimeZone: 'UTC' };
  const session: Session = {
    prepare: async (sql) => [
      {
        isWrite: false,
        describe: async () => ({ parameterTypes: [], columns }),
        run: async () => run(sql, { parameters }),
      },
    ],
    get parameters() {
      return { ...parameters };
    },
    close() {},
  };
  return (server = await listen({
    port: 0,
    login: async () => ({ way: 'scram', verifier, open: async () => session }),
    toProblem: (error) => ({ sqlState: 'XX000', message: String(error), isFatal: String(error).includes('revoked') }),
    ...options,
  }));
}

/** A server, and a client that has logged in. */
async function connect(run: Run) {
  const own = await start(run);
  return { server: own, client: await connectTo(own) };
}

async function connectTo({ host, port }: PostgresServer, password = PASSWORD) {
  const client = new pg.Client({ host, port, user: 'ada', password, database: 'twilio' });
  client.on('error', () => {});
  await client.connect();
  clients.push(client);
  return client;
}

test('a client is told what a statement changes of its session', async () => {
  const { client } = await connect((_sql, session) => {
    session.parameters.TimeZone = 'Asia/Tokyo';
    return { tag: 'SET' };
  });
  const told: unknown[] = [];
  (client as unknown as { readonly connection: NodeJS.EventEmitter }).connection.on('parameterStatus', (message) =>
    told.push(message),
  );
  await client.query('set timezone');
  await client.query('set timezone');
  expect(told).toEqual([expect.objectContaining({ parameterName: 'TimeZone', parameterValue: 'Asia/Tokyo' })]);
});

test('a fatal error ends the connection', async () => {
  const { client, server: own } = await connect(() => Promise.reject(new Error('The token was revoked.')));
  await expect(client.query('select 1')).rejects.toMatchObject({
    severity: 'FATAL',
    message: 'Error: The token was revoked.',
  });
  await expect.poll(() => own.clients).toBe(0);
});

test('deallocated statements are gone', async () => {
  const { client } = await connect((sql) =>
    sql === 'discard all'
      ? { tag: 'DISCARD ALL', deallocates: 'all' }
      : sql === 'deallocate b'
        ? { tag: 'DEALLOCATE', deallocates: { name: 'b' } }
        : one,
  );
  const prepared = (name: string) => client.query({ name, text: 'select' });
  await prepared('a');
  await client.query('discard all');
  await expect(prepared('a')).rejects.toMatchObject({ code: '26000' });
  await prepared('b');
  await client.query('deallocate b');
  await expect(client.query('deallocate b')).rejects.toMatchObject({ code: '26000' });
});

test('a result is closed once its rows are sent, or no longer wanted', async () => {
  let closed = 0;
  const { client } = await connect(() => ({ ...one, close: () => (closed += 1) }));
  await client.query('select');
  expect(closed).toBe(1);
  await client.query('select $1', ['parameter']);
  expect(closed).toBe(2);
});

test('a server that stops ends idle clients, and lets others have their answer', async () => {
  const running = Promise.withResolvers<void>();
  const answer = Promise.withResolvers<Result>();
  const { client, server: own } = await connect(() => {
    running.resolve();
    return answer.promise;
  });
  const idle = await connectTo(own);
  const ended = new Promise<Error>((resolve) => idle.on('error', resolve));
  const result = client.query('select');
  await running.promise;
  const closed = own.close(60_000);
  expect(await ended).toMatchObject({ code: '57P01', severity: 'FATAL' });
  answer.resolve(one);
  expect((await result).rows).toHaveLength(3);
  await closed;
  expect(own.clients).toBe(0);
});

test('a server does not wait longer for statements than it is told', async () => {
  const running = Promise.withResolvers<void>();
  const { client, server: own } = await connect(() => {
    running.resolve();
    return new Promise(() => {});
  });
  const result = client.query('select').catch((error: unknown) => String(error));
  await running.promise;
  await own.close(10);
  expect(await result).toContain('Connection terminated');
});

test('a wrong proof is reported before the client learns of it', async () => {
  const refusals: string[] = [];
  const own = await start(() => one, {
    login: async () => ({
      way: 'scram',
      verifier,
      open: () => Promise.reject(new Error('not reached')),
      async refused() {
        refusals.push('refused');
        throw new WireError('53300', 'Too many failed logins.');
      },
    }),
  });
  await expect(connectTo(own, 'wrong')).rejects.toMatchObject({ code: '53300' });
  expect(refusals).toEqual(['refused']);
});
