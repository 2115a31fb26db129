import { setTimeout as sleep } from 'node:timers/promises';
import { startSimulator } from '../src/servers.ts';
import { pairwise, spreadOf } from '../src/statistics.ts';
import type { Row } from '../src/table.ts';
import { type Bed, startBed } from './bed.ts';

const READS = 400;
const ROUNDS = 3;
const MIN_TIMES = 3;
/** Until the requests of the last round no longer count. */
const QUIET_MS = 1500;
const RETRY_MS = 1000;
const CONNECTIONS = [
  { id: 'fixed', nodes: { min: 2, max: 2 } },
  { id: 'scaling', nodes: { min: 2, max: 50 } },
] as const;

/** A burst of reads at once on a real server, on a connection whose nodes scale and on one whose nodes do not. */
export async function measureBurst(): Promise<Row[]> {
  const simulator = await startSimulator();
  const bed = await startBed(simulator.url);
  try {
    for (const { id, nodes } of CONNECTIONS) await bed.create(id, nodes);
    const times: Record<string, number[]> = { fixed: [], scaling: [] };
    for (let round = 0; round <= ROUNDS; round += 1) {
      for (const { id } of CONNECTIONS) {
        await sleep(QUIET_MS);
        const begin = performance.now();
        await Promise.all(Array.from({ length: READS }, () => read(bed, id)));
        // The first round warms up.
        if (round > 0) times[id]?.push((performance.now() - begin) / 1000);
      }
    }
    const { fixed = [], scaling = [] } = times;
    const ratios = spreadOf(pairwise(fixed, scaling, (slow, fast) => slow / fast));
    const measured = `a burst of ${READS} reads`;
    return [
      { measured, contestant: '2 nodes', figure: spreadOf(fixed), unit: 's' },
      { measured, contestant: '2 to 50 nodes', figure: spreadOf(scaling), unit: 's' },
      {
        measured: `${measured}: times sooner`,
        contestant: '2 to 50 nodes',
        figure: ratios,
        unit: '×',
        limit: { text: `≥ ${MIN_TIMES} ×`, isKept: ratios.median >= MIN_TIMES },
      },
    ];
  } finally {
    await bed.stop();
    await simulator.stop();
  }
}

/**
 * Reads until it gets an answer. On a busy machine, two nodes may refuse the last reads of the burst, and a connection that was
 * idle for some seconds may be closed just when it is used again.
 */
async function read(bed: Bed, id: string): Promise<void> {
  for (;;) {
    const status = await bed.get(id).catch(() => undefined);
    if (status === 200) return;
    if (status !== undefined && status !== 429) throw new Error(`A read was answered with ${status}.`);
    if (status === 429) await sleep(RETRY_MS);
  }
}
