import { google, type logging_v2 } from 'googleapis';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { connectionName, type ConnectionsBed, PROJECT, startConnectionsBed } from './connections-bed.js';

let bed: ConnectionsBed;
beforeAll(async () => {
  bed = await startConnectionsBed();
  await bed.keepSecret('twilio-token', bed.simulator.authToken);
  for (const id of ['one', 'two']) await bed.create(id, bed.body({ logConfig: { enabled: true, level: 'INFO' } }));
  for (let call = 0; call < 12; call += 1) {
    const path = `${bed.url}/v2/${connectionName(call % 3 === 0 ? 'two' : 'one')}/entityTypes/Messages/entities`;
    await (await fetch(`${path}?pageSize=1`, { headers: bed.headers })).text();
    // Twilio has no such message.
    if (call % 4 === 0) await (await fetch(`${path}/SM${'f'.repeat(32)}`, { headers: bed.headers })).text();
  }
});
afterAll(() => bed.close());

/** Google's client, in which only the root URL is changed. */
const logging = (rootUrl = bed.url): logging_v2.Logging =>
  google.logging({ version: 'v2', rootUrl: `${rootUrl}/`, headers: bed.headers });
const CALLS = 'jsonPayload.twilioRequests > 0';

async function listAll(requestBody: logging_v2.Schema$ListLogEntriesRequest) {
  const entries: logging_v2.Schema$LogEntry[] = [];
  let pageToken: string | null | undefined;
  do {
    const { data } = await logging().entries.list({
      requestBody: { resourceNames: [`projects/${PROJECT}`], ...requestBody, ...(pageToken && { pageToken }) },
    });
    entries.push(...(data.entries ?? []));
    ({ nextPageToken: pageToken } = data);
  } while (pageToken);
  return entries;
}

test("googleapis lists the entries of a project's connections page by page, in both orders", async () => {
  const entries = await listAll({ filter: CALLS, pageSize: 4, orderBy: 'timestamp asc' });
  expect(entries).toHaveLength(15);
  const times = entries.map(({ timestamp }) => timestamp ?? '');
  expect(times).toEqual(times.toSorted());
  const newestFirst = await listAll({ filter: CALLS, pageSize: 7, orderBy: 'timestamp desc' });
  expect(newestFirst.map(({ insertId }) => insertId)).toEqual(entries.map(({ insertId }) => insertId).toReversed());
});

test.each<[string, number]>([
  ['severity >= ERROR', 3],
  ['severity = INFO', 12],
  ['severity != ERROR', 12],
  ['NOT severity = error', 12],
  ['severity = (ERROR OR INFO)', 15],
  ['resource.type = "connectors.googleapis.com/Connection"', 15],
  ['resource.type = "gce_instance"', 0],
  ['resource.labels.connection_id = "two"', 5],
  ['resource.labels.connection_id = two AND severity = ERROR', 1],
  ['logName = "projects/demo/logs/connectors.googleapis.com%2Fconnection"', 15],
  ['jsonPayload.status.code = 5', 3],
  ['jsonPayload.status.code > 0 OR resource.labels.connection_id = "two"', 7],
  ['jsonPayload.message : "messages FAILED"', 3],
  ['jsonPayload.entityType = messages -severity=ERROR', 12],
  ['jsonPayload.requests.status = 404', 3],
  ['jsonPayload.help : *', 3],
  ['NOT jsonPayload.help : *', 12],
  ['jsonPayload.nothing = 1', 0],
  ['labels.call_id : *', 15],
  ['operation.last = true', 15],
  ['timestamp > "2020-01-01T00:00:00Z"', 15],
  ['timestamp < "2020-01-01T00:00:00Z"', 0],
  ['timestamp >= 2020-01-01 timestamp <= "2999-01-01T00:00:00Z" (severity=ERROR OR severity=DEBUG)', 3],
  ['"20404"', 3],
])('the filter %s finds %d entries', async (filter, count) => {
  expect(await listAll({ filter: `${CALLS} AND (${filter})` })).toHaveLength(count);
});

test.each([
  ['severity ~= 1', 'character'],
  ['message = x', 'unknown field message'],
  ['jsonPayload.message =~ "^(a+)+$"', 'regular expressions are not supported'],
  ['timestamp > yesterday', 'timestamp must be compared with a time'],
])('the filter %s is refused with its place', async (filter, message) => {
  await expect(listAll({ filter })).rejects.toThrow(message);
});

test('an entry is readable at once after its call, also by the id that the answer has', async () => {
  const answer = await fetch(`${bed.url}/v2/${connectionName('one')}/entityTypes/Calls/entities`, {
    headers: bed.headers,
  });
  await answer.text();
  const id = answer.headers.get('x-call-id');
  expect(await listAll({ filter: `operation.id="${id}"` })).toMatchObject([{ jsonPayload: { callId: id } }]);
});

test('the entries of a server that stopped are there after its next start', async () => {
  const before = await listAll({ filter: CALLS });
  const path = `${bed.url}/v2/${connectionName('one')}/entityTypes/Calls/entities`;
  await (await fetch(path, { headers: bed.headers })).text();
  await bed.stop();
  await bed.start();
  expect(await listAll({ filter: CALLS })).toHaveLength(before.length + 1);
});
