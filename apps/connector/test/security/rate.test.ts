import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { type Connection, createSecret } from '@twilio-connector/connection';
import { describe, expect, onTestFinished, test } from 'vitest';
import { createConnectionNodes } from '../../src/connections/connection-nodes.js';
import { createRuntimeSource, type RuntimeSourcePorts } from '../../src/connections/runtime-source.js';
import { connectionOf } from '../connection-parts.js';
import { createNodeClock, type NodeTestClock } from '../node-clock.js';
import { ADMINISTRATOR_TOKEN, type BedAnswer, type ServerBed, startServerBed } from '../server-bed.js';

/** The requests that one node may send in a second. */
const LIMIT = 25;

async function until(holds: () => boolean | Promise<boolean>): Promise<void> {
  while (!(await holds())) await new Promise((resolve) => setImmediate(resolve));
}

function mostInAnySecond(moments: readonly number[]): number {
  return Math.max(...moments.map((from) => moments.filter((moment) => moment >= from && moment < from + 1000).length));
}

type Lookup = NonNullable<RuntimeSourcePorts['client']['lookup']>;
const findHere: Lookup = (_host, _options, callback) => callback(null, [{ address: '127.0.0.1', family: 4 }]);

/** A connection with one node to a server that records, on the clock of the nodes, when each request arrives. */
async function open(client: Partial<RuntimeSourcePorts['client']>) {
  const clock = createNodeClock();
  const nodes = createConnectionNodes(clock);
  const arrivals: number[] = [];
  const server = createServer((_request, response) => {
    arrivals.push(clock.now());
    response.setHeader('content-type', 'application/json').end('{}');
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  onTestFinished(() => void server.close());
  const stringValue = `http://gateway.example:${(server.address() as AddressInfo).port}`;
  const connection: Connection = connectionOf({
    configVariables: [{ key: 'base_url', stringValue }],
    nodeConfig: { minNodeCount: 1, maxNodeCount: 1 },
  });
  const source = createRuntimeSource({
    secrets: { resolve: async () => createSecret('secret') },
    validator: { hostViolations: () => [], secretViolations: async () => [] },
    nodes,
    onSecret() {},
    client: { lookup: findHere, ...client },
  });
  const { runtime } = await source.compose(connection);
  onTestFinished(() => runtime.close());
  return { clock, arrivals, runtime, scheduler: nodes.of(connection) };
}

describe('requests on the wire', () => {
  /** Sends a burst that is larger than the limit, and moves the clock on whenever every admitted request has arrived. */
  async function sendAll(bed: Awaited<ReturnType<typeof open>>, requests: readonly Promise<unknown>[]) {
    const { clock, arrivals, scheduler } = bed;
    while (arrivals.length < requests.length) {
      await until(() => arrivals.length === scheduler.stats().started);
      clock.advance(15);
    }
    await Promise.all(requests);
    expect(arrivals).toHaveLength(requests.length);
    return mostInAnySecond(arrivals);
  }

  test('a cold burst whose connections are slow does not send more requests in a second than its nodes may', async () => {
    const connecting: (() => void)[] = [];
    let isSlow = true;
    const lookup: Lookup = (...parameters) => {
      if (isSlow) connecting.push(() => findHere(...parameters));
      else findHere(...parameters);
    };
    const bed = await open({ lookup });
    const requests = Array.from({ length: 60 }, () => bed.runtime.checkStatus());
    await until(() => connecting.length === LIMIT);
    // The connections take nearly a second. Requests that are admitted at the end of that second must not follow at once.
    bed.clock.advance(990);
    isSlow = false;
    for (const connect of connecting) connect();
    expect(await sendAll(bed, requests)).toBe(LIMIT);
  });

  test('a process that stalls between admission and sending does not send more requests in a second', async () => {
    const bed = await open({});
    let attempts = 0;
    const stall = () => {
      if (++attempts === 1) bed.clock.stall(900);
    };
    const requests = Array.from({ length: 60 }, () => bed.runtime.checkStatus(stall));
    expect(await sendAll(bed, requests)).toBe(LIMIT);
  });

  test('requests that could not be sent do not take slots from those that can', async () => {
    let isDown = true;
    const bed = await open({ checkAddress: () => (isDown ? 'It is down.' : undefined) });
    const failed = await Promise.all(Array.from({ length: LIMIT }, () => bed.runtime.checkStatus()));
    expect(new Set(failed.map(({ state }) => state))).toEqual(new Set(['ERROR']));
    isDown = false;
    const checks = Array.from({ length: LIMIT }, () => bed.runtime.checkStatus());
    await until(() => bed.arrivals.length === LIMIT);
    await Promise.all(checks);
  });
});

describe('changes of a connection', () => {
  const NAME = 'projects/p/locations/local/connections/one';
  const [parent = ''] = NAME.split('/connections/');
  const QUEUED = /^twilio_connector_queued (\d+)/m;

  async function openServer(): Promise<{ bed: ServerBed; clock: NodeTestClock }> {
    const clock = createNodeClock();
    const bed = await startServerBed({}, { nodeClock: clock });
    onTestFinished(() => bed.close());
    await bed.connection(NAME);
    await bed.must(`/v1/${NAME}?updateMask=nodeConfig`, {
      method: 'PATCH',
      body: { nodeConfig: { minNodeCount: 1, maxNodeCount: 1 } },
    });
    clock.advance(5000);
    return { bed, clock };
  }

  const token = ADMINISTRATOR_TOKEN;
  const patch = (bed: ServerBed, mask: string, body: object) =>
    bed.call(`/v1/${NAME}?updateMask=${mask}`, { method: 'PATCH', token, body });
  const remove = (bed: ServerBed) => bed.must(`/v1/${NAME}`, { method: 'DELETE' });

  const CHANGES: readonly [string, (bed: ServerBed, before: object) => Promise<BedAnswer>][] = [
    [
      'deleting it and creating it again',
      async (bed, before) => {
        await remove(bed);
        return bed.call(`/v1/${parent}/connections?connectionId=one`, { method: 'POST', token, body: before });
      },
    ],
    [
      'suspending and resuming it',
      async (bed) => {
        await patch(bed, 'suspended', { suspended: true });
        return patch(bed, 'suspended', { suspended: false });
      },
    ],
    ['changing it', (bed) => patch(bed, 'description', { description: 'changed' })],
  ];

  test.each(CHANGES)('%s does not allow more requests in the same second', async (_what, change) => {
    const { bed, clock } = await openServer();
    const sent = () => bed.simulator.journal.count;
    const before = sent();
    const { connectorVersion, authConfig, configVariables, nodeConfig } = await bed.must(`/v1/${NAME}`);
    const list = () => bed.must(`/v2/${NAME}/entityTypes/Messages/entities?pageSize=1`);
    await Promise.all(Array.from({ length: LIMIT }, list));
    // Each change ends with a check at Twilio, which is one request.
    const changed = change(bed, { connectorVersion, authConfig, configVariables, nodeConfig });
    await until(async () => sent() > before + LIMIT || QUEUED.exec((await bed.call('/metrics')).text)?.[1] === '1');
    clock.advance(1004);
    expect(sent()).toBe(before + LIMIT);
    clock.advance(1);
    expect((await changed).status).toBe(200);
    expect(sent()).toBe(before + LIMIT + 1);
    expect(await bed.must(`/v1/${NAME}`)).toMatchObject({ status: { state: 'ACTIVE' } });
  });
});
