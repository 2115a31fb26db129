import { mkdtempSync, rmSync } from 'node:fs';
import { DatabaseSync } from 'node:sqlite';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { ADMINISTRATOR_TOKEN, type ServerBed, startServerBed } from '../server-bed.js';

const NAME = 'projects/p/locations/local/connections/c';
const MINUTE = 60_000;

let folder: string;
let bed: ServerBed;
beforeEach(async () => {
  vi.useFakeTimers({ toFake: ['setInterval', 'clearInterval'] });
  folder = mkdtempSync(join(tmpdir(), 'twilio-connector-stuck-'));
  bed = await startServerBed({ CONNECTOR_DATA: folder });
});
afterEach(async () => {
  await bed.close();
  vi.useRealTimers();
  rmSync(folder, { recursive: true });
});

function change(sql: string): void {
  const database = new DatabaseSync(join(folder, 'connector.db'), { timeout: 5000 });
  database.exec(sql);
  database.close();
}

/** Lets every write of connections fail. */
const breakStore = () =>
  change(`CREATE TRIGGER no_update BEFORE UPDATE ON connections BEGIN SELECT RAISE(FAIL, 'broken on purpose'); END;
    CREATE TRIGGER no_delete BEFORE DELETE ON connections BEGIN SELECT RAISE(FAIL, 'broken on purpose'); END;`);
const mendStore = () => change('DROP TRIGGER no_update; DROP TRIGGER no_delete');

const stateOf = async () => {
  const { status, json } = await bed.call(`/v1/${NAME}`, { token: ADMINISTRATOR_TOKEN });
  return status === 404 ? undefined : String(json.status.state);
};
const settled = () => new Promise((resolve) => setImmediate(resolve));

/** Breaks the store while the connection is in this state, and waits until the change has failed. */
async function breakDuring(state: string, changing: Promise<unknown>) {
  while ((await stateOf()) !== state) await settled();
  breakStore();
  await changing.catch(() => {});
  expect(bed.log.join('')).toContain('broken on purpose');
  expect(await stateOf()).toBe(state);
}

test('a connection whose creation could not be stored is created by the same process later', async () => {
  bed.simulator.addFault({ kind: 'slow', ms: 300, count: 1 });
  await breakDuring('CREATING', bed.connection(NAME));
  mendStore();
  vi.advanceTimersByTime(MINUTE);
  await expect.poll(stateOf, { timeout: 20_000 }).toBe('ACTIVE');
});

test('a connection whose deletion could not be stored is deleted by the same process later', async () => {
  await bed.connection(NAME);
  bed.simulator.addFault({ kind: 'slow', ms: 300, count: 1 });
  const reading = bed.call(`/v2/${NAME}/entityTypes/Messages/entities`, { token: ADMINISTRATOR_TOKEN });
  for (let turn = 0; turn < 20; turn += 1) await settled();
  const removing = bed.call(`/v1/${NAME}`, { method: 'DELETE', token: ADMINISTRATOR_TOKEN });
  await breakDuring('DELETING', Promise.all([reading, removing]));
  mendStore();
  vi.advanceTimersByTime(MINUTE);
  await expect.poll(stateOf, { timeout: 20_000 }).toBeUndefined();
});
