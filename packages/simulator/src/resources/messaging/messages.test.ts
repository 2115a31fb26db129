import { describe, expect, test } from 'vitest';
import { rowsOf, simulate, START } from '../../../test/simulate.js';

const MESSAGE = { To: '+15550100001', From: '+15550100100', Body: 'Hello' };
const SCHEDULED = {
  To: '+15550100001',
  MessagingServiceSid: simulate().simulator.snapshot('MessagingServices')[0]!.sid,
  Body: 'Later',
  ScheduleType: 'fixed',
  SendAt: new Date(START + 600_000).toISOString(),
};
const EXAMPLE = '/Messages/SM3ad97d41e786c02bca47c8ce1745053b.json';

async function createdMessage(form: Readonly<Record<string, string>> = MESSAGE) {
  const simulated = simulate();
  const { body } = await simulated.post('/Messages.json', form);
  return { ...simulated, path: `/Messages/${String(body.sid)}.json`, first: body };
}

describe('the life of a message', () => {
  test('a message is sent and delivered as time passes', async () => {
    const { simulator, get, path } = await createdMessage();
    const seen: unknown[] = [];
    for (const ms of [999, 1, 999, 1, 1999, 1, 60_000]) {
      simulator.advance(ms);
      const { body } = await get(path);
      seen.push([body.status, body.date_sent, body.price]);
    }
    const sent = 'Wed, 01 Jan 2025 12:00:02 +0000';
    expect(seen).toEqual([
      ['queued', null, null],
      ['sending', null, null],
      ['sending', null, null],
      ['sent', sent, '-0.00750'],
      ['sent', sent, '-0.00750'],
      ['delivered', sent, '-0.00750'],
      ['delivered', sent, '-0.00750'],
    ]);
    expect((await get(path)).body.date_updated).toBe('Wed, 01 Jan 2025 12:00:04 +0000');
  });

  test('a message of a messaging service starts as accepted and gets its sender when it is sent', async () => {
    const { simulator, get, path, first } = await createdMessage({ ...SCHEDULED, ScheduleType: '' });
    expect(first).toMatchObject({
      status: 'accepted',
      from: null,
      messaging_service_sid: SCHEDULED.MessagingServiceSid,
    });
    simulator.advance(2000);
    expect((await get(path)).body).toMatchObject({ status: 'sent', from: '+15550100100' });
  });

  test('a scheduled message is sent at its time', async () => {
    const { simulator, get, path, first } = await createdMessage(SCHEDULED);
    expect(first.status).toBe('scheduled');
    simulator.advance(599_999);
    expect((await get(path)).body).toMatchObject({ status: 'scheduled', date_sent: null });
    simulator.advance(4001);
    expect((await get(path)).body).toMatchObject({
      status: 'delivered',
      date_sent: 'Wed, 01 Jan 2025 12:10:02 +0000',
    });
  });

  test('filters apply to the current state of a message', async () => {
    const { simulator, get, first } = await createdMessage();
    const found = async () =>
      rowsOf(await get('/Messages.json?DateSent%3E=2025-01-01T12:00:00Z'), 'messages').map(({ sid }) => sid);
    expect(await found()).toEqual([]);
    simulator.advance(2000);
    expect(await found()).toEqual([first.sid]);
  });
});

test('`DateSent<` a day includes that day, and `DateSent<` an instant ends there', async () => {
  const { simulator, get } = simulate();
  const sent = simulator
    .snapshot('Messages')
    .flatMap(({ date_sent: at }) => (at === null ? [] : new Date(Number(at)).toISOString()));
  const day = sent[150]!.slice(0, 10);
  const count = async (query: string) => rowsOf(await get(`/Messages.json?PageSize=1000&${query}`), 'messages').length;
  expect(await count(`DateSent%3C=${day}`)).toBe(sent.filter((at) => at.slice(0, 10) <= day).length);
  expect(await count(`DateSent%3C=${day}&DateSent%3E=${day}`)).toBe(await count(`DateSent=${day}`));
  expect(await count(`DateSent%3C=${day}T00:00:00Z`)).toBe(sent.filter((at) => at.slice(0, 10) < day).length);
});

