import { statSync } from 'node:fs';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { cpuMicroseconds } from '../src/cpu-time.ts';
import { interleave } from '../src/rounds.ts';
import { type Connector, newFolder, startConnectorTo } from '../src/servers.ts';

/** How long a page of a large log takes, and what logging costs a call. */
export interface LogFigures {
  readonly entries: number;
  readonly storeBytes: number;
  /** By page: the milliseconds of each request. */
  readonly pages: Readonly<Record<string, readonly number[]>>;
  /** By level: the CPU time of the server for a GET in microseconds, in each round. */
  readonly cpu: Readonly<Record<Level, readonly number[]>>;
}

export const LEVELS = ['off', 'ERROR', 'INFO', 'DEBUG'] as const;
type Level = (typeof LEVELS)[number];

const CONNECTIONS = 10;
const ENTRIES_OF_EACH = 100_000;
const SPAN_MS = 24 * 3_600_000;
const HOUR_MS = 3_600_000;
const REQUESTS = 40;
const FIRST = 'projects/local/locations/local/connections/twilio';

/** Fills the store of a connector with a million entries of a day, reads pages over HTTP, and then measures calls. */
export async function measureLogs(
  simulatorUrl: string,
  { rounds, gets }: { readonly rounds: number; readonly gets: number },
): Promise<LogFigures> {
  const folder = newFolder('logs');
  const env = { CONNECTOR_DATA: folder };
  // The first start creates the tables.
  await (await startConnectorTo(simulatorUrl, env)).stop();
  const file = join(folder, 'connector.db');
  const end = Date.now();
  fill(file, end);
  const connector = await startConnectorTo(simulatorUrl, env);
  try {
    const hour = `timestamp >= "${at(end - 13 * HOUR_MS)}" AND timestamp < "${at(end - 12 * HOUR_MS)}"`;
    const one = [nameOf(1)];
    const pages = {
      'a page of 50 of an hour of one log': await readPages(connector, one, { filter: hour, pageSize: 50 }),
      'a page of 1,000 of an hour of one log': await readPages(connector, one, { filter: hour, pageSize: 1000 }),
      'failed calls of an hour of one log': await readPages(connector, one, {
        filter: `${hour} AND severity >= ERROR`,
      }),
      'a page of 50 of an hour of ten logs': await readPages(connector, ['projects/local'], { filter: hour }),
      'the newest 50 of ten logs': await readPages(connector, ['projects/local'], { orderBy: 'timestamp desc' }),
      'the entries of one call': await readPages(connector, ['projects/local'], {
        filter: `operation.id="${callOf(700_007, end)}"`,
      }),
    };
    const cpu = await measureCalls(connector, { rounds, gets });
    return { entries: CONNECTIONS * ENTRIES_OF_EACH, storeBytes: statSync(file).size, pages, cpu };
  } finally {
    await connector.stop();
  }
}

const at = (ms: number) => new Date(ms).toISOString();
const nameOf = (index: number) => `projects/local/locations/local/connections/bench-${index}`;
const msOf = (index: number, end: number) =>
  end - SPAN_MS + Math.floor((index * SPAN_MS) / (CONNECTIONS * ENTRIES_OF_EACH));
const hex = (number: number, digits: number) => number.toString(16).padStart(digits, '0');
/** The id of a call begins with its time. */
const callOf = (index: number, end: number) => `${hex(msOf(index, end), 12)}70008${hex(index, 15)}`;

/** The entries of two seconds, which are stored together at this rate. */
const BATCH = 2;

/** One entry in a hundred is that of a failed call. */
function entryOf(index: number, end: number) {
  const callId = callOf(index, end);
  const isFailed = index % 1000 < CONNECTIONS;
  return {
    id: hex(msOf(index, end), 12) + hex(index, 12),
    severity: isFailed ? 500 : 200,
    callId,
    place: 'only',
    payload: payloadOf(callId, isFailed),
  };
}

function fill(file: string, end: number): void {
  const database = new DatabaseSync(file);
  database.exec('PRAGMA journal_mode = WAL; PRAGMA synchronous = OFF; BEGIN');
  const insert = database.prepare('INSERT INTO log_batches VALUES (?, ?, ?, ?, ?, ?, ?, ?)');
  const bytes = new Map<string, number>();
  for (let start = 0; start < CONNECTIONS * ENTRIES_OF_EACH; start += CONNECTIONS * BATCH) {
    for (let connection = 0; connection < CONNECTIONS; connection += 1) {
      const name = nameOf(connection);
      const entries = Array.from({ length: BATCH }, (_, place) =>
        entryOf(start + place * CONNECTIONS + connection, end),
      );
      const content = JSON.stringify(entries);
      const severity = Math.max(...entries.map((entry) => entry.severity));
      const [first, last] = [entries[0]?.id ?? '', entries.at(-1)?.id ?? ''];
      insert.run(first, last, name, severity, BATCH, content.length, at(end), content);
      bytes.set(name, (bytes.get(name) ?? 0) + content.length);
    }
  }
  const count = database.prepare('INSERT INTO log_sources VALUES (?, ?, ?, ?)');
  for (let index = 0; index < CONNECTIONS; index += 1)
    count.run(nameOf(index), 'local', ENTRIES_OF_EACH, bytes.get(nameOf(index)) ?? 0);
  database.exec('COMMIT; PRAGMA wal_checkpoint(TRUNCATE)');
  database.close();
}

