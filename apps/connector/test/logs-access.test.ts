import { afterAll, beforeAll, expect, test } from 'vitest';
import { readLogs, turnOnLog } from './logging-bed.js';
import { ADMINISTRATOR_TOKEN, type ServerBed, startServerBed } from './server-bed.js';

const nameOf = (id: string, project = 'p') => `projects/${project}/locations/local/connections/${id}`;
const [ONE, TWO, OTHER] = [nameOf('one'), nameOf('two'), nameOf('one', 'other')];
const BODY = 'canary-of-a-body';

let bed: ServerBed;
beforeAll(async () => {
  bed = await startServerBed();
  for (const name of [ONE, TWO, OTHER]) {
    await bed.connection(name);
    await turnOnLog(bed, { level: 'INFO', log_payloads: true }, name);
    await send(name);
  }
});
afterAll(() => bed.close());

const send = (name: string) =>
  bed.must(`/v2/${name}/entityTypes/Messages/entities`, {
    method: 'POST',
    body: { fields: { To: '+15550100001', Sender: '+15550100100', Body: BODY } },
  });

/** The connections whose entries a caller sees, and whether their content is there. */
async function seen(token: string, resourceNames: readonly string[], filter = '') {
  const entries = await readLogs(bed, { resourceNames, filter: `jsonPayload.operation=CREATE ${filter}` }, { token });
  return entries.map(({ resource: { labels }, jsonPayload }) => [
    labels.project_id,
    labels.connection_id,
    JSON.stringify(jsonPayload).includes(BODY),
  ]);
}

test('a project stands for those of its connections that the caller may see', async () => {
  const ofProject = await bed.token('project', ['roles/connectors.viewer', 'projects/p']);
  const ofOne = await bed.token('one', ['roles/connectors.viewer', ONE]);
  const none = await bed.token('none');
  const everywhere = ['projects/p', 'projects/other'];
  expect(await seen(ofProject, everywhere)).toEqual([
    ['p', 'one', false],
    ['p', 'two', false],
  ]);
  expect(await seen(ofOne, everywhere)).toEqual([['p', 'one', false]]);
  expect(await seen(none, everywhere)).toEqual([]);
  expect(await seen(ADMINISTRATOR_TOKEN, everywhere)).toHaveLength(3);
});

test('a connection that is named must be one that the caller may see', async () => {
  const ofOne = await bed.token('one-2', ['roles/connectors.viewer', ONE]);
  expect(await seen(ofOne, [ONE])).toHaveLength(1);
  const body = { resourceNames: [ONE, TWO] };
  const denied = await bed.call('/logging/v2/entries:list', { method: 'POST', body, token: ofOne });
  expect(denied).toMatchObject({ status: 403, reason: 'PERMISSION_DENIED' });
  expect(denied.json.error.message).toContain(`connectors.connections.get on ${TWO}`);
});

test('the content of calls is shown to those who may read the entities, and no filter finds it for others', async () => {
  const reader = await bed.token(
    'reader',
    ['roles/connectors.viewer', 'projects/p'],
    ['roles/connectors.invoker', ONE],
  );
  expect(await seen(reader, ['projects/p'])).toEqual([
    ['p', 'one', true],
    ['p', 'two', false],
  ]);
  const unfiltered = await readLogs(bed, { resourceNames: ['projects/p'] }, { token: reader });
  const withBody = unfiltered.filter((entry) => JSON.stringify(entry).includes(BODY));
  expect(withBody.map(({ resource }) => resource.labels.connection_id)).toEqual(['one']);
  const filter = `jsonPayload.payload.input:"${BODY}"`;
  expect(await seen(reader, ['projects/p'], filter)).toEqual([['p', 'one', true]]);
  expect(await seen(reader, ['projects/p'], `"${BODY}"`)).toEqual([['p', 'one', true]]);
});

test('the log of a deleted connection is there for those with a role on its project, not for those of a later one', async () => {
  const name = nameOf('again');
  await bed.connection(name);
  await turnOnLog(bed, { level: 'INFO' }, name);
  await send(name);
  await bed.must(`/v1/${name}`, { method: 'DELETE' });
  const ofProject = await bed.token('project-2', ['roles/connectors.viewer', 'projects/p']);
  const filter = 'AND resource.labels.connection_id = again';
  expect(await seen(ofProject, ['projects/p'], filter)).toHaveLength(1);
  expect(await seen(ofProject, [name])).toHaveLength(1);
  // The next connection of the same name is another one.
  await bed.must('/secretmanager/v1/projects/p/secrets/auth-again', { method: 'DELETE' });
  await bed.connection(name);
  await turnOnLog(bed, { level: 'INFO' }, name);
  const ofNext = await bed.token('next', ['roles/connectors.viewer', name]);
  expect(await seen(ofNext, ['projects/p'])).toEqual([]);
  await send(name);
  expect(await seen(ofNext, [name])).toEqual([['p', 'again', false]]);
  expect(await seen(ofProject, ['projects/p'], filter)).toHaveLength(2);
});

test.each([
  [{}, 'resourceNames is required'],
  [{ resourceNames: 'projects/p' }, 'resourceNames must be a list of names'],
  [{ resourceNames: ['organizations/1'] }, 'resourceNames must have names such as projects/local'],
  [{ resourceNames: ['projects/p/locations/l/buckets/b/views/v'] }, 'resourceNames must have names'],
  [{ resourceNames: Array.from({ length: 101 }, (_, i) => `projects/p${i}`) }, 'has 101 names; send at most 100'],
  [{ resourceNames: ['projects/p'], orderBy: 'severity' }, 'orderBy must be "timestamp asc" or "timestamp desc"'],
  [{ resourceNames: ['projects/p'], pageSize: -1 }, 'pageSize must not be negative'],
  [{ resourceNames: ['projects/p'], pageSize: 1.5 }, 'pageSize must be a whole number'],
  [{ resourceNames: ['projects/p'], pageToken: 'made-up' }, 'pageToken was not issued by this connector'],
  [{ resourceNames: ['projects/p'], filter: 1 }, 'filter must be a text'],
  [
    { resourceNames: ['projects/p'], filter: 'severity >= LOUD' },
    'severity must be compared with one of DEFAULT, DEBUG',
  ],
  [{ resourceNames: ['projects/p'], view: 'x' }, 'unknown members: "view"'],
])('the query %j is refused with its mistake', async (body, message) => {
  const answer = await bed.call('/logging/v2/entries:list', { method: 'POST', body, token: ADMINISTRATOR_TOKEN });
  expect([answer.status, answer.json.error.status]).toEqual([400, 'INVALID_ARGUMENT']);
  expect(answer.json.error.message).toContain(message);
});

test('a page token belongs to its query', async () => {
  const body = { resourceNames: ['projects/p'], pageSize: 1 };
  const { nextPageToken: pageToken } = await bed.must('/logging/v2/entries:list', { method: 'POST', body });
  for (const change of [
    { filter: 'severity=INFO' },
    { orderBy: 'timestamp desc' },
    { resourceNames: ['projects/other'] },
  ]) {
    const request = { method: 'POST', body: { ...body, ...change, pageToken }, token: ADMINISTRATOR_TOKEN };
    const answer = await bed.call('/logging/v2/entries:list', request);
    expect(answer.json.error?.message).toContain('pageToken belongs to another query');
  }
});

test('entries.list needs a token, at both of its paths', async () => {
  for (const path of ['/logging/v2/entries:list', '/v2/entries:list']) {
    expect((await bed.call(path, { method: 'POST', body: { resourceNames: ['projects/p'] } })).status).toBe(401);
  }
});
