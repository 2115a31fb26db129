import type { Getter } from './http-contestants.ts';
import { interleave, type Rounds } from './rounds.ts';
import type { Settings } from './settings.ts';
import { pairwise, percentile, spreadOf } from './statistics.ts';
import type { Row } from './table.ts';

/** Measures the latency of sequential GETs, and the throughput of parallel GETs. */
export async function measureHttp(getters: readonly Getter[], { rounds, httpMs }: Settings): Promise<Row[]> {
  const sequential = await interleave(getters, rounds, ({ get }) => latencies(get, httpMs));
  const p50 = sequential.map(({ name, results }) => ({ name, results: results.map((ms) => percentile(ms, 0.5)) }));
  const p99 = sequential.map(({ name, results }) => ({ name, results: results.map((ms) => percentile(ms, 0.99)) }));
  const ten = await interleave(getters, rounds, ({ get }) => ratePerSecond(get, 10, httpMs));
  const fifty = await interleave(getters, rounds, ({ get }) => ratePerSecond(get, 50, httpMs));
  return [
    ...compare('GET, sequential: p50', 'ms', p50),
    ...compare('GET, sequential: p99', 'ms', p99),
    ...addedLatency(p50),
    ...compare('GET, 10 in parallel', '/s', ten),
    ...compare('GET, 50 in parallel', '/s', fifty),
  ];
}

async function latencies(get: () => Promise<void>, durationMs: number): Promise<number[]> {
  const taken: number[] = [];
  const end = performance.now() + durationMs;
  for (let start = performance.now(); start < end; start = performance.now()) {
    await get();
    taken.push(performance.now() - start);
  }
  return taken;
}

async function ratePerSecond(get: () => Promise<void>, concurrency: number, durationMs: number): Promise<number> {
  let count = 0;
  const start = performance.now();
  const work = async () => {
    while (performance.now() - start < durationMs) {
      await get();
      count += 1;
    }
  };
  await Promise.all(Array.from({ length: concurrency }, work));
  return (count / (performance.now() - start)) * 1000;
}

/** Returns a row for each contestant, with its ratio to every contestant before it. */
function compare(measured: string, unit: string, contestants: readonly Rounds<number>[]): Row[] {
  return contestants.map(({ name, results }, index) => ({
    measured,
    contestant: name,
    figure: spreadOf(results),
    unit,
    ratios: contestants.slice(0, index).map((peer) => ({
      peer: peer.name,
      times: spreadOf(pairwise(results, peer.results, (own, other) => own / other)),
    })),
  }));
}

/** The difference between the connector's median and the median of each way without it. */
function addedLatency([fetch, twilio, connector]: readonly Rounds<number>[]): Row[] {
  if (!fetch || !twilio || !connector) return [];
  return [fetch, twilio].map((peer) => ({
    measured: `Added latency: p50 minus p50 of ${peer.name}`,
    contestant: connector.name,
    figure: spreadOf(pairwise(connector.results, peer.results, (own, other) => own - other)),
    unit: 'ms',
  }));
}
