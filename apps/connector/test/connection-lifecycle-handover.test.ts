import { createSecret } from '@twilio-connector/connection';
import { findEntityType } from '@twilio-connector/entities';
import { type RunningSimulator, startSimulator } from '@twilio-connector/simulator';
import { afterEach, beforeEach, describe, expect, onTestFinished, test } from 'vitest';
import { openConnections } from '../src/connections/open-connections.js';
import { SYSTEM_CLOCKS } from '../src/store/clock.js';
import type { Runtime } from '../src/runtime/runtime.js';
import { connectionOf, NAME, temporaryStore } from './connection-parts.js';
import { createNodeClock, type NodeTestClock } from './node-clock.js';

const { name: _, status: __, createTime: ___, updateTime: ____, ...BODY } = connectionOf();
const RATE = 25;

let running: RunningSimulator;
beforeEach(async () => {
  running = await startSimulator({ rows: 120 });
});
afterEach(() => running.close());

const find = ({ entities }: Runtime, name: string) => findEntityType(entities.catalog, name);

/** Connections over the simulator, which record the start of every request to it, on the clock of the nodes if there is one. */
async function open(nodeClock?: NodeTestClock) {
  const { simulator, url } = running;
  const starts: number[] = [];
  const errors: unknown[] = [];
  const secrets = { token: simulator.authToken };
  const opened = openConnections({
    store: await temporaryStore(),
    secrets: { resolve: async () => createSecret(secrets.token) },
    isOnlyWriter: true,
    policies: { isServiceAccountAllowed: async () => false, forget: async () => {}, reload() {} },
    hosts: { checkUrl: () => undefined, checkHost: () => undefined, checkAddress: () => undefined },
    onSecret() {},
    onAttempt: (_connection, { durationMs }) =>
      void starts.push(nodeClock ? nodeClock.now() : performance.now() - durationMs),
    onError: (error) => void errors.push(error),
    ...SYSTEM_CLOCKS,
    nodeClock,
  });
  onTestFinished(() => opened.close());
  const { connections } = opened;
  const nodes = (count: number) => ({ nodeConfig: { minNodeCount: count, maxNodeCount: count } });
  const body = (count: number) => ({
    ...BODY,
    ...nodes(count),
    configVariables: [{ key: 'base_url', stringValue: `${url}/{product}` }],
  });
  /** Does the same as a call over REST. */
  const use = async <T>(work: (runtime: Runtime) => Promise<T>) => connections.use(await connections.get(NAME), work);
  return {
    ...opened,
    starts,
    errors,
    secrets,
    simulator,
    nodes,
    body,
    use,
    send: (text: string) =>
      use((runtime) =>
        runtime.entities.create(find(runtime, 'Messages'), { To: '+15550100001', Sender: '+15550100100', Body: text }),
      ),
    /** Lists all recordings page by page, and calls `between` before each page. */
    listAll: async (between: () => Promise<void>) => {
      const sids: unknown[] = [];
      let pageToken: string | undefined;
      do {
        await between();
        const page = await use((runtime) =>
          runtime.entities.list(find(runtime, 'Recordings'), { pageSize: 2, pageToken }),
        );
        sids.push(...page.entities.map(({ Sid }) => Sid));
        pageToken = page.nextPageToken ?? undefined;
      } while (pageToken);
      return sids;
    },
  };
}

// Shorter than a second, because a request starts slightly after its node counts it, and later if the process stalls. A second
// set of nodes would exceed the limit in any interval.
const SECOND_MS = 900;

/** The maximum number of requests that started within any second. */
function mostInASecond(starts: readonly number[]): number {
  const sorted = starts.toSorted((a, b) => a - b);
  const within = (start: number) => sorted.filter((other) => other >= start && other - start < SECOND_MS).length;
  return Math.max(0, ...sorted.map(within));
}

