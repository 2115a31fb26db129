import { randomBytes } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { type MeasuredProcess, startMeasured } from './measured-process.ts';
import { pairwise, spreadOf } from './statistics.ts';
import type { Row } from './table.ts';

const COUNT = 1000;
const AT_ONCE = 20;
const LISTS = 15;
const ROUNDS = 3;
const PARENT = '/v1/projects/local/locations/local';
const LOGIN = { TWILIO_ACCOUNT_SID: `AC${'0'.repeat(32)}`, TWILIO_AUTH_TOKEN: 'simulator' };
const TOKEN = randomBytes(32).toString('base64url');

type Call = (path: string, init?: RequestInit) => Promise<unknown>;

/** Measures 1,000 connections in one process: memory compared with SDK clients, and the time to create and list them. */
export async function measureConnections(simulatorUrl: string): Promise<Row[]> {
  const folder = mkdtempSync(join(tmpdir(), 'twilio-connector-many-'));
  try {
    const env = {
      ...LOGIN,
      TWILIO_BASE_URL: `${simulatorUrl}/{product}`,
      CONNECTOR_TOKEN: TOKEN,
      CONNECTOR_DATA: folder,
    };
    const createMs = await withConnector(env, (call) => create(call, simulatorUrl));
    const commitMs = measureCommit(join(folder, 'beside.db'));
    const [sdk, own] = [[], []] as [Awaited<ReturnType<typeof measureSdk>>[], Awaited<ReturnType<typeof measureUse>>[]];
    for (let round = 0; round < ROUNDS; round += 1) {
      sdk.push(await measureSdk(simulatorUrl));
      own.push(await measureUse(env));
    }
    const lists = own.flatMap((one) => one.lists);
    const gets = own.flatMap((one) => one.gets);
    return [
      ...memoryRows(
        'idle',
        own.map(({ idle }) => idle),
        sdk.map(({ idle }) => idle),
      ),
      ...memoryRows(
        'used once',
        own.map(({ active }) => active),
        sdk.map(({ active }) => active),
      ),
      {
        measured: 'Creating and testing a connection, 20 in parallel',
        contestant: 'connector',
        figure: spreadOf([createMs]),
        unit: 'ms',
        ratios: [{ peer: 'an SQLite commit', times: spreadOf([createMs / commitMs]) }],
      },
      {
        measured: `Listing ${COUNT.toLocaleString('en-US')} connections in one page`,
        contestant: 'connector',
        figure: spreadOf(lists),
        unit: 'ms',
        ratios: [
          { peer: 'a GET of one connection', times: spreadOf(pairwise(lists, gets, (list, get) => list / get)) },
        ],
      },
    ];
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/** Memory per connection or client, in bytes. */
interface MemoryEach {
  readonly held: number;
  readonly rss: number;
}

function memoryRows(state: string, own: readonly MemoryEach[], sdk: readonly MemoryEach[]): Row[] {
  return (['held', 'rss'] as const).map((kind) => ({
    measured: `Memory per connection, ${state}: ${kind === 'held' ? 'JavaScript heap and external' : 'resident'}`,
    contestant: 'connector',
    figure: spreadOf(own.map((each) => each[kind] / 1024)),
    unit: 'KiB',
    ratios: [
      {
        peer: '`twilio` client',
        times: spreadOf(own.map((each, round) => each[kind] / (sdk[round]?.[kind] ?? Number.NaN))),
      },
    ],
  }));
}

/** Returns the memory that each of them added since `before`. */
async function memorySince(before: MemoryEach, process: MeasuredProcess): Promise<MemoryEach> {
  const { held, rss } = await process.memory();
  return { held: (held - before.held) / COUNT, rss: (rss - before.rss) / COUNT };
}

async function measureSdk(simulatorUrl: string) {
  const process = startMeasured('sdk-process.ts', { ...LOGIN, SIMULATOR_URL: simulatorUrl });
  try {
    // Loads everything that is loaded only once, so that it does not count as the memory of a client.
    await process.ask('make', 1);
    await process.ask('use');
    const before = await process.memory();
    await process.ask('make', COUNT);
    const idle = await memorySince(before, process);
    await process.ask('use');
    return { idle, active: await memorySince(before, process) };
  } finally {
    await process.stop();
  }
}

async function withConnector<T>(
  env: Readonly<Record<string, string>>,
  work: (call: Call, process: MeasuredProcess) => Promise<T>,
): Promise<T> {
  const process = startMeasured('connector-process.ts', env);
  try {
    const url = String(await process.ask('start'));
    const call: Call = async (path, init) => {
      const response = await fetch(url + path, { ...init, headers: { Authorization: `Bearer ${TOKEN}` } });
      const text = await response.text();
      if (!response.ok) throw new Error(`${path}: ${text}`);
      return text;
    };
    return await work(call, process);
  } finally {
    await process.stop();
  }
}

async function forEach(work: (index: number) => Promise<unknown>): Promise<void> {
  const left = Array.from({ length: COUNT }, (_, index) => index).values();
  const worker = async () => {
    for (const index of left) await work(index);
  };
  await Promise.all(Array.from({ length: AT_ONCE }, worker));
}

/** @returns milliseconds per connection */
async function create(call: Call, simulatorUrl: string): Promise<number> {
  const connection = {
    connectorVersion: 'projects/local/locations/global/providers/twilio/connectors/twilio/versions/1',
    configVariables: [{ key: 'base_url', stringValue: `${simulatorUrl}/{product}` }],
    authConfig: {
      authType: 'USER_PASSWORD',
      userPassword: {
        username: LOGIN.TWILIO_ACCOUNT_SID,
        password: { secretVersion: 'projects/local/secrets/twilio-auth-token/versions/1' },
      },
    },
  };
  const body = JSON.stringify(connection);
  const start = performance.now();
  await forEach((index) => call(`${PARENT}/connections?connectionId=c${index}`, { method: 'POST', body }));
  return (performance.now() - start) / COUNT;
}

/** Starts a process on the folder with all connections, and measures it before and after each of them is used once. */
async function measureUse(env: Readonly<Record<string, string>>) {
  const list = `${PARENT}/connections?pageSize=1000`;
  const one = '/connections/twilio';
  const read = (name: string) => `/v2/projects/local/locations/local${name}/entityTypes/Messages/entities?pageSize=1`;
  const alone = { ...env, CONNECTOR_DATA: join(env.CONNECTOR_DATA ?? '', 'alone') };
  const warm = async (call: Call) => {
    for (let round = 0; round < LISTS; round += 1) await call(read(one));
  };
  // The baseline: a server that has only its first connection and has used it.
  const before = await withConnector(alone, async (call, process) => {
    await warm(call);
    return process.memory();
  });
  return withConnector(env, async (call, process) => {
    await warm(call);
    const idle = await memorySince(before, process);
    const lists = await timesOf(() => call(list));
    const gets = await timesOf(() => call(PARENT + one));
    await forEach((index) => call(read(`/connections/c${index}`)));
    return { idle, active: await memorySince(before, process), lists, gets };
  });
}

async function timesOf(work: () => Promise<unknown>): Promise<number[]> {
  const times: number[] = [];
  for (let round = 0; round < LISTS; round += 1) {
    const start = performance.now();
    await work();
    times.push(performance.now() - start);
  }
  return times;
}

/** Returns milliseconds per synchronous commit of a row as large as a connection, with the settings of the store. */
function measureCommit(file: string): number {
  const database = new DatabaseSync(file);
  try {
    database.exec('PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL; CREATE TABLE rows (text)');
    const insert = database.prepare('INSERT INTO rows VALUES (?)');
    const start = performance.now();
    for (let row = 0; row < COUNT; row += 1) insert.run('x'.repeat(1500));
    return (performance.now() - start) / COUNT;
  } finally {
    database.close();
  }
}