/** As a GET leaves it. */
function payloadOf(callId: string, isFailed: boolean): object {
  const status = isFailed ? { code: 5, status: 'NOT_FOUND', reason: 'TWILIO_20404' } : { code: 0, status: 'OK' };
  const path = `/2010-04-01/Accounts/{AccountSid}/Messages/SM${callId}.json`;
  return {
    message: isFailed ? 'GET Messages failed: NOT_FOUND (TWILIO_20404)' : 'GET Messages succeeded',
    callId,
    caller: 'token:bench',
    method: 'v2.connections.entityTypes.entities.get',
    operation: 'GET',
    entityType: 'Messages',
    status,
    durationMs: 12,
    twilioRequests: 1,
    requests: [
      { method: 'GET', product: 'api', path, status: isFailed ? 404 : 200, durationMs: 12, waitMs: 0, attempt: 1 },
    ],
  };
}

async function readPages(
  { url, token }: Connector,
  resourceNames: readonly string[],
  query: Readonly<Record<string, string | number>>,
): Promise<readonly number[]> {
  const times: number[] = [];
  for (let request = 0; request < REQUESTS; request += 1) {
    const start = performance.now();
    const answer = await fetch(`${url}/logging/v2/entries:list`, {
      method: 'POST',
      headers: { Authorization: `Bearer ${token}` },
      body: JSON.stringify({ resourceNames, ...query }),
    });
    const { entries = [] } = (await answer.json()) as { readonly entries?: readonly unknown[] };
    times.push(performance.now() - start);
    if (entries.length === 0)
      throw new Error(`A page has no entries (HTTP ${answer.status}): ${JSON.stringify(query)}.`);
  }
  return times;
}

const CONCURRENCY = 8;
/** V8 compiles what runs often; until then, a GET takes up to twice the time. */
const WARM_UP_ROUNDS = 6;
/** Entries are stored after a second at the latest. */
const STORED_AFTER_MS = 1500;

async function measureCalls(
  connector: Connector,
  { rounds, gets }: { readonly rounds: number; readonly gets: number },
): Promise<Record<Level, readonly number[]>> {
  const sid = await firstMessage(connector);
  await get(connector, sid, gets * WARM_UP_ROUNDS);
  const levels = LEVELS.map((name) => ({ name }));
  const cpu = await interleave(levels, rounds, async ({ name: level }) => {
    const logConfig = level === 'off' ? { enabled: false } : { enabled: true, level };
    await send(connector, `/v1/${FIRST}?updateMask=logConfig`, {
      method: 'PATCH',
      body: JSON.stringify({ logConfig }),
    });
    const before = cpuMicroseconds(connector.pid);
    await get(connector, sid, gets);
    await new Promise((resolve) => setTimeout(resolve, STORED_AFTER_MS));
    return (cpuMicroseconds(connector.pid) - before) / gets;
  });
  return Object.fromEntries(cpu.map(({ name, results }) => [name, results])) as Record<Level, readonly number[]>;
}

async function get(connector: Connector, sid: string, gets: number): Promise<void> {
  let left = gets;
  const lane = async () => {
    while (left-- > 0) await send(connector, `/v2/${FIRST}/entityTypes/Messages/entities/${sid}`);
  };
  await Promise.all(Array.from({ length: CONCURRENCY }, lane));
}

async function firstMessage(connector: Connector): Promise<string> {
  const page = (await send(connector, `/v2/${FIRST}/entityTypes/Messages/entities?pageSize=1`)) as {
    readonly entities: readonly { readonly fields: { readonly Sid: string } }[];
  };
  return page.entities[0]?.fields.Sid ?? '';
}

async function send({ url, token }: Connector, path: string, init: RequestInit = {}): Promise<unknown> {
  const answer = await fetch(url + path, { ...init, headers: { Authorization: `Bearer ${token}` } });
  const text = await answer.text();
  if (answer.status !== 200) throw new Error(`${path} answered ${answer.status}: ${text}`);
  return JSON.parse(text);
}
