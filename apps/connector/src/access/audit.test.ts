import { afterEach, beforeEach, expect, test } from 'vitest';
import { countTurns } from '../../test/count-turns.js';
import { callerOf, CONNECTION, PROJECT, startAccessBed } from '../../test/access-bed.js';
import { ADMINISTRATOR } from './caller.js';

const ENTRY = { caller: 'token:ci', method: 'v1.connections.create', resource: CONNECTION, status: 'OK' };

let bed: Awaited<ReturnType<typeof startAccessBed>>;
beforeEach(async () => {
  bed = await startAccessBed();
});
afterEach(() => bed.close());

async function write(
  ...entries: readonly Partial<
    typeof ENTRY & { readonly reason: string; readonly callId: string; readonly entity: string }
  >[]
) {
  for (const entry of entries) {
    await bed.audit.write({ ...ENTRY, ...entry });
    bed.clock.now += 1000;
  }
}

test('an audit record contains the id, caller, method, resource, time and status of a call', async () => {
  const entity = 'entityTypes/Calls/entities/CA1';
  await write({ callId: 'a', status: 'PERMISSION_DENIED', reason: 'PERMISSION_DENIED' }, { entity });
  const { records } = await bed.audit.list({ pageSize: 10 });
  expect(records).toEqual([
    { ...ENTRY, entity, id: expect.stringMatching(/^[0-9a-f]{24}$/), time: '2026-11-25T12:00:01.000Z' },
    {
      ...ENTRY,
      id: expect.any(String),
      callId: 'a',
      time: '2026-11-25T12:00:00.000Z',
      status: 'PERMISSION_DENIED',
      reason: 'PERMISSION_DENIED',
    },
  ]);
});

test('each list of the audit log takes a turn of the event loop of its own', async () => {
  await write({});
  const lists = () => Promise.all(Array.from({ length: 20 }, () => bed.audit.list({ pageSize: 10 })));
  expect(await countTurns(lists)).toBeGreaterThanOrEqual(20);
});

test('pages contain every audit record once, even with equal times or a clock that was set back', async () => {
  for (let count = 0; count < 25; count += 1) {
    if (count === 20) bed.clock.now -= 60_000;
    await bed.audit.write({ ...ENTRY, resource: `projects/p/${count}` });
  }
  const seen: string[] = [];
  let pageToken: string | undefined;
  do {
    const page = await bed.audit.list({ pageSize: 10, pageToken });
    seen.push(...page.records.map(({ resource }) => resource));
    pageToken = page.nextPageToken;
  } while (pageToken);
  const newestFirst = [...range(0, 19).toReversed(), ...range(20, 24).toReversed()];
  expect(seen).toEqual(newestFirst.map((count) => `projects/p/${count}`));
});

const range = (first: number, last: number) => Array.from({ length: last - first + 1 }, (_, index) => first + index);

test.each([
  [{ project: 'p' }, 3],
  [{ project: 'p_' }, 0],
  [{ project: '%' }, 0],
  [{ resourcePrefix: 'projects/p/' }, 2],
  [{ resourcePrefix: 'projects/p' }, 4],
  [{ resourcePrefix: 'projects/p2' }, 1],
  [{ resourcePrefix: '' }, 4],
  [{ resourcePrefix: 'projects/_' }, 0],
  [{ entity: 'entityTypes/Calls/entities/CA1' }, 1],
  [{ entity: 'entityTypes/Calls/entities/CA' }, 0],
  [{ entity: 'entityTypes/Calls/entities/CA1', project: 'p2' }, 0],
  [{ project: 'p2', resourcePrefix: 'projects/p/' }, 0],
  [{ project: 'p', method: 'v1.connections.delete' }, 0],
  [{ caller: 'token:ci' }, 3],
  [{ method: 'v1.connections.delete' }, 1],
  [{ from: '2026-11-25T12:00:01.000Z' }, 3],
  [{ to: '2026-11-25T12:00:01.000Z' }, 1],
  [{ project: 'p', caller: 'token:other' }, 1],
])('the audit filter %j finds %i records', async (filter, count) => {
  await write(
    {},
    { resource: PROJECT },
    { resource: 'projects/p2', method: 'v1.connections.delete' },
    { caller: 'token:other', entity: 'entityTypes/Calls/entities/CA1' },
  );
  expect((await bed.audit.list({ ...filter, pageSize: 10 })).records).toHaveLength(count);
});

