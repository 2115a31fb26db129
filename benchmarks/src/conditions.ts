import { startSimulator } from '@twilio-connector/simulator';
import { type Connector, startConnectorTo } from './servers.ts';
import { percentile, spreadOf } from './statistics.ts';
import type { Row } from './table.ts';

const ROWS = 1000;
const CONNECTION = 'projects/local/locations/local/connections/twilio';
const GET = `/v2/${CONNECTION}/entityTypes/Messages/entities/${sidOf(0)}`;
const TASK = '/v2/projects/local/locations/local/integrations/ExecuteConnection:execute';

const REPETITIVE = 'a'.repeat(1600);
const ORDINARY = 'Your order has shipped and arrives on Monday. Reply STOP to opt out. '.repeat(23).slice(0, 1600);

/** The worst conditions, each on a thousand messages with this body. The connector has no row to return. */
const CONDITIONS = [
  { name: "Body LIKE 'b%'", body: ORDINARY, text: "Body LIKE 'b%'" },
  { name: 'a LIKE of 780 repeated letters', body: REPETITIVE, text: like('a'.repeat(780)) },
  { name: '16 such LIKEs by OR', body: REPETITIVE, text: repeat(16, (n) => like(`${'a'.repeat(780)}${n}`)) },
  { name: 'a LIKE with 390 _', body: REPETITIVE, text: like(`${'a_'.repeat(390)}b`) },
  { name: '1,000 LIKEs', body: ORDINARY, text: repeat(1000, (n) => like(`q${n}`)) },
  {
    name: 'an IN of 24,000 values',
    body: ORDINARY,
    text: `NumSegments IN (${repeat(24_000, (n) => `${n % 9999}`, ',')})`,
  },
] as const;

/** Limits of the 99th percentile while a condition is applied. */
const LIMITS = [
  { name: 'GET /healthz', path: '/healthz', maxMs: 50 },
  { name: 'GET of an entity', path: GET, maxMs: 100 },
] as const;

/** Measures how long other requests take while one caller has the connector apply the worst conditions. */
export async function measureConditions(): Promise<Row[]> {
  const running = await startSimulator({ port: 0, rows: 0 });
  const connector = await startConnectorTo(running.url);
  const rows: Row[] = [];
  try {
    for (const { name, body, text } of CONDITIONS) {
      const messages = Array.from({ length: ROWS }, (_, index) => ({ sid: sidOf(index), body, num_segments: '-1' }));
      running.simulator.seed('Messages', messages);
      const before = await duringList(connector, { text, path: undefined });
      rows.push({ measured: name, contestant: 'the list alone', figure: spreadOf([before.listMs]), unit: 'ms' });
      for (const limit of LIMITS) {
        const { times } = await duringList(connector, { text, path: limit.path });
        const p99 = percentile(times, 0.99);
        rows.push({
          measured: name,
          contestant: `${limit.name}, ${times.length} times: p99 (range: all)`,
          figure: { ...spreadOf(times), median: p99 },
          unit: 'ms',
          limit: { text: `≤ ${limit.maxMs} ms`, isKept: p99 <= limit.maxMs },
        });
      }
    }
    return rows;
  } finally {
    await connector.stop();
    await running.close();
  }
}

/** Lists with a condition, and meanwhile makes other requests one after another. */
async function duringList(
  { url, token }: Connector,
  { text, path }: { readonly text: string; readonly path: string | undefined },
): Promise<{ readonly times: readonly number[]; readonly listMs: number }> {
  const headers = { Authorization: `Bearer ${token}` };
  const inputs = { connectionName: CONNECTION, operation: 'LIST_ENTITIES', entity: 'Messages', filterClause: text };
  const times: number[] = [];
  let isListed = false;
  const start = performance.now();
  const list = fetch(url + TASK, { method: 'POST', headers, body: JSON.stringify(inputs) }).finally(() => {
    isListed = true;
  });
  while (path !== undefined && !isListed) {
    const from = performance.now();
    const answer = await fetch(url + path, { headers });
    await answer.arrayBuffer();
    if (!answer.ok) throw new Error(`${path} answered ${answer.status}.`);
    times.push(performance.now() - from);
  }
  const answer = await list;
  const body = await answer.text();
  if (!answer.ok) throw new Error(`The list answered ${answer.status}: ${body.slice(0, 500)}`);
  return { times, listMs: performance.now() - start };
}

function sidOf(number: number): string {
  return `SM${String(number).padStart(32, '0')}`;
}

function like(part: string): string {
  return `Body LIKE '%${part}%'`;
}

function repeat(count: number, make: (index: number) => string, joint = ' OR '): string {
  return Array.from({ length: count }, (_, index) => make(index)).join(joint);
}
