import { pairwise, spreadOf } from '../src/statistics.ts';
import type { Row } from '../src/table.ts';
import { atLeast, atMost, plain } from '../nodes/row.ts';
import { type Bed, SENT } from './bed.ts';
import { type Distribution, DISTRIBUTIONS } from './distributions.ts';
import { keyOf } from './keys.ts';
import type { Reading } from './reading.ts';

/** What to measure. */
export interface Settings {
  readonly rounds: number;
  readonly messages: number;
  readonly latencyMs: number;
  /** Whether to read the list with the default of the SDK, too, which takes minutes. */
  readonly hasDefault: boolean;
}

/** The nodes of a connection, unless said otherwise. */
export const NODES = 2;
const MANY_NODES = 10;
const RATE_PER_NODE = 25;
/** The most requests for 100,000 messages. */
const MOST_REQUESTS: Readonly<Record<Distribution, number>> = {
  even: 110,
  'a day with 80 %': 130,
  'a minute with 50 %': 130,
};

/** Measures whole lists of each distribution. */
export async function measureLists(bed: Bed, settings: Settings): Promise<Row[]> {
  const rows: Row[] = [];
  for (const distribution of DISTRIBUTIONS) {
    process.stderr.write(`${distribution} …\n`);
    await bed.fill(distribution, settings.messages);
    rows.push(...(await measureList(bed, distribution, settings)));
  }
  return rows;
}

async function measureList(bed: Bed, distribution: Distribution, settings: Settings): Promise<Row[]> {
  const { messages, latencyMs } = settings;
  const measured = `${messages.toLocaleString('en-US')} messages, ${distribution}`;
  const readAll = (way: Reading['way'], nodes: number, rounds = settings.rounds) =>
    repeat(rounds, () => bed.read({ way, nodes, conditions: SENT }));
  const sdk = await readAll('sdk with pageSize 1000', NODES);
  const ours = await readAll('connector', NODES);
  const throughServer = await readAll('server', NODES);
  const withMore = await readAll('connector', MANY_NODES);
  const byDefault = settings.hasDefault && distribution === 'even' ? await readAll('sdk', NODES, 1) : [];
  const requests = ours.map((each) => each.requests);
  const bounds = requests.map((count) => Math.floor((count - 1) / (NODES * RATE_PER_NODE)) * 1000 + latencyMs);
  const wrong = [...ours, ...throughServer, ...withMore].reduce(
    (sum, { rows, distinct }) => sum + Math.abs(messages - distinct) + rows - distinct,
    0,
  );
  const times = (all: readonly { readonly ms: number }[]) => all.map(({ ms }) => ms);
  const faster = (slow: typeof sdk, fast: typeof sdk) => pairwise(times(slow), times(fast), (a, b) => a / b);
  const row = (contestant: string, values: readonly number[], unit = ''): Row => ({
    measured,
    contestant,
    figure: spreadOf(values),
    unit,
  });
  const own = `connector, ${NODES} nodes`;
  const many = `connector, ${MANY_NODES} nodes`;
  const server = `connector's server, ${NODES} nodes`;
  return [
    row('`twilio`, pageSize 1000', times(sdk), 'ms'),
    ...(byDefault.length > 0 ? [row('`twilio`, default', times(byDefault), 'ms')] : []),
    row(own, times(ours), 'ms'),
    row(server, times(throughServer), 'ms'),
    row(many, times(withMore), 'ms'),
    atMost(row(`${own}: requests`, requests), MOST_REQUESTS[distribution]),
    atMost(
      row(
        `${own}: time ÷ what the rate allows`,
        pairwise(times(ours), bounds, (ms, bound) => ms / bound),
        '×',
      ),
      1.25,
    ),
    atMost(row(`${server}: time ÷ that without a server`, faster(throughServer, ours), '×'), 1.1),
    atLeast(row(`${own}: times faster than pageSize 1000`, faster(sdk, ours), '×'), 4),
    atLeast(row(`${many}: times faster than pageSize 1000`, faster(sdk, withMore), '×'), 8),
    ...(byDefault.length > 0
      ? [atLeast(row(`${own}: times faster than the default`, faster(byDefault, ours), '×'), 60)]
      : []),
    atMost(plain(measured, 'rows lost or doubled', wrong), 0),
  ];
}

/** Measures readings that need few rows. The messages of the last distribution are still there. */
export async function measureFew(bed: Bed, { rounds }: Settings): Promise<Row[]> {
  process.stderr.write('few rows …\n');
  const first = await bed.read({ way: 'connector', nodes: NODES, limit: 10 });
  const keys = (count: number) => `Sid IN (${Array.from({ length: count }, (_, index) => `'${keyOf(index)}'`).join()})`;
  const one = await repeat(rounds, () => bed.read({ way: 'connector', nodes: NODES, conditions: keys(1) }));
  const twenty = await repeat(rounds, () => bed.read({ way: 'connector', nodes: NODES, conditions: keys(20) }));
  const times = pairwise(
    twenty.map(({ ms }) => ms),
    one.map(({ ms }) => ms),
    (a, b) => a / b,
  );
  const most = Math.max(...twenty.map(({ requests }) => requests));
  return [
    atMost(plain('the 10 newest messages', 'requests', first.requests), 1),
    atMost(plain('20 messages by key', 'requests', most), 20),
    atMost(
      { measured: '20 messages by key', contestant: 'time ÷ that of one', figure: spreadOf(times), unit: '×' },
      1.25,
    ),
  ];
}

async function repeat<T>(rounds: number, measure: () => Promise<T>): Promise<T[]> {
  const results: T[] = [];
  for (let round = 0; round < rounds; round += 1) results.push(await measure());
  return results;
}
