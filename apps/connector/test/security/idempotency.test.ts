import { DatabaseSync } from 'node:sqlite';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test, vi } from 'vitest';
import { ADMINISTRATOR_TOKEN, FIRST, type ServerBed, startServerBed } from '../server-bed.js';

const TASK = '/v2/projects/local/locations/local/integrations/ExecuteConnection:execute';
const MESSAGES = `/v2/${FIRST}/entityTypes/Messages/entities`;
const MESSAGE = { fields: { To: '+15550100001', Sender: '+15550100100', Body: 'Hello' } };

let bed: ServerBed;
beforeAll(async () => {
  bed = await startServerBed({ CONNECTOR_ALLOWED_ACTIONS: 'DEFAULT,ExecuteRequest' });
});
beforeEach(() => bed.simulator.reset());
afterEach(() => vi.useRealTimers());
afterAll(() => bed.close());

const send = (path: string, key: string, { method = 'POST', body }: { method?: string; body?: object } = {}) =>
  bed.call(path, { method, token: ADMINISTRATOR_TOKEN, body, headers: { 'Idempotency-Key': key } });
/** The requests that reached Twilio. */
const sent = (method: string) => bed.simulator.journal.requests().filter((request) => request.method === method).length;

/** What the store holds of keyed calls. */
function storedKeys() {
  const database = new DatabaseSync(join(bed.folder, 'connector.db'), { readOnly: true });
  try {
    return database.prepare('SELECT count(*) AS rows, max(octet_length(answer)) AS bytes FROM idempotency').get();
  } finally {
    database.close();
  }
}

describe('size of recorded answers', () => {
  const recordings = () => bed.simulator.snapshot('Recordings');

  test('a keyed action that reads, such as a download, is not recorded, through every front', async () => {
    const before = storedKeys();
    const parameters = { Sid: recordings()[0]?.sid, Format: 'wav' };
    const calls: readonly (readonly [path: string, body: object])[] = [
      [`/v2/${FIRST}/actions/DownloadRecording:execute`, { parameters }],
      [`/v2/${FIRST}/tools/DownloadRecording:execute`, { parameters }],
      [TASK, { operation: 'EXECUTE_ACTION', action: 'DownloadRecording', connectorInputPayload: parameters }],
    ];
    for (const [index, [path, body]] of calls.entries()) {
      for (let repeat = 0; repeat < 2; repeat += 1) {
        const answer = await send(path, `download-${index}`, { body });
        expect([answer.status, answer.headers.get('idempotent-replayed')], path).toEqual([200, null]);
      }
    }
    expect([sent('GET'), storedKeys()]).toEqual([6, before]);
  });

  test('an action that writes is recorded, through every front', async () => {
    const parameters = MESSAGE.fields;
    const calls: readonly (readonly [path: string, body: object])[] = [
      [`/v2/${FIRST}/actions/SendMessage:execute`, { parameters }],
      [`/v2/${FIRST}/tools/SendMessage:execute`, { parameters }],
      [TASK, { operation: 'EXECUTE_ACTION', action: 'SendMessage', connectorInputPayload: parameters }],
    ];
    for (const [index, [path, body]] of calls.entries()) {
      await send(path, `send-${index}`, { body });
      const again = await send(path, `send-${index}`, { body });
      expect([again.status, again.headers.get('idempotent-replayed')], path).toEqual([200, 'true']);
    }
    expect(sent('POST')).toBe(3);
  });

  test('of a keyed call with a large answer only a digest is stored, and a repeated call says so and sends nothing', async () => {
    const template = bed.simulator.snapshot('Messages')[0];
    const rows = Array.from({ length: 1000 }, (_, index) => ({
      ...template,
      sid: `SM${String(index).padStart(32, '0')}`,
    }));
    bed.simulator.seed('Messages', rows);
    const url = `https://api.twilio.com/2010-04-01/Accounts/${bed.simulator.accountSid}/Messages.json?PageSize=1000`;
    const call = () => send(`/v2/${FIRST}:executeHttpRequest`, 'large', { body: { url } });
    const first = await call();
    expect(first.status).toBe(200);
    expect(first.text.length).toBeGreaterThan(300_000);
    const { bytes } = storedKeys() as { bytes: number };
    expect(bytes).toBeLessThan(100_000);
    const count = bed.simulator.journal.count;
    const again = await call();
    expect(again).toMatchObject({ status: 409, reason: 'ANSWER_NOT_KEPT' });
    expect(again.json.error).toMatchObject({ status: 'ALREADY_EXISTS' });
    expect(again.text).toContain('was carried out, and nothing was sent again');
    expect(bed.simulator.journal.count).toBe(count);
  });
});

