import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { findCanaries } from '../canaries.js';
import { readLogs, turnOnLog } from '../logging-bed.js';
import { ADMINISTRATOR_TOKEN as token, FIRST, type ServerBed, startServerBed } from '../server-bed.js';

const AUTH_TOKEN = 'canary-auth-token/+5f1e9c07';
const SECRETS = { AUTH_TOKEN, administrator: token };
const CONTENT = {
  body: 'canary body of a message',
  to: '+15550107531',
  column: 'canary-unique-name',
  condition: 'canary-in-a-condition',
};

let bed: ServerBed;
beforeAll(async () => {
  bed = await startServerBed({ TWILIO_AUTH_TOKEN: AUTH_TOKEN });
});
afterAll(() => bed.close());

/** Calls of every kind with canaries in their content. Some of them fail, also with a message that quotes its input. */
async function makeCalls() {
  const send = (path: string, body?: object, method = 'POST') =>
    bed.call(`/v2/${FIRST}/${path}`, { token, ...(body && { method, body }) });
  const fields = { To: CONTENT.to, Sender: '+15550100100', Body: CONTENT.body };
  const q = new URLSearchParams({ conditions: `Body = '${CONTENT.condition}' AND To = '${CONTENT.to}'` }).toString();
  await send('entityTypes/Messages/entities', { fields });
  await send('entityTypes/Messages/entities', { fields: { ...fields, To: `not a number ${CONTENT.column}` } });
  await send('entityTypes/Messages/entities', { fields: { ...fields, Body: `${CONTENT.body} ${AUTH_TOKEN}` } });
  await send(`entityTypes/Messages/entities?${q}`);
  await send(`entityTypes/Messages/entities?conditions=${encodeURIComponent(`'${CONTENT.condition}`)}`);
  await send(`entityTypes/Messages/entities/${CONTENT.column}`);
  await send(`entityTypes/PhoneNumberLookup/entities/${encodeURIComponent(CONTENT.to)}`);
  await send(`entityTypes/${CONTENT.column}/entities`);
  await send('actions/SendMessage:execute', { parameters: fields });
  await send(`entityTypes/Messages/entities/SM${'f'.repeat(32)}`, { fields: { Body: CONTENT.body } }, 'PATCH');
}

const everything = async () => JSON.stringify(await readLogs(bed, {}, { token }));

test.each(['ERROR', 'INFO', 'DEBUG'] as const)(
  'at %s, no log has a secret, a phone number, a body or a value',
  async (level) => {
    await turnOnLog(bed, { level });
    await makeCalls();
    const shown = await everything();
    expect(shown.length).toBeGreaterThan(1000);
    expect(findCanaries({ ...SECRETS, ...CONTENT }, [['the entries', shown]])).toEqual([]);
    expect(shown).not.toMatch(/\+1555|%2B1555/);
    const stored = ['connector.db', 'connector.db-wal'].map(
      (file) => [file, readFileSync(join(bed.folder, file))] as const,
    );
    expect(findCanaries({ ...SECRETS, ...CONTENT }, stored)).toEqual([]);
  },
);

test('with log_payloads, the log has the conditions, fields and parameters of calls, and still no secret', async () => {
  await turnOnLog(bed, { level: 'INFO', log_payloads: true });
  await makeCalls();
  const shown = await everything();
  const found = findCanaries({ ...SECRETS, ...CONTENT }, [['the entries', shown]]);
  expect(new Set(found.map(({ canary }) => canary))).toEqual(new Set(Object.keys(CONTENT)));
  expect(shown).toContain('[redacted]');
});

test('a secret at the place where a payload is cut off does not remain in part', async () => {
  await turnOnLog(bed, { level: 'INFO', log_payloads: true });
  const fields = { To: CONTENT.to, Sender: '+15550100100', Body: '' };
  const start = JSON.stringify({ fields }).length - 3;
  const ids: (string | null)[] = [];
  for (let place = 4096 - AUTH_TOKEN.length - 1; place <= 4096; place += 5) {
    const Body = 'x'.repeat(place - start) + AUTH_TOKEN;
    const body = { fields: { ...fields, Body } };
    const answer = await bed.call(`/v2/${FIRST}/entityTypes/Messages/entities`, { method: 'POST', token, body });
    ids.push(answer.headers.get('x-call-id'));
  }
  const entries = await readLogs(bed, { filter: ids.map((id) => `operation.id = "${id}"`).join(' OR ') }, { token });
  expect(entries).toHaveLength(ids.length);
  const endings = entries.map(({ jsonPayload }) => jsonPayload.payload.input.replace(/^.*x/, ''));
  expect(endings.filter((ending) => ending.includes(AUTH_TOKEN.slice(0, 5)))).toEqual([]);
});

test('a long payload is cut off', async () => {
  await turnOnLog(bed, { level: 'INFO', log_payloads: true });
  const fields = { To: CONTENT.to, Sender: '+15550100100', Body: 'x'.repeat(100_000) };
  const answer = await bed.call(`/v2/${FIRST}/entityTypes/Messages/entities`, {
    method: 'POST',
    token,
    body: { fields },
  });
  const filter = `operation.id = "${answer.headers.get('x-call-id')}"`;
  const [entry] = await readLogs(bed, { filter }, { token });
  expect(entry?.jsonPayload.payload.input.length).toBeLessThan(5000);
});