describe('changes with calls in flight', () => {
  test('patches do not lose, repeat or fail in-flight calls, and the rate limit holds across them', async () => {
    const { connections, send, listAll, starts, errors, nodes, body, simulator } = await open();
    await connections.create(NAME, body(1));
    const texts = Array.from({ length: 60 }, (__, index) => `message ${index}`);
    const sending = Promise.all(texts.map(send));
    const changes = [
      () => connections.patch(NAME, { description: 'one' }, 'description'),
      () => connections.patch(NAME, body(1), 'authConfig'),
      () => connections.patch(NAME, { labels: { a: 'b' } }, 'labels'),
      () => connections.patch(NAME, nodes(1), 'nodeConfig'),
    ];
    const operations: unknown[] = [];
    const listed = listAll(async () => {
      const change = changes.shift();
      if (change) operations.push((await change()).response);
    });
    const [sent, sids] = await Promise.all([sending, listed]);
    expect(sids).toEqual(
      simulator
        .snapshot('Recordings')
        .map(({ sid }) => sid)
        .reverse(),
    );
    expect(new Set(sent.map(({ entity }) => entity.Sid)).size).toBe(60);
    const bodies = simulator.snapshot('Messages').map(({ body: text }) => String(text));
    expect(bodies.filter((text) => /^message \d+$/.test(text)).toSorted()).toEqual(texts.toSorted());
    const posts = simulator.journal.requests().filter(({ method }) => method === 'POST');
    expect(posts).toHaveLength(60);
    expect(operations).toHaveLength(4);
    for (const response of operations) expect(response).toMatchObject({ status: { state: 'ACTIVE' } });
    expect(mostInASecond(starts)).toBeLessThanOrEqual(RATE);
    expect(errors).toEqual([]);
  }, 30_000);

  test('a changed number of nodes applies to queued calls at once', async () => {
    const clock = createNodeClock();
    const { connections, send, starts, queueStats, nodes, body } = await open(clock);
    const sendAll = (count: number) =>
      Promise.all(Array.from({ length: count }, (__, index) => send(`message ${index}`)));
    const until = async (holds: () => boolean) => {
      while (!holds()) await new Promise((resolve) => setImmediate(resolve));
    };
    // The check of the new connection and 24 calls are sent at once.
    await connections.create(NAME, body(1));
    const sending = sendAll(110);
    await until(() => queueStats().queued === 86 && starts.length === RATE);
    const raised = connections.patch(NAME, nodes(3), 'nodeConfig');
    // Two more nodes send 50 calls at once. The check of the change waits with the others.
    await until(() => queueStats().queued === 37 && starts.length === 3 * RATE);
    clock.advance(1005);
    await Promise.all([sending, raised]);
    expect(starts).toHaveLength(112);
    // The 37 requests of the last second count towards the lower limit, so the check waits, and all calls behind it.
    const lowered = connections.patch(NAME, nodes(1), 'nodeConfig');
    await until(() => queueStats().queued === 1);
    const later = sendAll(30);
    await until(() => queueStats().queued === 31);
    clock.advance(1005);
    await until(() => queueStats().queued === 6 && starts.length === 112 + RATE);
    clock.advance(1005);
    await Promise.all([lowered, later]);
    expect(starts).toHaveLength(112 + 1 + 30);
  }, 30_000);

  test('after a change of the token, in-flight calls use the old one and new calls the new one', async () => {
    const { connections, send, secrets, body, queueStats, errors } = await open();
    await connections.create(NAME, body(1));
    const sending = Promise.all(Array.from({ length: 40 }, (__, index) => send(`before ${index}`)));
    await expect.poll(() => queueStats().queued).toBeGreaterThan(0);
    secrets.token = 'wrong';
    connections.refresh(NAME);
    await expect(send('after')).rejects.toMatchObject({ status: 401 });
    expect(await sending).toHaveLength(40);
    expect(errors).toEqual([]);
  }, 30_000);
});

describe('queued calls', () => {
  test('a delete carries out queued calls first, and then the name can be used again', async () => {
    const { connections, send, starts, body, longRunningOperations, queueStats } = await open();
    await connections.create(NAME, body(1));
    const sending = Promise.all(Array.from({ length: 40 }, (__, index) => send(`message ${index}`)));
    await expect.poll(() => queueStats().queued).toBeGreaterThan(0);
    const { name } = await connections.remove(NAME);
    expect(await sending).toHaveLength(40);
    await expect.poll(async () => (await longRunningOperations.get(name))?.done).toBe(true);
    await connections.create(NAME, body(1));
    await Promise.all(Array.from({ length: 20 }, (__, index) => send(`again ${index}`)));
    expect(starts).toHaveLength(62);
    expect(mostInASecond(starts.slice(0, 41))).toBeLessThanOrEqual(RATE);
  }, 30_000);

  test('suspending a connection carries out its queued calls first, and then drops its runtime', async () => {
    const { connections, send, body, longRunningOperations, queueStats } = await open();
    await connections.create(NAME, body(1));
    const sending = Promise.all(Array.from({ length: 40 }, (__, index) => send(`message ${index}`)));
    await expect.poll(() => queueStats().queued).toBeGreaterThan(0);
    const { name } = await connections.patch(NAME, { suspended: true }, 'suspended');
    await expect(send('late')).rejects.toMatchObject({ reason: 'SUSPENDED' });
    expect(await sending).toHaveLength(40);
    await expect.poll(async () => (await longRunningOperations.get(name))?.done).toBe(true);
    expect(queueStats().queued).toBe(0);
  }, 30_000);
});
