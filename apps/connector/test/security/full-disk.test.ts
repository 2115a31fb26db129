import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { type SmallDisk, SMALL_DISKS } from '../full-disks.js';
import { ADMINISTRATOR_TOKEN, type BedAnswer, FIRST, type ServerBed, startServerBed } from '../server-bed.js';

const MESSAGES = `/v2/${FIRST}/entityTypes/Messages/entities`;
const FULL = { status: 429, reason: 'STORE_FULL' };

describe.each(SMALL_DISKS)('on %s', (_, create) => {
  let disk: SmallDisk;
  let bed: ServerBed;
  beforeAll(async () => {
    disk = create();
    bed = await startServerBed({ ...disk.env, CONNECTOR_DATA: disk.folder, CONNECTOR_MIN_NODES: '100' });
  });
  beforeEach(() => disk.fill());
  afterEach(() => disk.free());
  afterAll(async () => {
    await bed.close();
    disk.remove();
  });

  const send = (body: string, key?: string) =>
    bed.call(MESSAGES, {
      method: 'POST',
      token: ADMINISTRATOR_TOKEN,
      body: { fields: { To: '+15550100001', Sender: '+15550100100', Body: body } },
      headers: key === undefined ? {} : { 'Idempotency-Key': key },
    });
  /** How often Twilio got a message with this body. */
  const timesSent = (body: string) =>
    bed.simulator.snapshot('Messages').filter((message) => message.body === body).length;
  const read = (path: string) => bed.call(path, { token: ADMINISTRATOR_TOKEN });

  /** Sends keyed messages until one is refused, since a full disk still has room in pages that are in use. */
  async function sendUntilRefused(prefix: string) {
    const answers: { readonly body: string; readonly answer: BedAnswer }[] = [];
    for (let index = 0; index < 500; index += 1) {
      const body = `${prefix}-${index}`;
      const answer = await send(body, body);
      answers.push({ body, answer });
      if (answer.status !== 200) return answers;
    }
    throw new Error('No call was refused.');
  }

  test('a keyed write is refused before it is sent, and is carried out once when there is space again', async () => {
    const answers = await sendUntilRefused('keyed');
    const { body, answer } = answers.pop()!;
    expect(answer).toMatchObject(FULL);
    expect(answer.json.error).toMatchObject({ code: 429, status: 'RESOURCE_EXHAUSTED' });
    expect(answer.json.error.message).toContain('Free disk space or raise the limit');
    expect(timesSent(body)).toBe(0);
    for (const accepted of answers) expect(timesSent(accepted.body)).toBe(1);
    disk.free();
    for (let repeat = 0; repeat < 2; repeat += 1) expect((await send(body, body)).status).toBe(200);
    expect(timesSent(body)).toBe(1);
    // The result of a call that was carried out on the full disk is known, or known to be lost. It is not sent again.
    for (const accepted of answers) {
      const again = await send(accepted.body, accepted.body);
      if (again.status === 200) expect(again.text).toBe(accepted.answer.text);
      else expect(again).toMatchObject({ status: 500, reason: 'OUTCOME_UNKNOWN' });
      expect(timesSent(accepted.body)).toBe(1);
    }
  });

  test('a write without a key is answered with what Twilio answered, even if it cannot be audited', async () => {
    await sendUntilRefused('fill');
    const isAuditFull = () => bed.log.join('').includes('audit record not written');
    for (let index = 0; index < 10 || (index < 200 && !isAuditFull()); index += 1) {
      const body = `unkeyed-${index}`;
      const answer = await send(body);
      expect(answer.status, answer.text).toBe(200);
      const [stored] = bed.simulator.snapshot('Messages').filter((message) => message.body === body);
      expect([answer.json.fields.Sid, timesSent(body)]).toEqual([stored?.sid, 1]);
    }
    bed.simulator.addFault({ kind: 'status', status: 400, method: 'POST', count: 1 });
    expect((await send('refused')).status).toBe(400);
    bed.simulator.addFault({ kind: 'dropAfterProcessing', method: 'POST', count: 1 });
    expect(await send('dropped')).toMatchObject({ status: 500, reason: 'OUTCOME_UNKNOWN' });
    expect([timesSent('refused'), timesSent('dropped')]).toEqual([0, 1]);
    expect(isAuditFull()).toBe(true);
  });

  test('reads go on', async () => {
    await sendUntilRefused('before-reads');
    const paths = [
      `${MESSAGES}?pageSize=5`,
      `/v1/${FIRST}`,
      '/v1/projects/local/locations/local/connections',
      '/admin/v1/auditRecords',
      '/admin/v1/tokens',
      '/secretmanager/v1/projects/local/secrets',
    ];
    for (const path of paths) expect((await read(path)).status, path).toBe(200);
  });

  test('a change to the connector itself is refused and leaves everything as it was, until there is space again', async () => {
    await sendUntilRefused('before-changes');
    const before = await read(`/v1/${FIRST}`);
    const large = 'x'.repeat(1000);
    const patch = () =>
      bed.call(`/v1/${FIRST}?updateMask=description`, {
        method: 'PATCH',
        token: ADMINISTRATOR_TOKEN,
        body: { description: large },
      });
    const addSecret = (secret: string) =>
      bed.call(`/secretmanager/v1/projects/local/secrets?secretId=${secret}`, {
        method: 'POST',
        token: ADMINISTRATOR_TOKEN,
        body: { replication: { automatic: {} }, labels: { a: large.slice(0, 63) } },
      });
    let refused: BedAnswer | undefined;
    for (let index = 0; refused === undefined; index += 1) {
      const answer = await addSecret(`s-${'x'.repeat(200)}-${index}`);
      if (answer.status !== 200) refused = answer;
    }
    expect(refused).toMatchObject(FULL);
    const patched = await patch();
    if (patched.status !== 200) {
      expect(patched).toMatchObject(FULL);
      expect((await read(`/v1/${FIRST}`)).text).toBe(before.text);
    }
    disk.free();
    expect((await patch()).json).toMatchObject({
      done: true,
      response: { description: large, status: { state: 'ACTIVE' } },
    });
    expect((await addSecret('after')).status).toBe(200);
  });

  test('nothing was sent twice', () => {
    const bodies = bed.simulator.snapshot('Messages').map(({ body }) => String(body));
    const ours = bodies.filter((body) => /^(?:keyed|unkeyed|fill|before)/.test(body));
    expect(ours.length).toBeGreaterThan(10);
    expect(new Set(ours).size).toBe(ours.length);
  });
});
