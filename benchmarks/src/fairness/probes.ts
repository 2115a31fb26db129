import { setTimeout as sleep } from 'node:timers/promises';
import { watchLoop } from './loop-guard.ts';

/** A request that another caller sends again and again. */
export interface Probe {
  readonly name: string;
  readonly path: string;
  readonly token?: string;
  /** The limit of its 99th percentile. */
  readonly limitMs: number;
}

export interface Samples {
  readonly probe: Probe;
  /** The latencies that count, in milliseconds. */
  readonly latencies: readonly number[];
  /** Samples that do not count, because this process was late. */
  readonly discarded: number;
  /** Answers other than 200. */
  readonly failed: number;
}

const PERIOD_MS = 25;
/** After the attack has ended, outstanding requests get this long. Without an answer, they count as this slow. */
const PATIENCE_MS = 20_000;
/** A sample is not affected by a process that was late for less than this. */
const GUARD_MS = 5;

/**
 * Sends each probe every 25 ms, whether or not the previous one has been answered. So a server that freezes for a second
 * delays 40 samples, and not one.
 */
export async function sample(url: string, probes: readonly Probe[], durationMs: number): Promise<readonly Samples[]> {
  const guard = watchLoop();
  const abort = new AbortController();
  const send = async (probe: Probe) => {
    const from = performance.now();
    const isOk = await fetch(url + probe.path, {
      headers: probe.token === undefined ? {} : { Authorization: `Bearer ${probe.token}` },
      signal: abort.signal,
    }).then(
      async (response) => (await response.arrayBuffer(), response.ok),
      () => false,
    );
    return { from, to: performance.now(), isOk };
  };
  const sent = probes.map((probe) => ({ probe, answers: [] as ReturnType<typeof send>[] }));
  const start = performance.now();
  for (let due = start; due < start + durationMs; due += PERIOD_MS) {
    await sleep(Math.max(0, due - performance.now()));
    for (const { probe, answers } of sent) answers.push(send(probe));
  }
  const late = setTimeout(() => abort.abort(), PATIENCE_MS);
  const samples = await Promise.all(
    sent.map(async ({ probe, answers }) => {
      const all = (await Promise.all(answers)).map(({ from, to, isOk }) => ({
        latency: to - from,
        isOk,
        own: guard.lateMs(from, to),
      }));
      // A sample that would miss the limit without the delay of this process counts.
      const counted = all.filter(({ latency, own }) => own < GUARD_MS || latency - own > probe.limitMs);
      return {
        probe,
        latencies: counted.map(({ latency }) => latency),
        discarded: all.length - counted.length,
        failed: all.filter(({ isOk }) => !isOk).length,
      };
    }),
  );
  clearTimeout(late);
  guard.stop();
  return samples;
}
