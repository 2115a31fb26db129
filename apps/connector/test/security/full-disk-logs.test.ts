import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type SmallDisk, SMALL_DISKS } from '../full-disks.js';
import { readLogs, turnOnLog } from '../logging-bed.js';
import { ADMINISTRATOR_TOKEN as token, FIRST, type ServerBed, startServerBed } from '../server-bed.js';

const MESSAGES = `/v2/${FIRST}/entityTypes/Messages/entities`;

describe.each(SMALL_DISKS)('on %s', (_, create) => {
  let disk: SmallDisk;
  let bed: ServerBed;
  beforeAll(async () => {
    disk = create();
    bed = await startServerBed({ ...disk.env, CONNECTOR_DATA: disk.folder, CONNECTOR_MIN_NODES: '100' });
    await turnOnLog(bed, { level: 'INFO' });
  });
  afterAll(async () => {
    disk.free();
    await bed.close();
    disk.remove();
  });

  const read = () => bed.call(`${MESSAGES}?pageSize=1`, { token });
  const filter = 'jsonPayload.operation = LIST';
  const logged = async () => (await readLogs(bed, { filter }, { token })).length;

  test('calls go on without their entries, which are stored when there is space again', async () => {
    disk.fill();
    let isFull = false;
    for (let count = 0; count < 2000 && !isFull; count += 100) {
      for (let call = 0; call < 100; call += 1) expect((await read()).status).toBe(200);
      await bed.services.logs.flush();
      isFull = bed.log.join('').includes('STORE_FULL') || bed.log.join('').includes('cannot grow');
    }
    expect(isFull).toBe(true);
    const before = await logged();
    for (let call = 0; call < 10; call += 1) expect((await read()).status).toBe(200);
    expect(await logged()).toBe(before);
    disk.free();
    expect(await logged()).toBeGreaterThanOrEqual(before + 10);
    expect(bed.services.logs.lost()).toBe(0);
  });
});

test('logs do not fill a database of limited size: writes with a key still find space', async () => {
  const bed = await startServerBed({ CONNECTOR_MAX_DATABASE_MIB: '1', CONNECTOR_MIN_NODES: '100' });
  await turnOnLog(bed, { level: 'INFO' });
  for (let call = 0; call < 1500; call += 1) {
    expect((await bed.call(`${MESSAGES}?pageSize=1`, { token })).status).toBe(200);
  }
  await bed.services.logs.flush();
  const kept = (await readLogs(bed, {}, { token })).length;
  expect(kept).toBeGreaterThan(100);
  for (let index = 0; index < 20; index += 1) {
    const fields = { To: '+15550100001', Sender: '+15550100100', Body: String(index) };
    const headers = { 'Idempotency-Key': `key-${index}` };
    const answer = await bed.call(MESSAGES, { method: 'POST', token, body: { fields }, headers });
    expect(answer.status, answer.text).toBe(200);
  }
  expect(bed.log.join('')).not.toContain('STORE_FULL');
  await bed.close();
});