test.each(['x', 'bm8', Buffer.from("' or 1=1").toString('base64url')])(
  'listing audit records refuses the invalid page token %j',
  async (pageToken) => {
    const refused = bed.audit.list({ pageSize: 10, pageToken });
    await expect(refused).rejects.toMatchObject({ reason: 'INVALID_PARAMETER' });
    await expect(refused).rejects.toThrow(/pageToken was not issued by this connector/);
  },
);

test('a prefix within a project finds the records of this project only, whatever the length of its name', async () => {
  const names = ['p', 'my-project', 'my-project-2'];
  await write(...names.map((name) => ({ resource: `projects/${name}/locations/local/connections/c` })));
  for (const name of names) {
    const { records } = await bed.audit.list({ resourcePrefix: `projects/${name}/`, pageSize: 10 });
    expect(records.map(({ resource }) => resource)).toEqual([`projects/${name}/locations/local/connections/c`]);
  }
  await write({ resource: 'tokens/projects/p/x' });
  expect((await bed.audit.list({ resourcePrefix: 'tokens/projects/p/', pageSize: 10 })).records).toHaveLength(1);
  expect((await bed.audit.list({ project: 'p', pageSize: 10 })).records).toHaveLength(1);
});

test('audit records truncate long resource names', async () => {
  await write({ resource: `projects/${'x'.repeat(10_000)}` });
  expect((await bed.audit.list({ pageSize: 1 })).records[0]?.resource).toHaveLength(512);
});

test('audit records are deleted after 400 days', async () => {
  await write({}, {});
  bed.clock.now += 400 * 24 * 3_600_000 - 1500;
  expect(await bed.audit.purge({ now: bed.clock.now })).toBe(1);
  expect((await bed.audit.list({ pageSize: 10 })).records).toHaveLength(1);
});

test('only the administrator reads the whole audit log, and a project administrator reads the records of the project', async () => {
  await bed.bind(PROJECT, ['roles/connectors.admin', 'token:admin'], ['roles/connectors.viewer', 'token:viewer']);
  await bed.bind(CONNECTION, ['roles/connectors.admin', 'token:of-one']);
  await write({}, { resource: 'projects/p2' }, { resource: 'tokens/ci' });
  const read = async (caller: typeof ADMINISTRATOR, query = '') =>
    (await bed.call(caller, 'admin.auditRecords.list', { query, params: { projectsId: 'p' } })).auditRecords.length;
  expect(await read(ADMINISTRATOR)).toBe(3);
  expect(await read(callerOf('admin'), 'project=p')).toBe(1);
  for (const [name, query] of [
    ['admin', ''],
    ['admin', 'project='],
    ['admin', 'project=p2'],
    ['admin', 'resource=projects/p'],
    ['viewer', 'project=p'],
    ['of-one', 'project=p'],
    ['of-one', `project=${CONNECTION.slice('projects/'.length)}`],
  ] as const) {
    await expect(read(callerOf(name), query), `${name} ${query}`).rejects.toMatchObject({
      reason: expect.stringMatching(/^(?:PERMISSION_DENIED|INVALID_PATH)$/),
    });
  }
  for (const query of ['from=yesterday', 'project=p&project=p2', 'pageSize=-1', 'pageToken=x']) {
    await expect(read(ADMINISTRATOR, query), query).rejects.toMatchObject({ reason: 'INVALID_PARAMETER' });
  }
});