test('some seeded messages are scheduled or were canceled, so they have not been sent', () => {
  const { simulator } = simulate();
  const unsent = simulator.snapshot('Messages').filter(({ date_sent: at }) => at === null);
  expect(new Set(unsent.map(({ status }) => status))).toEqual(new Set(['canceled', 'scheduled']));
  simulator.advance(8 * 86_400_000);
  const statuses = simulator
    .snapshot('Messages')
    .filter(({ date_sent: at }) => at === null)
    .map(({ status }) => status);
  expect(new Set(statuses)).toEqual(new Set(['canceled']));
});

describe('updates of a message', () => {
  test('an empty Body redacts the message and changes nothing else', async () => {
    const { get, post } = simulate();
    const before = (await get(EXAMPLE)).body;
    expect(before.body).toBe('To be redacted');
    const after = { ...before, body: '', date_updated: 'Wed, 01 Jan 2025 12:00:00 +0000' };
    expect(await post(EXAMPLE, { Body: '' })).toMatchObject({ status: 200, body: after });
    expect((await get(EXAMPLE)).body).toEqual(after);
    expect((await post(EXAMPLE, { Body: '' })).body).toEqual(after);
  });

  test('redacting a message on its way does not stop its delivery', async () => {
    const { simulator, get, post, path } = await createdMessage();
    simulator.advance(1000);
    await post(path, { Body: '' });
    simulator.advance(9000);
    expect((await get(path)).body).toMatchObject({
      body: '',
      status: 'delivered',
      date_updated: expect.stringContaining(':04'),
    });
  });

  test('a canceled scheduled message is never sent', async () => {
    const { simulator, get, post, path } = await createdMessage(SCHEDULED);
    expect(await post(path, { Status: 'canceled' })).toMatchObject({ status: 200, body: { status: 'canceled' } });
    simulator.advance(3_600_000);
    expect((await get(path)).body).toMatchObject({ status: 'canceled', date_sent: null, price: null });
  });

  test.each([
    [{ Status: 'canceled' }, 30_409],
    [{ Status: 'delivered' }, 30_400],
    [{ Body: 'another' }, 30_400],
    [{ Body: '', Status: 'canceled' }, 30_400],
    [{}, 30_400],
  ])('updating a message with %j fails with code %i', async (form, code) => {
    const { get, post } = simulate();
    expect(await post(EXAMPLE, form)).toMatchObject({ status: 400, body: { code } });
    expect((await get(EXAMPLE)).body).toMatchObject({ body: 'To be redacted', status: 'delivered' });
  });

  test('updating a message that does not exist fails with code 20404', async () => {
    const path = `/Messages/SM${'0'.repeat(32)}.json`;
    expect(await simulate().post(path, { Body: '' })).toMatchObject({
      status: 404,
      body: {
        code: 20_404,
        message: `The requested resource /2010-04-01/Accounts/AC${'0'.repeat(32)}${path} was not found`,
      },
    });
  });
});

describe('deletion of a message', () => {
  test('a message can be deleted only once', async () => {
    const { get, remove } = simulate();
    expect(await remove(EXAMPLE)).toMatchObject({ status: 204, body: {} });
    expect((await get(EXAMPLE)).status).toBe(404);
    expect(await remove(EXAMPLE)).toMatchObject({ status: 404, body: { code: 20_404 } });
    expect(rowsOf(await get('/Messages.json?PageSize=1000'), 'messages')).toHaveLength(200);
  });

  test('a message cannot be deleted before it reaches a final state', async () => {
    const { simulator, remove, path } = await createdMessage();
    expect(await remove(path)).toMatchObject({ status: 409, body: { code: 20_009 } });
    simulator.advance(4000);
    expect((await remove(path)).status).toBe(204);
  });
});
