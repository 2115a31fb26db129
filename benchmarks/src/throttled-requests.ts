import type { Connector } from './servers.ts';

const COUNTER = /^twilio_connector_throttled(?:_total)? (\d+)/m;

/** The number of requests that the connectors' schedulers delayed. If it is not 0, they limited the throughput. */
export async function throttledRequests(connectors: readonly Connector[]): Promise<number> {
  const counts = await Promise.all(
    connectors.map(async ({ url }) => {
      const text = await (await fetch(`${url}/metrics`)).text();
      const count = COUNTER.exec(text)?.[1];
      if (count === undefined) throw new Error(`${url}/metrics does not contain the number of throttled requests.`);
      return Number(count);
    }),
  );
  return counts.reduce((sum, count) => sum + count, 0);
}
