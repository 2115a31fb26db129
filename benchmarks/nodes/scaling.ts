import { percentile } from '../src/statistics.ts';
import type { Row } from '../src/table.ts';
import { playTrace } from './play-trace.ts';
import { fixed, hpa, keda, knative, MAX, MIN, type Policy } from './policies.ts';
import { atMost, plain } from './row.ts';
import { createTrace } from './trace.ts';

const POLICIES: readonly (readonly [name: string, policy: Policy | undefined])[] = [
  ['static maximum', fixed(MAX)],
  ['static minimum', fixed(MIN)],
  ['HPA', hpa()],
  ['KEDA', keda()],
  ['Knative', knative()],
  ['connector', undefined],
];
const MAX_SHARE = 0.25;
const MAX_WAIT_MS = 50;

/** An hour of bursty traffic through the scheduler on a virtual clock: what the nodes cost, and how long requests wait. */
export async function measureScaling(): Promise<Row[]> {
  const trace = createTrace();
  const rows: Row[] = [];
  let most = Number.NaN;
  for (const [name, policy] of POLICIES) {
    const { nodeSeconds, waits } = await playTrace(trace, policy);
    if (name === 'static maximum') most = nodeSeconds;
    const isOurs = policy === undefined;
    const share = plain('bursty trace: node-seconds, as a share of the static maximum', name, nodeSeconds / most);
    const wait = plain('bursty trace: p99 wait', name, percentile([...waits], 0.99), 'ms');
    rows.push(isOurs ? atMost(share, MAX_SHARE) : share, isOurs ? atMost(wait, MAX_WAIT_MS) : wait);
  }
  return rows;
}
