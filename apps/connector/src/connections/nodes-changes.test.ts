import { describe, expect, test } from 'vitest';
import { connectionOf, NAME, settled } from '../../test/connection-parts.js';
import { createNodeClock } from '../../test/node-clock.js';
import { createConnectionNodes, type NodesChange } from './connection-nodes.js';

const connection = connectionOf({ nodeConfig: { minNodeCount: 2, maxNodeCount: 9 } });
const suspended = { ...connection, suspended: true };

function open() {
  const clock = createNodeClock();
  const changes: NodesChange[] = [];
  const nodes = createConnectionNodes(clock, (change) => void changes.push(change));
  /** Requests that are sent at once and end at once. Resolves with the number that was sent. */
  const send = async (count: number) => {
    const { admit } = nodes.of(connection);
    let sent = 0;
    for (let request = 0; request < count; request += 1) {
      void admit().then((permit) => {
        sent += 1;
        permit.sent();
        permit.done({ isThrottled: false });
      });
      await Promise.resolve();
    }
    await settled();
    return sent;
  };
  /** Moves the clock, and lets requests end in between. */
  const pass = async (seconds: number) => {
    for (let second = 0; second < seconds; second += 1) {
      clock.advance(1005);
      await settled();
    }
  };
  const reasons = () => changes.splice(0).map(({ reason }) => reason);
  return { clock, nodes, changes, send, pass, reasons };
}

describe('changes of the number of nodes', () => {
  test('the first use of a connection is reported, and every scaling with its figures', async () => {
    const { send, changes, nodes } = open();
    await send(51);
    expect(changes).toEqual([
      { connection: NAME, from: 0, to: 2, reason: 'scaled 0 → 2: configured are 2 to 9' },
      { connection: NAME, from: 2, to: 3, reason: 'scaled 2 → 3: 51 arrivals/s, 1 queued' },
    ]);
    expect(nodes.nodesOf(connection)).toBe(3);
  });

  test('other bounds apply at once, and queued requests are kept', async () => {
    const { send, nodes, reasons, pass } = open();
    expect(await send(400)).toBe(225);
    reasons();
    nodes.apply(connectionOf({ nodeConfig: { minNodeCount: 12, maxNodeCount: 12 } }));
    expect(reasons()).toEqual(['scaled 9 → 12: configured are 12 to 12']);
    await settled();
    expect(nodes.queueStats().queued).toBe(100);
    nodes.apply(connection);
    expect(reasons()).toEqual(['scaled 12 → 9: configured are 2 to 9']);
    await pass(1);
    expect(nodes.queueStats()).toMatchObject({ queued: 0, refused: 0 });
  });

  test('the same bounds change nothing', () => {
    const { nodes, changes } = open();
    for (let use = 0; use < 3; use += 1) nodes.of(connection);
    expect(changes.length).toBe(1);
  });

  test('a suspended connection has no nodes, and gets them back when it is resumed', async () => {
    const { send, nodes, reasons, clock } = open();
    await send(100);
    reasons();
    nodes.apply(suspended);
    expect([nodes.nodesOf(suspended), reasons()]).toEqual([0, ['scaled 4 → 0: the connection is suspended']]);
    // Its queue may scale down meanwhile, which changes nothing.
    clock.advance(70_000);
    expect([nodes.nodesOf(suspended), reasons()]).toEqual([0, []]);
    nodes.apply(connection);
    expect([nodes.nodesOf(connection), reasons()]).toEqual([2, ['scaled 0 → 2: configured are 2 to 9']]);
  });

  test('a deleted connection has no nodes', () => {
    const { nodes, changes, clock } = open();
    nodes.of(connection);
    nodes.forget(NAME);
    expect(changes[1]).toEqual({
      connection: NAME,
      from: 2,
      to: 0,
      reason: 'scaled 2 → 0: the connection was deleted',
    });
    clock.advance(2000);
    expect([changes.length, clock.timers]).toEqual([2, 0]);
  });

  test('a connection that was never used has its minimum, or none while it is suspended', () => {
    const { nodes, changes } = open();
    expect([nodes.nodesOf(connection), nodes.nodesOf(suspended), changes]).toEqual([2, 0, []]);
  });
});

test('a connection at rest keeps its number of nodes and its counts, but no queue', async () => {
  const { nodes, send, changes, clock, pass } = open();
  await send(400);
  await pass(70);
  const before = [nodes.queueStats(), nodes.nodesOf(connection), changes.length];
  expect(before).toEqual([expect.objectContaining({ throttled: 175, waited: 175, queued: 0 }), 2, expect.any(Number)]);
  nodes.rest(NAME);
  expect([nodes.size, clock.timers]).toEqual([0, 0]);
  expect([nodes.queueStats(), nodes.nodesOf(connection), changes.length]).toEqual(before);
  nodes.of(connection);
  expect([nodes.size, changes.length]).toEqual([1, before[2]]);
});
