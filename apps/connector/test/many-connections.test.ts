import { afterAll, beforeAll, expect, test } from 'vitest';
import { json, startTestBed, type TestBed } from './test-bed.js';

/** `connections` in benchmarks makes a thousand. */
const COUNT = 400;
const AT_WORK = 100;
const AT_ONCE = 25;
const PARENT = '/v1/projects/local/locations/local';

let bed: TestBed;
beforeAll(async () => {
  bed = await startTestBed();
});
afterAll(() => bed.close());

const numbers = Array.from({ length: COUNT }, (_, index) => index);
const idOf = (number: number) => `c${String(number).padStart(4, '0')}`;
const nameOf = (number: number) => `projects/local/locations/local/connections/${idOf(number)}`;
const teamOf = (number: number) => `team-${number % 4}`;

const call = (path: string, init?: RequestInit) =>
  bed.request(path, { ...init, headers: { Authorization: `Bearer ${bed.token}` } });
const messagesOf = (number: number) => call(`/v2/${nameOf(number)}/entityTypes/Messages/entities?pageSize=5`);
const patch = (number: number, mask: string, body: object) =>
  call(`/v1/${nameOf(number)}?updateMask=${mask}`, { ...json(body), method: 'PATCH' });

/** Runs up to 25 calls at a time. Throws on any answer but 200. */
async function forEach(all: readonly number[], work: (number: number) => ReturnType<typeof call>) {
  const left = all.values();
  const worker = async () => {
    for (const number of left) {
      const answer = await work(number);
      if (answer.status !== 200) throw new Error(`The call on ${idOf(number)} failed: ${answer.text}`);
    }
  };
  await Promise.all(Array.from({ length: AT_ONCE }, worker));
}

function create(number: number) {
  const connection = {
    description: `Connection ${number}`,
    labels: { team: teamOf(number) },
    connectorVersion: 'projects/local/locations/global/providers/twilio/connectors/twilio/versions/1',
    configVariables: [{ key: 'base_url', stringValue: `${bed.twilioUrl}/{product}` }],
    authConfig: {
      authType: 'USER_PASSWORD',
      userPassword: {
        username: bed.simulator.accountSid,
        password: { secretVersion: 'projects/local/secrets/twilio-auth-token/versions/1' },
      },
    },
  };
  return call(`${PARENT}/connections?connectionId=${idOf(number)}`, json(connection));
}

/** Reads all pages. */
async function listAll(query: string): Promise<Record<string, any>[]> {
  const found: Record<string, any>[] = [];
  for (let pageToken = ''; ;) {
    const { status, text, json: page } = await call(`${PARENT}/connections?${query}&pageToken=${pageToken}`);
    if (status !== 200) throw new Error(text);
    found.push(...(page.connections ?? []));
    if (!page.nextPageToken) return found;
    pageToken = page.nextPageToken;
  }
}

const idsOf = (connections: readonly Record<string, any>[]) => connections.map(({ name }) => name.split('/').at(-1));
const others = (connections: readonly Record<string, any>[]) =>
  connections.filter(({ name }) => !name.endsWith('/twilio'));

test(`${COUNT} connections can be created, each with one check at Twilio, and listed by page and filter`, async () => {
  await forEach(numbers, create);
  expect(bed.simulator.journal.count).toBe(COUNT);

  const all = others(await listAll('pageSize=150'));
  expect(idsOf(all)).toEqual(numbers.map(idOf));
  expect(all.every(({ status }) => status.state === 'ACTIVE')).toBe(true);
  expect(all.map(({ description }) => description)).toEqual(numbers.map((number) => `Connection ${number}`));

  const filter = encodeURIComponent('labels.team = "team-3"');
  const ofTeam = await listAll(`pageSize=100&filter=${filter}`);
  expect(idsOf(ofTeam)).toEqual(numbers.filter((number) => teamOf(number) === 'team-3').map(idOf));
});

test('a hundred connections serve calls at the same time without sharing nodes', async () => {
  const busy = numbers.filter((number) => number % (COUNT / AT_WORK) === 0);
  const before = bed.simulator.journal.count;
  const answers = await Promise.all(busy.map(messagesOf));
  const [first] = answers;
  expect(first?.json.entities).toHaveLength(5);
  expect(answers.map(({ status, json: body }) => [status, body.entities?.length])).toEqual(busy.map(() => [200, 5]));
  expect(bed.simulator.journal.count - before).toBe(busy.length);
  // Connections do not share nodes, so no call waited for another connection.
  expect((await bed.request('/metrics')).text).not.toMatch(/^twilio_connector_queue_waited\S* [1-9]/m);
});

test('suspending, resuming and deleting some connections does not affect the others', async () => {
  const [suspended, resumed, deleted] = [0, 1, 2].map((rest) => numbers.filter((number) => number % 20 === rest));
  if (!suspended || !resumed || !deleted) throw new Error('unreachable');
  await forEach([...suspended, ...resumed], (number) => patch(number, 'suspended', { suspended: true }));
  await forEach(resumed, (number) => patch(number, 'suspended', { suspended: false }));
  await forEach(deleted, (number) => call(`/v1/${nameOf(number)}`, { method: 'DELETE' }));

  const all = others(await listAll('pageSize=1000'));
  expect(idsOf(all)).toEqual(numbers.filter((number) => !deleted.includes(number)).map(idOf));
  const inactive = all.filter(({ status }) => status.state === 'INACTIVE');
  expect(idsOf(inactive)).toEqual(suspended.map(idOf));

  const sample = [0, 1, 2, 3].map((rest) => messagesOf(20 + rest));
  const [ofSuspended, ofResumed, ofDeleted, ofOther] = await Promise.all(sample);
  expect(ofSuspended?.json.error.details[0].reason).toBe('SUSPENDED');
  expect([ofResumed?.status, ofDeleted?.status, ofOther?.status]).toEqual([200, 404, 200]);
});
