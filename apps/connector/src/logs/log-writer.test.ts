import { afterEach, beforeEach, expect, test } from 'vitest';
import { LOGGED, type LogsBed, openLogsBed } from '../../test/logs-bed.js';
import { type LogSettings, MAX_WAITING } from './log-writer.js';

let bed: LogsBed;
beforeEach(async () => {
  bed = await openLogsBed();
});
afterEach(() => bed.close());

const failure = { code: 'NOT_FOUND', reason: 'TWILIO_20404', message: 'quotes a value' } as const;

test('a connection without settings is not logged, and nothing is stored for it', async () => {
  bed.settings.clear();
  bed.call();
  bed.call({ failure });
  bed.attempt();
  expect(await bed.all()).toEqual([]);
  expect(await bed.store.selectFrom('log_sources').selectAll().execute()).toEqual([]);
});

test.each([
  ['ERROR', ['ERROR', 'ERROR']],
  ['INFO', ['INFO', 'ERROR', 'INFO', 'ERROR']],
  ['DEBUG', ['DEBUG', 'INFO', 'ERROR', 'INFO', 'ERROR']],
] as const)('at %s, a log has the entries of the severities %j', async (level, severities) => {
  bed.settings.set(LOGGED, { level, hasPayloads: false });
  bed.attempt({ origin: { call: '0'.repeat(31) + '1' } });
  bed.call();
  bed.call({ failure });
  bed.logs.listener.nodes({ connection: LOGGED, from: 2, to: 7, reason: 'scaled 2 → 7', atMs: bed.clock.now });
  bed.logs.listener.check({ connection: LOGGED, state: 'AUTH_ERROR', atMs: bed.clock.now });
  expect((await bed.all()).map(({ severity }) => severity)).toEqual(severities);
});

test('a denied call is not logged, because anyone with a token could fill the log with them', async () => {
  bed.call({ failure: { code: 'PERMISSION_DENIED', reason: 'PERMISSION_DENIED', message: '' } });
  bed.call({ failure: { code: 'PERMISSION_DENIED', reason: 'TWILIO_20006', message: '' } });
  expect((await bed.all()).map(({ payload }) => payload.status?.reason)).toEqual(['TWILIO_20006']);
});

test('a call that neither is an operation nor reaches Twilio is logged only if it fails', async () => {
  bed.call({ subject: undefined, twilioRequests: 0 });
  bed.call({ subject: undefined, twilioRequests: 1, method: 'v2.connections.checkStatus' });
  bed.call({ subject: undefined, twilioRequests: 0, failure });
  expect((await bed.all()).map(({ severity }) => severity)).toEqual(['INFO', 'ERROR']);
});

test('entries are stored in batches: one write for many, and no entry is lost or repeated', async () => {
  for (let index = 0; index < 1000; index += 1) bed.call({ durationMs: index });
  expect((await bed.all()).map(({ payload }) => payload.durationMs)).toEqual(Array.from({ length: 1000 }, (_, i) => i));
});

test('an entry that arrives while others are stored is in the next read', async () => {
  bed.call();
  const flushing = bed.logs.flush();
  bed.call();
  expect(await bed.all()).toHaveLength(2);
  await flushing;
});

test('while the store refuses writes, entries wait, and one error is reported', async () => {
  bed.left.failures = 3;
  for (let round = 0; round < 3; round += 1) {
    bed.call();
    await bed.logs.flush();
  }
  expect(bed.errors).toHaveLength(1);
  expect(await bed.all()).toHaveLength(3);
  expect(bed.logs.lost()).toBe(0);
});

test('beyond the bound, entries are lost, counted, and summed up in an entry', async () => {
  bed.left.failures = Number.POSITIVE_INFINITY;
  for (let index = 0; index < MAX_WAITING + 3; index += 1) bed.call();
  await bed.logs.flush();
  for (let index = 0; index < 2; index += 1) bed.call();
  await bed.logs.flush();
  expect(bed.logs.lost()).toBe(5);
  bed.left.failures = 0;
  const entries = await bed.all();
  expect(entries).toHaveLength(MAX_WAITING + 1);
  const { severity, payload } = entries.at(-1)!;
  expect([severity, payload.lost, payload.message]).toEqual(['WARNING', 5, '5 entries of this log could not be kept']);
});

test('events of connections that are not logged do not take the place of entries on a full disk', async () => {
  bed.left.failures = Number.POSITIVE_INFINITY;
  bed.call();
  await bed.logs.flush();
  for (let round = 0; round < 3; round += 1) {
    for (let index = 0; index < MAX_WAITING; index += 1) bed.call({ resource: `${LOGGED}-other` });
    await bed.logs.flush();
  }
  bed.call();
  bed.left.failures = 0;
  expect(await bed.all()).toHaveLength(2);
  expect(bed.logs.lost()).toBe(0);
});

test('settings that are in memory are those of the moment, whatever changes before the entry is stored', async () => {
  await bed.close();
  let inMemory: LogSettings | 'off' | undefined = { level: 'INFO', hasPayloads: false };
  bed = await openLogsBed({ settingsInMemory: () => inMemory });
  bed.settings.clear();
  bed.call({ durationMs: 1 });
  inMemory = 'off';
  bed.call({ durationMs: 2 });
  // The connection has been deleted.
  inMemory = undefined;
  bed.call({ durationMs: 3 });
  expect((await bed.all()).map(({ payload }) => payload.durationMs)).toEqual([1]);
});
