import { mkdtempSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { ADMINISTRATOR_TOKEN, type BedCall, FIRST, type ServerBed, startServerBed } from '../server-bed.js';

const DAY = 24 * 3_600_000;
const MESSAGES = `/v2/${FIRST}/entityTypes/Messages/entities`;

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'twilio-connector-attacked-'));
});
afterEach(() => {
  vi.useRealTimers();
  rmSync(folder, { recursive: true, force: true });
});

/** Runs a server on the data folder, and stops it. */
async function serve<T>(work: (bed: ServerBed) => Promise<T>): Promise<T> {
  const bed = await startServerBed({ CONNECTOR_DATA: folder });
  try {
    return await work(bed);
  } finally {
    await bed.close();
  }
}

/** Reads or changes the database beside the server. */
function inDatabase<T>(work: (database: DatabaseSync) => T): T {
  const database = new DatabaseSync(join(folder, 'connector.db'), { timeout: 5000 });
  try {
    return work(database);
  } finally {
    database.close();
  }
}

const count = (database: DatabaseSync, table: string) =>
  Number(database.prepare(`SELECT count(*) AS rows FROM ${table}`).get()?.rows);
const settled = () => new Promise((resolve) => setImmediate(resolve));

describe('purges', () => {
  test('20,000 keys that expired before a start are deleted in small steps, between which calls are served', async () => {
    await serve(async () => {});
    inDatabase((database) => {
      database.exec('BEGIN');
      const insert = database.prepare('INSERT INTO idempotency VALUES (?, ?, ?, ?, ?, NULL)');
      for (let index = 0; index < 20_000; index += 1) {
        insert.run(`token:${index % 5}`, `k-${index}`, 'f', '2020-01-01', 'x'.repeat(200));
      }
      database.exec('COMMIT; PRAGMA wal_checkpoint(TRUNCATE)');
    });
    await serve(async (bed) => {
      const left: number[] = [];
      let longestLog = 0;
      for (let rows = 20_000; rows > 0;) {
        expect((await bed.call(`/v1/${FIRST}`, { token: ADMINISTRATOR_TOKEN })).status).toBe(200);
        rows = inDatabase((database) => count(database, 'idempotency'));
        left.push(rows);
        await settled();
        longestLog = Math.max(longestLog, statSync(join(folder, 'connector.db-wal')).size);
      }
      const steps = left.map((rows, index) => (left[index - 1] ?? 20_000) - rows);
      // Between two calls there are a few turns of the event loop, in each of which at most 200 rows are deleted.
      expect(Math.max(...steps)).toBeLessThanOrEqual(1000);
      expect(longestLog).toBeLessThan(4 * 1024 * 1024);
    });
  });

  test('a server that stops during a purge deletes the rest after its next start', async () => {
    await serve(async () => {});
    inDatabase((database) => {
      database.exec('BEGIN');
      const insert = database.prepare(
        "INSERT INTO audit (id, time, caller, method, resource, status) VALUES (?, '2020-01-01', '', '', '', 'OK')",
      );
      for (let index = 0; index < 3000; index += 1) insert.run(index.toString(16).padStart(24, '0'));
      database.exec('COMMIT');
    });
    const old = () =>
      inDatabase((database) =>
        Number(database.prepare("SELECT count(*) AS n FROM audit WHERE time = '2020-01-01'").get()?.n),
      );
    const log = await serve(async (bed) => {
      while (old() === 3000) await settled();
      return bed.log;
    });
    const rest = old();
    expect([rest > 0, rest < 3000, log.filter((line) => line.includes('background work failed'))]).toEqual([
      true,
      true,
      [],
    ]);
    await serve(async () => {
      while (old() > 0) await settled();
    });
  });
});

test('when a server stops, every denied call is in the audit log', async () => {
  await serve(async (bed) => {
    const stranger = await bed.token('stranger');
    for (let index = 0; index < 50; index += 1) {
      expect((await bed.call(`/v1/${FIRST}`, { token: stranger })).status).toBe(403);
    }
  });
  const sum = inDatabase(
    (database) => database.prepare("SELECT sum(count) AS n FROM audit WHERE caller = 'token:stranger'").get()?.n,
  );
  expect(sum).toBe(50);
});

describe('jumps of the wall clock across restarts', () => {
  const send = (bed: ServerBed) =>
    bed.call(MESSAGES, {
      method: 'POST',
      token: ADMINISTRATOR_TOKEN,
      body: { fields: { To: '+15550100001', Sender: '+15550100100', Body: 'once' } },
      headers: { 'Idempotency-Key': 'jump' },
    });

  test.each([30 * DAY, -30 * DAY])(
    'a key outlives a jump by %i ms while the server runs, and its restart',
    async (jump) => {
      await serve(async (bed) => {
        expect((await send(bed)).status).toBe(200);
        vi.useFakeTimers({ now: Date.now() + jump, toFake: ['Date'] });
      });
      await serve(async (bed) => {
        const again = await send(bed);
        expect([again.status, again.headers.get('idempotent-replayed')]).toEqual([200, 'true']);
        expect(bed.simulator.journal.requests().filter(({ method }) => method === 'POST')).toEqual([]);
      });
    },
  );

  test('a key expires after a day during which the server did not run', async () => {
    await serve(send);
    vi.useFakeTimers({ now: Date.now() + DAY + 60_000, toFake: ['Date'] });
    await serve(async (bed) => {
      expect((await send(bed)).headers.get('idempotent-replayed')).toBeNull();
    });
  });
});

test('a policy that is set on a connection while it is being deleted does not outlive it', async () => {
  await serve(async (bed) => {
    const name = 'projects/p/locations/local/connections/c';
    await bed.connection(name);
    const as = (call: BedCall = {}) => ({ token: ADMINISTRATOR_TOKEN, ...call });
    bed.simulator.addFault({ kind: 'slow', ms: 300, count: 1 });
    const reading = bed.call(`/v2/${name}/entityTypes/Messages/entities`, as());
    for (let turn = 0; turn < 20; turn += 1) await settled();
    const removing = bed.call(`/v1/${name}`, as({ method: 'DELETE' }));
    while ((await bed.must(`/v1/${name}`)).status.state !== 'DELETING') await settled();
    const stranger = await bed.token('stranger');
    const policy = { bindings: [{ role: 'roles/connectors.invoker', members: ['token:stranger'] }] };
    await bed.must(`/v1/${name}:setIamPolicy`, { method: 'POST', body: { policy } });
    expect((await reading).status).toBe(200);
    expect((await removing).json).toMatchObject({ done: true });
    const refused = await bed.call(`/v1/${name}:setIamPolicy`, as({ method: 'POST', body: { policy } }));
    expect(refused).toMatchObject({ status: 404, reason: 'UNKNOWN_CONNECTION' });
    const secrets = '/secretmanager/v1/projects/p/secrets/auth-c';
    await bed.must(secrets, { method: 'DELETE' });
    await bed.connection(name);
    expect((await bed.must(`/v1/${name}:getIamPolicy`)).bindings ?? []).toEqual([]);
    expect((await bed.call(`/v2/${name}/entityTypes/Messages/entities`, { token: stranger })).status).toBe(403);
  });
});
