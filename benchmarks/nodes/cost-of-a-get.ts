import { measureGetCost } from '../src/get-cost.ts';
import { startServers } from '../src/servers.ts';
import { FULL } from '../src/settings.ts';
import type { Row } from '../src/table.ts';

/** The CPU time and the latency of a GET, compared with the SDK and `fetch`. */
export async function measureCostOfGet(): Promise<Row[]> {
  const servers = await startServers();
  try {
    return await measureGetCost(servers, FULL);
  } finally {
    await servers.stop();
  }
}
