import { afterAll, beforeAll, expect, test } from 'vitest';
import { json, startTestBed, type TestAnswer, type TestBed } from './test-bed.js';

const AUTH_TOKEN = 'canary-auth-token-5f1e9c';
const CONNECTOR_TOKEN = 'canary-connector-token-77aa-5d1c9';
const NUMBER = '+15550100042';
const BODY = 'canary-message-body';

let bed: TestBed;
beforeAll(async () => {
  bed = await startTestBed({ TWILIO_AUTH_TOKEN: AUTH_TOKEN, CONNECTOR_TOKEN });
});
afterAll(() => bed.close());

test('no answer, metric or debug log contains a secret, and no debug log contains a phone number or a message body', async () => {
  const answers: TestAnswer[] = [];
  const call = async (path: string, init?: RequestInit) => answers.push(await bed.call(path, init));
  const message = { To: NUMBER, Sender: '+15550100100', Body: BODY };

  await call('/entityTypes/Messages/entities', json({ fields: message }));
  await call(`/entityTypes/Messages/entities?conditions=${encodeURIComponent(`To = '${NUMBER}'`)}`);
  await call(`/entityTypes/Messages/entities?conditions=${encodeURIComponent(`Body = '${BODY}'`)}`);
  await call('/entityTypes/Messages/entities', json({ fields: { ...message, To: '+15005550001' } }));
  await call('/entityTypes/Messages/entities', json({ fields: { ...message, Sender: NUMBER } }));
  await call(':checkStatus');
  for (const fault of ['reset', 'truncate', 'dropAfterProcessing', 'status'] as const) {
    bed.simulator.addFault({ kind: fault, status: 500, count: 1 });
    await call('/entityTypes/Messages/entities', json({ fields: message }));
  }
  bed.simulator.addFault({ kind: 'status', status: 401, count: 1 });
  await call(':checkStatus');
  answers.push(await bed.request(`/v2/x?access_token=${CONNECTOR_TOKEN}`));
  answers.push(await bed.request('/metrics'), await bed.request('/healthz'));
  answers.push(
    await bed.request('/v1/projects/local/locations/local/connections/twilio', {
      headers: { Authorization: `Bearer ${CONNECTOR_TOKEN}` },
    }),
  );

  const basic = Buffer.from(`${bed.simulator.accountSid}:${AUTH_TOKEN}`).toString('base64');
  const answered = answers.map(({ text, headers }) => text + JSON.stringify([...headers])).join('\n');
  const logged = bed.log.join('\n');
  for (const secret of [AUTH_TOKEN, CONNECTOR_TOKEN, basic]) {
    expect(answered).not.toContain(secret);
    expect(logged).not.toContain(secret);
  }
  for (const text of [NUMBER, NUMBER.slice(1), BODY]) expect(logged).not.toContain(text);
  expect(bed.log.length).toBeGreaterThan(10);
  expect(answers.map(({ status }) => status)).toEqual(expect.arrayContaining([200, 400, 401, 500]));
});

test('checkStatus returns 200 with the state AUTH_ERROR when Twilio refuses the auth token', async () => {
  bed.simulator.addFault({ kind: 'status', status: 401, count: 1 });
  const { status, json: body } = await bed.call(':checkStatus');
  expect(status).toBe(200);
  expect(body).toMatchObject({ state: 'AUTH_ERROR', description: expect.stringContaining('Check the Account SID') });
});
