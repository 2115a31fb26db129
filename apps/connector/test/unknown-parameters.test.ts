import { afterAll, beforeAll, expect, test } from 'vitest';
import { BUILT_METHODS } from './built-methods.js';
import { ADMINISTRATOR_TOKEN, FIRST, type ServerBed, startServerBed } from './server-bed.js';

let bed: ServerBed;
beforeAll(async () => {
  bed = await startServerBed();
});
afterAll(() => bed.close());

const PARAMS: Readonly<Record<string, string>> = {
  projectsId: 'local',
  locationsId: 'local',
  connectionsId: 'twilio',
  entityTypesId: 'Messages',
};
const token = ADMINISTRATOR_TOKEN;

test.each(BUILT_METHODS.map(({ id, httpMethod, path }) => [id, httpMethod, path] as const))(
  '%s (%s %s) refuses an unknown query parameter with 400 and sends nothing',
  async (_id, method, path) => {
    const filled = path.replaceAll(/\{(\w+)\}/g, (_, name: string) => PARAMS[name] ?? 'x');
    const sent = bed.simulator.journal.count;
    const answer = await bed.call(`${filled}?notAParameter=1`, { method, token });
    expect(answer).toMatchObject({ status: 400, reason: 'UNKNOWN_PARAMETER' });
    expect(answer.json.error).toMatchObject({
      status: 'INVALID_ARGUMENT',
      message: expect.stringContaining('notAParameter'),
    });
    expect(bed.simulator.journal.count).toBe(sent);
  },
);

test('a misspelt filter on a list is refused, and the message names the right parameter', async () => {
  const answer = await bed.call(`/v2/${FIRST}/entityTypes/Messages/entities?condition=x`, { token });
  expect(answer).toMatchObject({ status: 400, reason: 'UNKNOWN_PARAMETER' });
  expect(answer.json.error.message).toContain('Did you mean conditions?');
});

test('a misspelt validateOnly deletes nothing', async () => {
  const [{ sid = '' } = {}] = bed.simulator.snapshot('Messages') as { sid?: string }[];
  const path = `/v2/${FIRST}/entityTypes/Messages/entities/${sid}?validateonly=true`;
  const answer = await bed.call(path, { method: 'DELETE', token });
  expect(answer).toMatchObject({ status: 400, reason: 'UNKNOWN_PARAMETER' });
  expect(answer.json.error.message).toContain('Did you mean validateOnly?');
  expect((bed.simulator.snapshot('Messages') as { sid?: string }[]).map((row) => row.sid)).toContain(sid);
});

test('the snake_case spelling of a parameter takes effect', async () => {
  const list = await bed.must(`/v2/${FIRST}/entityTypes/Messages/entities?page_size=2`);
  expect(list.entities).toHaveLength(2);
  const next = await bed.must(
    `/v2/${FIRST}/entityTypes/Messages/entities?page_size=2&page_token=${list.nextPageToken}`,
  );
  expect(next.entities).toHaveLength(2);
  expect(next.entities[0].name).not.toBe(list.entities[0].name);
});
