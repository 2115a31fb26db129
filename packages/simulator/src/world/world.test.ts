import { describe, expect, test } from 'vitest';
import type { SeedWorld } from '../model/resource.js';
import type { Row } from '../model/row.js';
import { resources } from '../resources/registry.js';
import { createWorld } from './world.js';

const START = Date.parse('2026-01-31T12:00:00Z');
const ACCOUNT = `AC${'0'.repeat(32)}`;
const worldOf = (rows: number, seed = 1) =>
  createWorld(resources, { accountSid: ACCOUNT, authToken: 'token', rows, seed, now: () => START, plan: () => {} });
const rowsOf = (world: ReturnType<typeof worldOf>, name: string): Row[] => [...world.table(name).oldestFirst()];
const allOf = (world: ReturnType<typeof worldOf>) => resources.map(({ name }) => rowsOf(world, name));

describe('the seed', () => {
  test('the same seed gives the same data, also after a reset, and another seed gives other data', () => {
    const world = worldOf(50);
    const before = allOf(world);
    expect(allOf(worldOf(50))).toEqual(before);
    expect(allOf(worldOf(50, 2))).not.toEqual(before);
    const created = world.sid('SM');
    world.table('Messages').remove(before[4]![0]!.sid);
    world.advance(1000);
    world.reset();
    expect(allOf(world)).toEqual(before);
    expect([world.now(), world.sid('SM')]).toEqual([START, created]);
  });

  test.each([
    ['Recordings', 'RE2e915e78549694bd0a0742d2d39454e5', { status: 'completed' }],
    ['Calls', 'CAaa4a99c300bd9d1bcc0d1ae9dcd248c6', { status: 'completed' }],
    ['Calls', 'CAdefbf2b4caa7df11dc48106385e32345', { status: 'completed' }],
    ['Messages', 'SM3ad97d41e786c02bca47c8ce1745053b', { status: 'delivered', direction: 'outbound-api' }],
    ['IncomingPhoneNumbers', 'PN4047ac009a15885690a50a1d388b8411', { status: 'in-use' }],
    ['OutgoingCallerIds', 'PN6f5f9bf39cb1801a6e21a5a80d274bdd', {}],
  ])('the example %s %s exists for every number of rows and every seed', (name, sid, expected) => {
    for (const world of [worldOf(0), worldOf(200), worldOf(1000, 77)]) {
      expect(world.table(name).get(sid)).toMatchObject(expected);
    }
  });

  test('the seed has `rows` messages plus the one of the nine examples, and other resources scale with `rows`', () => {
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
  ])('with %i rows and seed %i, all seed data is older than the start and in order of creation', (rows, seed) => {
    for (const table of allOf(worldOf(rows, seed))) {
      const made = table.flatMap(({ date_created: at }) => (at === undefined ? [] : Number(at)));
      expect(made).toEqual(made.toSorted((a, b) => a - b));
      expect(Math.max(0, ...made)).toBeLessThan(START);
      expect(table.every(({ account_sid: account = ACCOUNT }) => account === ACCOUNT)).toBe(true);
    }
  });

  test('every seeded recording belongs to a completed call', () => {
    const world = worldOf(2000);
    for (const { call_sid: sid, duration } of rowsOf(world, 'Recordings')) {
      expect(world.table('Calls').get(String(sid))).toMatchObject({ status: 'completed', duration });
    }
  });

  test('the seed data does not depend on the order in which resources are read', () => {
    const backwards = worldOf(50);
    const tables = resources.toReversed().map(({ name }) => rowsOf(backwards, name));
    expect(tables.toReversed()).toEqual(allOf(worldOf(50)));
  });

  test('a resource is seeded when it is first read', () => {
    const seeded: string[] = [];
    const watched = resources.map((resource) => ({
      ...resource,
      seed(count: number, world: SeedWorld) {
        seeded.push(resource.name);
        return resource.seed?.(count, world) ?? [];
      },
    }));
    const world = createWorld(watched, {
      accountSid: ACCOUNT,
      authToken: 'token',
      rows: 50,
      seed: 1,
      now: () => START,
      plan: () => {},
    });
    expect(seeded).toEqual([]);
    world.table('Recordings');
    world.table('Calls');
    expect(seeded).toEqual(['Recordings', 'Calls']);
    world.reset();
    world.table('Calls');
    expect(seeded).toEqual(['Recordings', 'Calls', 'Calls']);
  });

  test('changing the number of rows of one resource does not change the others', () => {
    const more = resources.map((resource) => (resource.name === 'Calls' ? { ...resource, share: 1 } : resource));
    const world = createWorld(more, {
      accountSid: ACCOUNT,
      authToken: 'token',
      rows: 50,
      seed: 1,
      now: () => START,
      plan: () => {},
    });
    expect(rowsOf(world, 'Messages')).toEqual(rowsOf(worldOf(50), 'Messages'));
  });
});

describe('a world', () => {
  test('a new SID is never one that an entity already has', () => {
    const world = worldOf(0);
    const first = world.sid('SM');
    world.reset();
    world.table('Messages').put({ sid: first });
    expect(world.sid('SM')).not.toBe(first);
  });

  test('reading an unknown resource fails with a list of the known ones', () => {
    expect(() => worldOf(0).table('Nothing')).toThrow(
      /^"Nothing" is not a known resource. Known resources: Calls, Feedback,/,
    );
  });
});

test('an entity created after the start gets no seeded children, even when they are seeded later', () => {
  const world = worldOf(50);
  const sid = world.sid('CH');
  world.table('Conversations').put({ sid });
  const parents = rowsOf(world, 'ConversationMessages').map((row) => row.conversation_sid);
  expect(parents).not.toContain(sid);
  expect(parents).toEqual(rowsOf(worldOf(50), 'ConversationMessages').map((row) => row.conversation_sid));
});
