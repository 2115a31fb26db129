import { afterAll, beforeAll, expect, test } from 'vitest';
import { ADMINISTRATOR_TOKEN, type ServerBed, startServerBed } from './server-bed.js';

const ONE = 'projects/p/locations/local/connections/one';
const TWO = 'projects/p/locations/local/connections/two';

let bed: ServerBed;
beforeAll(async () => {
  bed = await startServerBed();
  for (const name of [ONE, TWO]) {
    await bed.connection(name);
    await bed.must(`/v2/${name}/entityTypes/Messages/entities?pageSize=1`);
  }
});
afterAll(() => bed.close());

/** The connections that the metrics name, and the text. */
async function read(token?: string, of = bed) {
  const { status, text } = await of.call('/metrics', { token });
  const names = [...text.matchAll(/connection="([^"]+)"/g)].map(([, name]) => name);
  return { status, text, names: [...new Set(names)].toSorted((a = '', b = '') => (a < b ? -1 : 1)) };
}

test('without a token, the metrics name no connection, and are complete otherwise', async () => {
  const { text, names } = await read();
  expect(names).toEqual([]);
  expect(text).not.toContain('twilio_connector_connection_');
  expect(text).toContain('twilio_connector_twilio_attempts_total{method="GET",outcome="200"}');
});

test('the administrator sees the transactions, calls, latencies, waits and nodes of every connection', async () => {
  const { text, names } = await read(ADMINISTRATOR_TOKEN);
  expect(names).toEqual(['projects/local/locations/local/connections/twilio', ONE, TWO]);
  // The check of a new connection is a transaction too.
  expect(text).toContain(`twilio_connector_connection_transactions_total{connection="${ONE}",status="200"} 2\n`);
  expect(text).toContain(
    `twilio_connector_connection_calls_total{connection="${ONE}",operation="LIST",status="OK"} 1\n`,
  );
  expect(text).toContain(`twilio_connector_connection_latency_seconds_count{connection="${ONE}"} 2\n`);
  expect(text).toContain(`twilio_connector_connection_queue_wait_seconds_bucket{connection="${ONE}",le="0.005"} 2\n`);
  expect(text).toContain(`twilio_connector_connection_nodes{connection="${ONE}"} 2\n`);
});

test('a caller sees only the connections that the caller may get, and an unknown token is refused', async () => {
  const ofOne = await bed.token('of-one', ['roles/connectors.viewer', ONE]);
  const ofProject = await bed.token('of-project', ['roles/connectors.viewer', 'projects/p']);
  expect((await read(ofOne)).names).toEqual([ONE]);
  expect((await read(ofProject)).names).toEqual([ONE, TWO]);
  expect((await read(await bed.token('of-none'))).names).toEqual([]);
  expect((await read('unknown')).status).toBe(401);
});

test('with CONNECTOR_METRICS_PUBLIC=true, clients without a token see the connections too', async () => {
  const open = await startServerBed({ CONNECTOR_METRICS_PUBLIC: 'true' });
  expect((await read(undefined, open)).names).toEqual(['projects/local/locations/local/connections/twilio']);
  await open.close();
});
