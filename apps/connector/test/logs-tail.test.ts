import { afterEach, beforeEach, expect, test } from 'vitest';
import { connectionName, type ConnectionsBed, startConnectionsBed, until } from './connections-bed.js';

const NAME = connectionName('one');

let bed: ConnectionsBed;
beforeEach(async () => {
  bed = await startConnectionsBed();
  await bed.keepSecret('twilio-token', bed.simulator.authToken);
  await bed.create('one', bed.body({ logConfig: { enabled: true, level: 'INFO' } }));
});
afterEach(() => bed.close());

const call = async (path = 'entityTypes/Messages/entities?pageSize=1') => {
  const answer = await fetch(`${bed.url}/v2/${NAME}/${path}`, { headers: bed.headers });
  await answer.text();
  return answer.headers.get('x-call-id');
};

/** Follows the log. `next` waits for an entry; undefined when the answer has ended. */
async function follow(filter = 'operation.id : *', headers: Record<string, string> = bed.headers) {
  const client = new AbortController();
  const url = `${bed.url}/logs/v1/${NAME}:tail?${new URLSearchParams({ filter }).toString()}`;
  const answer = await fetch(url, { headers, signal: client.signal });
  const entries = entriesOf(answer);
  return { answer, leave: () => client.abort(), next: async () => (await entries.next()).value };
}

async function* entriesOf(answer: Response): AsyncGenerator<Record<string, any>, undefined> {
  let rest = '';
  for await (const text of (answer.body ?? []) as AsyncIterable<Uint8Array>) {
    const lines = (rest + Buffer.from(text).toString()).split('\n');
    rest = lines.pop() ?? '';
    for (const line of lines) if (line !== '') yield JSON.parse(line) as Record<string, any>;
  }
  return undefined;
}

test('a log that is followed gives the entries from then on, one a line, as they come', async () => {
  await call();
  const followed = await follow();
  expect([followed.answer.status, followed.answer.headers.get('content-type')]).toEqual([
    200,
    'application/x-ndjson; charset=utf-8',
  ]);
  for (let count = 0; count < 3; count += 1) {
    const id = await call();
    expect((await followed.next())?.operation.id).toBe(id);
  }
  followed.leave();
});

test('a filter selects the entries, and its time is where the tail begins', async () => {
  await call();
  const missing = await call(`entityTypes/Messages/entities/SM${'f'.repeat(32)}`);
  const followed = await follow('severity >= ERROR AND timestamp > "2020-01-01T00:00:00Z"');
  expect((await followed.next())?.operation.id).toBe(missing);
  await call();
  const second = await call(`entityTypes/Messages/entities/SM${'e'.repeat(32)}`);
  expect((await followed.next())?.operation.id).toBe(second);
  followed.leave();
});

test('a server that stops ends the answer and does not wait for it', async () => {
  const followed = await follow();
  const id = await call();
  expect((await followed.next())?.operation.id).toBe(id);
  const end = followed.next();
  await bed.stop();
  expect(await end).toBeUndefined();
  await bed.start();
});

test('a tail ends when its token is revoked, before the next entry', async () => {
  const admin = (path: string, init: RequestInit) =>
    fetch(`${bed.url}/admin/v1/tokens${path}`, { ...init, headers: bed.headers });
  const bindings = [{ role: 'roles/connectors.viewer', resource: 'projects/demo' }];
  const made = await admin('', { method: 'POST', body: JSON.stringify({ name: 'watcher', bindings }) });
  const { token } = (await made.json()) as { readonly token: string };
  const followed = await follow(undefined, { Authorization: `Bearer ${token}` });
  const id = await call();
  expect((await followed.next())?.operation.id).toBe(id);
  await admin('/watcher', { method: 'DELETE' });
  await call();
  expect(await followed.next()).toBeUndefined();
});

test('a tail of a browser ends when it signs out, before the next entry', async () => {
  const own = { Origin: bed.url };
  const signedIn = await fetch(`${bed.url}/console/session`, { method: 'POST', headers: { ...bed.headers, ...own } });
  const headers = { ...own, Cookie: signedIn.headers.get('set-cookie')?.split(';')[0] ?? '' };
  const followed = await follow(undefined, headers);
  const id = await call();
  expect((await followed.next())?.operation.id).toBe(id);
  await fetch(`${bed.url}/console/session`, { method: 'DELETE', headers });
  await call();
  expect(await followed.next()).toBeUndefined();
});

test('a tail shows the content of calls only as long as its caller may read the entities', async () => {
  const variables = [...(bed.body().configVariables ?? []), { key: 'log_payloads', boolValue: true }];
  await bed.patch('one', 'configVariables', { configVariables: variables });
  const post = async (path: string, body: object) =>
    (await fetch(`${bed.url}${path}`, { method: 'POST', headers: bed.headers, body: JSON.stringify(body) })).json();
  const bindings = [
    { role: 'roles/connectors.viewer', resource: 'projects/demo' },
    { role: 'roles/connectors.invoker', resource: NAME },
  ];
  const { token } = (await post('/admin/v1/tokens', { name: 'reader', bindings })) as { readonly token: string };
  const followed = await follow(undefined, { Authorization: `Bearer ${token}` });
  await call();
  expect((await followed.next())?.jsonPayload.payload).toBeDefined();
  await post(`/v1/${NAME}:setIamPolicy`, { policy: { bindings: [] } });
  const id = await call();
  const { operation, jsonPayload } = (await followed.next()) ?? {};
  expect([operation.id, jsonPayload.payload]).toEqual([id, undefined]);
});

test('a client that disconnects frees its place', async () => {
  const all = await Promise.all(Array.from({ length: 10 }, () => follow()));
  expect(all.every(({ answer }) => answer.status === 200)).toBe(true);
  const refused = await follow();
  expect([refused.answer.status, await refused.answer.text()]).toEqual([
    429,
    expect.stringContaining('TOO_MANY_TAILS'),
  ]);
  for (const { leave } of all) leave();
  await until(async () => {
    const { answer, leave } = await follow();
    leave();
    return answer.status === 200;
  });
});

test.each([
  ['timestamp < "2020-01-01T00:00:00Z"', 'A log that is followed has no end'],
  ['severity >', 'missing value after the operator'],
])('a tail with the filter %s is refused', async (filter, message) => {
  const { answer } = await follow(filter);
  expect([answer.status, await answer.text()]).toEqual([400, expect.stringContaining(message)]);
});

test('the log of a connection that does not exist cannot be followed', async () => {
  const answer = await fetch(`${bed.url}/logs/v1/${NAME}-2:tail`, { headers: bed.headers });
  expect([answer.status, await answer.text()]).toEqual([404, expect.stringContaining('UNKNOWN_CONNECTION')]);
});
