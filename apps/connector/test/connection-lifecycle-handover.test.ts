import { createSecret } from '@twilio-connector/connection';
import { findEntityType } from '@twilio-connector/entities';
import { type RunningSimulator, startSimulator } from '@twilio-connector/simulator';
import { afterEach, beforeEach, describe, expect, onTestFinished, test } from 'vitest';
import { openConnections } from '../src/connections/open-connections.js';
import type { Runtime } from '../src/runtime/runtime.js';
import { connectionOf, NAME, temporaryStore } from './connection-parts.js';

const { name: _, status: __, createTime: ___, updateTime: ____, ...BODY } = connectionOf();
const RATE = 25;

let running: RunningSimulator;
beforeEach(async () => {
  running = await startSimulator({ rows: 120 });
});
afterEach(() => running.close());

const find = ({ entities }: Runtime, name: string) => findEntityType(entities.catalog, name);

/** Connections over the simulator, with the moment of every request to it. */
async function open() {
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
    onAttempt: ({ durationMs }) => void starts.push(performance.now() - durationMs),
    onError: (error) => void errors.push(error),
    now: () => Date.now(),
  });
  onTestFinished(() => opened.close());
  const { connections } = opened;
  const nodes = (count: number) => ({ nodeConfig: { minNodeCount: count, maxNodeCount: 50 } });
  const body = (count: number) => ({
    ...BODY,
    ...nodes(count),
    configVariables: [{ key: 'base_url', stringValue: `${url}/{product}` }],
  });
  /** As a call over REST does it. */
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
    /** The whole list of recordings, page by page; `between` is done before each page. */
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

// A request begins a little after the moment that its node counts, later where the process stalls, as one that is shared with
// the simulator does. A second set of nodes would show in any stretch.
const SECOND_MS = 900;

/** The most requests that started within any second. */
function mostInASecond(starts: readonly number[]): number {
  const sorted = starts.toSorted((a, b) => a - b);
  const within = (start: number) => sorted.filter((other) => other >= start && other - start < SECOND_MS).length;
  return Math.max(0, ...sorted.map(within));
}

describe('a change while there is work', () => {
  test('drops, doubles and fails nothing, and starts no more than the nodes may, before, after and across', async () => {
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

  test('of the nodes counts at once for what is queued: more work faster, fewer hold it back', async () => {
    const { connections, send, starts, nodes, body } = await open();
    await connections.create(NAME, body(1));
    const sending = Promise.all(Array.from({ length: 110 }, (__, index) => send(`message ${index}`)));
    const begun = performance.now();
    await connections.patch(NAME, nodes(3), 'nodeConfig.minNodeCount');
    const faster = performance.now();
    await sending;
    // 110 at 25 a second take over three seconds; at 75, more than one.
    expect(performance.now() - begun).toBeLessThan(3000);
    expect(mostInASecond(starts.filter((start) => start < faster))).toBeLessThanOrEqual(3 * RATE);
    expect(mostInASecond(starts)).toBeLessThanOrEqual(3 * RATE);
    expect(mostInASecond(starts)).toBeGreaterThan(2 * RATE);
    await connections.patch(NAME, nodes(1), 'nodeConfig.minNodeCount');
    const slower = performance.now();
    await Promise.all(Array.from({ length: 30 }, (__, index) => send(`later ${index}`)));
    expect(mostInASecond(starts.filter((start) => start > slower))).toBeLessThanOrEqual(RATE);
  }, 30_000);

  test('of the token: what runs ends with the old one, what comes uses the new one', async () => {
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

describe('work that is queued', () => {
  test('is done before a deletion ends; then its name is free', async () => {
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

  test('is done by a connection that is suspended meanwhile, which then has no runtime', async () => {
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
