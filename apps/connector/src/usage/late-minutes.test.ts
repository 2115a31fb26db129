import { afterEach, beforeEach, expect, test } from 'vitest';
import {
  ACTIVE,
  DAY,
  HOUR,
  MINUTE,
  NAME,
  nodeSecondsIn,
  openUsageBed,
  transactionsIn,
  type UsageBed,
} from '../../test/usage-bed.js';

let bed: UsageBed;
beforeEach(async () => {
  bed = await openUsageBed();
});
afterEach(() => bed.close());

test('a clock that jumps loses no transaction and changes no minute that was stored', async () => {
  bed.attempt();
  await bed.passMinutes(1);
  const stored = await bed.store.selectFrom('usage').selectAll().execute();
  bed.now -= 30 * MINUTE;
  bed.attempt();
  await bed.usage.flush();
  expect(await bed.store.selectFrom('usage').selectAll().execute()).toEqual(stored);
  bed.now += 33 * MINUTE;
  bed.attempt();
  await bed.passMinutes(1);
  expect(transactionsIn(await bed.points(HOUR))).toBe(3);
  await bed.restart('kill');
  expect(transactionsIn(await bed.points(2 * HOUR))).toBe(3);
});

test('what was counted while the clock was set back is stored when the process stops', async () => {
  bed.attempt();
  await bed.passMinutes(1);
  bed.now -= 30 * MINUTE;
  bed.attempt();
  await bed.restart('close');
  bed.now += 33 * MINUTE;
  expect(transactionsIn(await bed.points(HOUR))).toBe(2);
});

test('a machine that sleeps for hours loses nothing, even if the hour was summed up before its last minute was written', async () => {
  for (let at = 0; at < 3; at += 1) {
    bed.attempt();
    await bed.passMinutes(1);
  }
  bed.attempt();
  bed.now += 4 * HOUR;
  await bed.usage.purge({ now: bed.now });
  expect(transactionsIn(await bed.points(5 * HOUR, HOUR))).toBe(3);
  await bed.usage.flush();
  await bed.restart('kill');
  expect([transactionsIn(await bed.points(5 * HOUR)), transactionsIn(await bed.points(5 * HOUR, HOUR))]).toEqual([
    4, 4,
  ]);
  for (let again = 0; again < 2; again += 1) {
    await bed.usage.purge({ now: bed.now });
    const sums = await bed.store.selectFrom('usage').select('point').where('step', '=', 60).execute();
    expect(sums.filter(({ point }) => point.includes('"transactions":[[200,4]]'))).toHaveLength(1);
    expect(transactionsIn(await bed.points(5 * HOUR))).toBe(4);
  }
});

test('an hour that was summed up while the clock was ahead is complete afterwards, and no minute counts twice', async () => {
  for (let at = 0; at < 30; at += 1) {
    bed.attempt();
    await bed.passMinutes(1);
  }
  bed.now += 3 * HOUR;
  await bed.usage.purge({ now: bed.now });
  bed.now -= 3 * HOUR;
  for (let at = 0; at < 150; at += 1) {
    bed.attempt();
    await bed.passMinutes(1);
  }
  await bed.restart('close');
  await bed.usage.purge({ now: bed.now });
  for (const step of [1, HOUR]) {
    const points = await bed.points(4 * HOUR, step);
    expect([transactionsIn(points), nodeSecondsIn(points)]).toEqual([180, 180 * 120]);
  }
});

test('a sum of hours that a stop interrupts is finished after the next start, each connection once', async () => {
  const other = { ...ACTIVE, name: `${NAME}-other` };
  bed.connections = [ACTIVE, other];
  bed.attempt();
  bed.attempt({ connection: other.name });
  await bed.passMinutes(180);
  const stopped = async () => Promise.reject(new Error('stopped'));
  await expect(bed.usage.purge({ now: bed.now, pause: stopped })).rejects.toThrow('stopped');
  await bed.restart('kill');
  await bed.usage.purge({ now: bed.now });
  expect(transactionsIn(await bed.points(DAY, HOUR))).toBe(1);
  expect(nodeSecondsIn(await bed.points(DAY, HOUR))).toBe(180 * 120);
  const ofOther = await bed.usage.read({ connection: other.name, fromMs: bed.now - DAY, toMs: bed.now, stepMs: HOUR });
  expect(transactionsIn(ofOther)).toBe(1);
});

test('a store that is full for some minutes loses nothing once it has space', async () => {
  bed.attempt();
  bed.now += MINUTE;
  const query = bed.store.schema.alterTable('usage');
  await query.renameTo('gone').execute();
  await expect(bed.usage.flush()).rejects.toThrow(/usage/);
  bed.attempt();
  bed.now += MINUTE;
  await bed.store.schema.alterTable('gone').renameTo('usage').execute();
  await bed.usage.flush();
  await bed.restart('kill');
  expect(transactionsIn(await bed.points(HOUR))).toBe(2);
});