describe('requests that a key belongs to', () => {
  test('a dry run does not use up its key', async () => {
    const dryRun = () => send(`${MESSAGES}?validateOnly=true`, 'dry', { body: MESSAGE });
    const before = storedKeys();
    expect([(await dryRun()).status, storedKeys(), sent('POST')]).toEqual([200, before, 0]);
    expect(await send(MESSAGES, 'dry', { body: MESSAGE })).toMatchObject({ status: 200 });
    const after = await dryRun();
    expect([after.status, after.headers.get('idempotent-replayed'), sent('POST')]).toEqual([200, null, 1]);
    expect((await send(MESSAGES, 'dry', { body: MESSAGE })).headers.get('idempotent-replayed')).toBe('true');
    expect(sent('POST')).toBe(1);
  });

  test('a call whose query parameters are in another order or spelling is the same request', async () => {
    const path = `/v1/projects/local/locations/local/connections`;
    const name = `${path}/twilio`;
    const patch = (query: string) =>
      send(`${name}?${query}`, 'order', { method: 'PATCH', body: { description: 'new' } });
    const first = await patch('updateMask=description&prettyPrint=false&fields=name');
    expect([first.status, first.headers.get('idempotent-replayed')]).toEqual([200, null]);
    for (const query of [
      'fields=name&updateMask=description',
      'update_mask=description',
      'prettyPrint=true&updateMask=description',
    ]) {
      const again = await patch(query);
      expect([again.status, again.headers.get('idempotent-replayed')], query).toEqual([200, 'true']);
    }
    expect(await patch('updateMask=labels')).toMatchObject({ status: 409, reason: 'IDEMPOTENCY_KEY_REUSED' });
  });

  test('conditions in another order of the query are the same request, and other conditions are not', async () => {
    const sids = bed.simulator.snapshot('Calls').map(({ sid }) => `Sid = '${String(sid)}'`);
    const remove = (query: string) =>
      send(`/v2/${FIRST}/entityTypes/Calls/entities:deleteEntitiesWithConditions?${query}`, 'delete', { body: {} });
    const conditions = `conditions=${encodeURIComponent(sids[0] ?? '')}`;
    expect((await remove(`${conditions}&validateOnly=false`)).status).toBe(200);
    const again = await remove(`validateOnly=false&${conditions}`);
    expect([again.status, again.headers.get('idempotent-replayed')]).toEqual([200, 'true']);
    const other = await remove(`conditions=${encodeURIComponent(sids[1] ?? '')}&validateOnly=false`);
    expect(other).toMatchObject({ status: 409, reason: 'IDEMPOTENCY_KEY_REUSED' });
    expect(sent('DELETE')).toBe(1);
  });
});

describe('jumps of the wall clock', () => {
  const DAY = 24 * 3_600_000;

  test.each([30 * DAY, 400 * DAY, -30 * DAY])(
    'a jump of the wall clock by %i ms does not make a key expire',
    async (jump) => {
      const key = `jump-${jump}`;
      await send(MESSAGES, key, { body: MESSAGE });
      const before = storedKeys();
      vi.useFakeTimers({ now: Date.now() + jump, toFake: ['Date'] });
      const again = await send(MESSAGES, key, { body: MESSAGE });
      expect([again.status, again.headers.get('idempotent-replayed'), sent('POST')]).toEqual([200, 'true', 1]);
      expect(storedKeys()).toEqual(before);
    },
  );
});
