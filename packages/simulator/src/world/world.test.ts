import { describe, expect, test } from 'vitest';
import { resources } from '../resources/registry.js';
import type { SeedWorld } from '../model/resource.js';
import type { Row } from '../model/table.js';
import { SEED_END } from '../twilio/times.js';
import { createWorld } from './world.js';

const ACCOUNT = `AC${'0'.repeat(32)}`;
const worldOf = (rows: number, seed = 1) => createWorld(resources, { accountSid: ACCOUNT, rows, seed, now: () => 0 });
const rowsOf = (world: ReturnType<typeof worldOf>, name: string): Row[] => [...world.table(name).oldestFirst()];
const allOf = (world: ReturnType<typeof worldOf>) => resources.map(({ name }) => rowsOf(world, name));

describe('the seed', () => {
  test('is the same every time, another for another number, and the same after a reset', () => {
    const world = worldOf(50);
    const before = allOf(world);
    expect(allOf(worldOf(50))).toEqual(before);
    expect(allOf(worldOf(50, 2))).not.toEqual(before);
    const created = world.sid('SM');
    world.table('Messages').remove(before[4]![0]!.sid);
    world.advance(1000);
    world.reset();
    expect(allOf(world)).toEqual(before);
    expect([world.now(), world.sid('SM')]).toEqual([0, created]);
  });

  test.each([
    ['Recordings', 'RE2e915e78549694bd0a0742d2d39454e5', { status: 'completed' }],
    ['Calls', 'CAaa4a99c300bd9d1bcc0d1ae9dcd248c6', { status: 'completed' }],
    ['Calls', 'CAdefbf2b4caa7df11dc48106385e32345', { status: 'completed' }],
    ['Messages', 'SM3ad97d41e786c02bca47c8ce1745053b', { status: 'delivered', direction: 'outbound-api' }],
    ['IncomingPhoneNumbers', 'PN4047ac009a15885690a50a1d388b8411', { status: 'in-use' }],
    ['OutgoingCallerIds', 'PN6f5f9bf39cb1801a6e21a5a80d274bdd', {}],
  ])('has the example of %s %s, whatever its size and number', (name, sid, expected) => {
    for (const world of [worldOf(0), worldOf(200), worldOf(1000, 77)]) {
      expect(world.table(name).get(sid)).toMatchObject(expected);
    }
  });

  test('has as many rows as asked for, the other resources in proportion', () => {
    const counts = (rows: number) =>
      Object.fromEntries(resources.slice(0, 7).map(({ name }) => [name, worldOf(rows).table(name).size]));
    const none = { Feedback: 0, FeedbackSummary: 0 };
    expect(counts(200)).toEqual({
      ...none,
      Messages: 201,
      Calls: 102,
      Recordings: 51,
      IncomingPhoneNumbers: 10,
      OutgoingCallerIds: 4,
    });
    expect(counts(0)).toEqual({
      ...none,
      Messages: 1,
      Calls: 2,
      Recordings: 1,
      IncomingPhoneNumbers: 4,
      OutgoingCallerIds: 2,
    });
  });

  test.each([
    [200, 1],
    [200, 2],
    [200, 3],
    [30_000, 4],
    [0, 5],
  ])('of %i rows, number %i, is made before its end, in order', (rows, seed) => {
    for (const table of allOf(worldOf(rows, seed))) {
      const made = table.flatMap(({ date_created: at }) => (at === undefined ? [] : Number(at)));
      expect(made).toEqual(made.toSorted((a, b) => a - b));
      expect(Math.max(0, ...made)).toBeLessThan(SEED_END);
      expect(table.every(({ account_sid: account = ACCOUNT }) => account === ACCOUNT)).toBe(true);
    }
  });

  test('holds together: each recording is of a call that was completed', () => {
    const world = worldOf(2000);
    for (const { call_sid: sid, duration } of rowsOf(world, 'Recordings')) {
      expect(world.table('Calls').get(String(sid))).toMatchObject({ status: 'completed', duration });
    }
  });

  test('does not depend on what is asked for first', () => {
    const backwards = worldOf(50);
    const tables = resources.toReversed().map(({ name }) => rowsOf(backwards, name));
    expect(tables.toReversed()).toEqual(allOf(worldOf(50)));
  });

  test('is made when it is first asked for: what nobody reads costs nothing', () => {
    const seeded: string[] = [];
    const watched = resources.map((resource) => ({
      ...resource,
      seed(count: number, world: SeedWorld) {
        seeded.push(resource.name);
        return resource.seed?.(count, world) ?? [];
      },
    }));
    const world = createWorld(watched, { accountSid: ACCOUNT, rows: 50, seed: 1, now: () => 0 });
    expect(seeded).toEqual([]);
    world.table('Recordings');
    world.table('Calls');
    expect(seeded).toEqual(['Recordings', 'Calls']);
    world.reset();
    world.table('Calls');
    expect(seeded).toEqual(['Recordings', 'Calls', 'Calls']);
  });

  test('a resource that gets more rows does not change the others', () => {
    const more = resources.map((resource) => (resource.name === 'Calls' ? { ...resource, share: 1 } : resource));
    const world = createWorld(more, { accountSid: ACCOUNT, rows: 50, seed: 1, now: () => 0 });
    expect(rowsOf(world, 'Messages')).toEqual(rowsOf(worldOf(50), 'Messages'));
  });
});

describe('a world', () => {
  test('makes SIDs that nothing has yet', () => {
    const world = worldOf(0);
    const first = world.sid('SM');
    world.reset();
    world.table('Messages').put({ sid: first });
    expect(world.sid('SM')).not.toBe(first);
  });

  test('says which resources there are', () => {
    expect(() => worldOf(0).table('Nothing')).toThrow(/no resource Nothing. There are: Calls, Feedback,/);
  });
});

test('what is made after the start has nothing of the seed below it, whenever that is asked for', () => {
  const world = worldOf(50);
  const sid = world.sid('CH');
  world.table('Conversations').put({ sid });
  const parents = rowsOf(world, 'ConversationMessages').map((row) => row.conversation_sid);
  expect(parents).not.toContain(sid);
  expect(parents).toEqual(rowsOf(worldOf(50), 'ConversationMessages').map((row) => row.conversation_sid));
});
