import { afterAll, beforeAll, expect, test } from 'vitest';
import { CONNECTION, startTestBed, type TestBed } from './test-bed.js';

let bed: TestBed;
beforeAll(async () => {
  bed = await startTestBed();
});
afterAll(() => bed.close());

const read = ({ json }: Awaited<ReturnType<TestBed['call']>>) =>
  JSON.parse(Buffer.from(json.data, 'base64').toString('utf8')) as Record<string, any>;

test('every resource of the connection is listed and can be read by its name', async () => {
  const names: string[] = [];
  for (let pageToken: string | undefined = ''; pageToken !== undefined;) {
    const { json } = await bed.call(`/resources?pageSize=50&pageToken=${pageToken}`);
    for (const { name, uri } of json.resources) {
      expect(uri).toBe(`${CONNECTION}/resources/${name}`);
      names.push(name);
    }
    pageToken = json.nextPageToken;
  }
  expect(names).toHaveLength(1 + 85 + names.filter((name) => name.startsWith('actions/')).length);
  for (const name of names) expect((await bed.call(`/resources/${name}`)).status, name).toBe(200);
});

test('resources contain the same schemas as the entity types and actions', async () => {
  const { json: messages } = await bed.call('/entityTypes/Messages');
  expect(read(await bed.call('/resources/entityTypes/Messages'))).toEqual(messages.jsonSchema);
  const { json: action } = await bed.call('/actions/SendMessage');
  const posted = await bed.call('/resources/actions%2FSendMessage', { method: 'POST', body: '{}' });
  expect(read(posted)).toEqual(action.inputJsonSchema);
  expect(read(await bed.call('/resources/openapi.json'))).toMatchObject({ openapi: '3.1.1' });
});

test.each(['nothing', '__proto__', 'entityTypes/Nothing'])('an unknown resource %s is not found', async (name) => {
  const { status, json } = await bed.call(`/resources/${name}`);
  expect(status).toBe(404);
  expect(json.error.details[0]).toMatchObject({ reason: 'UNKNOWN_RESOURCE' });
});
