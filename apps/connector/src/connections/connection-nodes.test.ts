import { describe, expect, test } from 'vitest';
import { connectionOf, NAME, settled } from '../../test/connection-parts.js';
import { createNodeClock } from '../../test/node-clock.js';
import { createConnectionNodes } from './connection-nodes.js';

const withNodes = (minNodeCount: number, name = NAME, maxNodeCount = minNodeCount) =>
  connectionOf({ name, nodeConfig: { minNodeCount, maxNodeCount } });

function open() {
  const clock = createNodeClock();
  const nodes = createConnectionNodes(clock);
  /** Asks for admission, and sends at once what is admitted. Returns the number of requests that were sent. */
  const send = async (count: number, connection = withNodes(1)) => {
    const { admit } = nodes.of(connection);
    let sent = 0;
    for (let request = 0; request < count; request += 1) {
      void admit().then((permit) => {
        sent += 1;
        permit.sent();
      });
    }
    await new Promise((resolve) => setImmediate(resolve));
    return sent;
  };
  return { clock, nodes, send };
}

test('all runtimes of a connection share its nodes, and other connections have their own', async () => {
  const { nodes, send } = open();
  expect(nodes.of(withNodes(1))).toBe(nodes.of(withNodes(1)));
  expect(await send(20)).toBe(20);
  expect(await send(20)).toBe(5);
  expect(await send(20, withNodes(1, `${NAME}-2`))).toBe(20);
  expect(nodes.queueStats()).toMatchObject({ queued: 15, throttled: 15 });
});

test('the number of nodes follows the connection', async () => {
  const { clock, nodes, send } = open();
  expect(await send(20)).toBe(20);
  expect(await send(40, withNodes(2))).toBe(30);
  expect(nodes.of(withNodes(2)).nodes).toBe(2);
  clock.advance(1005);
  expect(nodes.queueStats().queued).toBe(0);
});

test('the counts of the queue are the sums over all connections', async () => {
  const { clock, nodes, send } = open();
  for (const name of [NAME, `${NAME}-2`]) expect(await send(27, withNodes(1, name))).toBe(25);
  expect(nodes.queueStats()).toEqual({ queued: 4, throttled: 4, refused: 0, waited: 0, waitMs: 0 });
  clock.advance(1010);
  await settled();
  const one = nodes.of(withNodes(1)).stats();
  expect(one.waitMs).toBeGreaterThan(2000);
  expect(nodes.queueStats()).toEqual({ queued: 0, throttled: 4, refused: 0, waited: 4, waitMs: 2 * one.waitMs });
  expect(createConnectionNodes(clock).queueStats()).toEqual({
    queued: 0,
    throttled: 0,
    refused: 0,
    waited: 0,
    waitMs: 0,
  });
});

test('requests that the queues of two connections refuse are counted together', async () => {
  const { nodes } = open();
  const all = [NAME, `${NAME}-2`].map((name) => nodes.of(withNodes(1, name)));
  for (const { admit } of all) for (let request = 0; request < 10_000; request += 1) admit().catch(() => {});
  await settled();
  const [one = 0, other = 0] = all.map((scheduler) => scheduler.stats().refused);
  expect(one).toBeGreaterThan(0);
  expect(other).toBe(one);
  expect(nodes.queueStats().refused).toBe(one + other);
});

describe('removed connections', () => {
  test('a connection that is created again within a second shares that second with the removed one', async () => {
    const { clock, nodes, send } = open();
    expect(await send(25)).toBe(25);
    for (let round = 0; round < 10; round += 1) {
      nodes.forget(NAME);
      clock.advance(100);
      expect(await send(1)).toBe(0);
    }
    clock.advance(5);
    expect(nodes.queueStats().queued).toBe(0);
  });

  test('the nodes of a connection that is created again are kept, even if the removed one is older than a second', async () => {
    const { clock, nodes, send } = open();
    await send(1);
    nodes.forget(NAME);
    clock.advance(1000);
    const again = nodes.of(withNodes(1));
    clock.advance(10_000);
    expect(nodes.of(withNodes(1))).toBe(again);
  });

  test('a second later, nothing is left of 1,000 removed connections', async () => {
    const { clock, nodes, send } = open();
    for (let index = 0; index < 1000; index += 1) {
      const name = `${NAME}-${index}`;
      expect(await send(1, withNodes(1, name))).toBe(1);
      nodes.forget(name);
    }
    expect(nodes.size).toBe(1000);
    clock.advance(1005);
    expect(nodes.size).toBe(1000);
    clock.advance(1);
    expect([nodes.size, clock.timers]).toEqual([0, 0]);
  });

  test('a connection that has no nodes can be removed', () => {
    const { clock, nodes } = open();
    nodes.forget(NAME);
    expect([nodes.size, clock.timers]).toEqual([0, 0]);
  });
});
