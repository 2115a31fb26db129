import { setTimeout as sleep } from 'node:timers/promises';
import { servePart } from './worker.ts';

/** How long `/healthz` took, in milliseconds, and how often it was not answered within ten seconds. */
export interface Health {
  readonly latencies: readonly number[];
  readonly failed: number;
}

// Asks for the health of the connector ten times a second, each time on a new connection.
await servePart(async ({ url }: { url: string }) => {
  const latencies: number[] = [];
  let failed = 0;
  let isOver = false;
  const ask = async () => {
    const start = performance.now();
    const signal = AbortSignal.timeout(10_000);
    const answer = await fetch(`${url}/healthz`, { headers: { Connection: 'close' }, signal }).catch(() => undefined);
    if (answer?.ok) latencies.push(performance.now() - start);
    else failed += 1;
  };
  const watching = (async () => {
    while (!isOver) await Promise.all([ask(), sleep(100)]);
  })();
  const end = async (): Promise<Health> => {
    isOver = true;
    await watching;
    return { latencies: latencies.toSorted((a, b) => a - b), failed };
  };
  return { started: undefined, end };
});
