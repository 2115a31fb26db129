import { afterAll, beforeAll, expect, test } from 'vitest';
import { CONNECTION, startTestBed, type TestBed } from './test-bed.js';

const PATH =
  '/v2/projects/local/locations/local/integrations/ExecuteConnection:execute?triggerId=api_trigger/ExecuteConnection';
const MESSAGES = 9000;
const MINUTE_MS = 60_000;

let beds: readonly [TestBed, TestBed];
const sidOf = (index: number) => `SM${String(index).padStart(32, '0')}`;
beforeAll(async () => {
  const start = () => startTestBed({ SIMULATOR_ROWS: '0', CONNECTOR_MIN_NODES: '50' });
  beds = [await start(), await start()];
  const newest = Date.now() - MINUTE_MS;
  const rows = Array.from({ length: MESSAGES }, (_, index) => {
    const sent = newest - (MESSAGES - index) * MINUTE_MS;
    return { sid: sidOf(index), body: 'Hello', date_sent: sent, date_created: sent };
  });
  for (const { simulator } of beds) simulator.seed('Messages', rows);
});
afterAll(async () => void (await Promise.all(beds.map((bed) => bed.close()))));

test('a page of thousands of rows is read in windows, in the order of the list, and the next server goes on behind it', async () => {
  const sids: string[] = [];
  const requests: number[] = [];
  let token: string | undefined;
  for (const [bed, pageSize] of [
    [beds[0], 4500],
    [beds[1], 300],
    [beds[0], 5000],
  ] as const) {
    const body = JSON.stringify({
      connectionName: CONNECTION,
      entity: 'Messages',
      operation: 'LIST_ENTITIES',
      filterClause: 'DateSent IS NOT NULL',
      pageSize,
      ...(token && { pageToken: token }),
    });
    const { json, headers } = await bed.request(PATH, {
      method: 'POST',
      body,
      headers: { Authorization: `Bearer ${bed.token}` },
    });
    sids.push(...json.connectorOutputPayload.map(({ Sid }: { readonly Sid: string }) => Sid));
    requests.push(Number(headers.get('x-twilio-requests')));
    token = json.nextPageToken;
  }
  expect(sids).toEqual(Array.from({ length: MESSAGES }, (_, index) => sidOf(MESSAGES - 1 - index)));
  expect(token).toBeUndefined();
  // Page after page, 4,500 rows take five requests.
  expect(requests[0]).toBeGreaterThan(5);
});
