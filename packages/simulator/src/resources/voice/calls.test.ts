import { describe, expect, test } from 'vitest';
import { rowsOf, simulate } from '../../../test/simulate.js';

const CALL = { To: '+15550100001', From: '+15550100100', Url: 'https://example.com/voice' };
const EXAMPLE = '/Calls/CAaa4a99c300bd9d1bcc0d1ae9dcd248c6.json';
const at = (second: number) => `Wed, 01 Jan 2025 12:00:${String(second).padStart(2, '0')} +0000`;

async function createdCall() {
  const simulated = simulate();
  const answer = await simulated.post('/Calls.json', CALL);
  return { ...simulated, answer, path: `/Calls/${String(answer.body.sid)}.json` };
}

describe('POST Calls', () => {
  test('a new call rings, is answered and ends as time passes', async () => {
    const { simulator, get, answer, path } = await createdCall();
    expect(answer).toMatchObject({
      status: 201,
      body: {
        sid: expect.stringMatching(/^CA[0-9a-f]{32}$/),
        status: 'queued',
        direction: 'outbound-api',
        to: CALL.To,
        from: CALL.From,
        start_time: null,
        end_time: null,
        duration: null,
        price: null,
        date_created: at(0),
        subresource_uris: { notifications: expect.stringMatching(/\/CA\w+\/Notifications\.json$/) },
      },
    });
    const seen: unknown[] = [];
    for (const ms of [1000, 2000, 9999, 1]) {
      simulator.advance(ms);
      const { body } = await get(path);
      seen.push([body.status, body.start_time, body.end_time, body.duration, body.price]);
    }
    expect(seen).toEqual([
      ['ringing', null, null, null, null],
      ['in-progress', at(3), null, null, null],
      ['in-progress', at(3), null, null, null],
      ['completed', at(3), at(13), '10', '-0.00850'],
    ]);
    expect(rowsOf(await get('/Calls.json?PageSize=1&Status=completed'), 'calls')).toMatchObject([
      { sid: answer.body.sid },
    ]);
  });

  test.each([
    ['no To', { ...CALL, To: '' }, 21_201],
    ['no From', { ...CALL, From: '' }, 21_213],
    ['no Url, Twiml or ApplicationSid', { ...CALL, Url: '' }, 21_205],
    ['a Url that is not absolute', { ...CALL, Url: '/voice' }, 21_205],
    ['a Url of another scheme', { ...CALL, Url: 'ftp://example.com/voice' }, 21_205],
    ['a StatusCallback that is not a URL', { ...CALL, StatusCallback: 'status' }, 21_609],
    ['a Timeout of 0', { ...CALL, Timeout: '0' }, 21_208],
    ['a Timeout of more than ten minutes', { ...CALL, Timeout: '601' }, 21_208],
    ['a Timeout that is not a number', { ...CALL, Timeout: 'long' }, 21_208],
    ['a To that is not a number', { ...CALL, To: 'constructor' }, 21_211],
    ['a From that the account does not own', { ...CALL, From: '+15559999999' }, 21_210],
    ['the magic To 1', { ...CALL, To: '+15005550001' }, 21_217],
    ['the magic To 2', { ...CALL, To: '+15005550002' }, 21_214],
    ['the magic To 3', { ...CALL, To: '+15005550003' }, 21_215],
    ['the magic To 4', { ...CALL, To: '+15005550004' }, 21_216],
    ['the magic From 1', { ...CALL, From: '+15005550001' }, 21_212],
  ])('POST Calls with %s fails and stores nothing', async (_, form, code) => {
    const { simulator, post } = simulate();
    expect(await post('/Calls.json', form)).toMatchObject({ status: 400, body: { code } });
    expect(simulator.snapshot('Calls')).toHaveLength(102);
  });

  test.each([
    ['a verified caller ID', { ...CALL, From: '+15550130000' }],
    ['the magic sender', { ...CALL, From: '+15005550006' }],
    ['a client', { ...CALL, To: 'client:alice' }],
    ['a SIP address', { ...CALL, To: 'sip:alice@example.com' }],
    ['the longest Timeout', { ...CALL, Timeout: '600' }],
    ['TwiML', { ...CALL, Url: '', Twiml: '<Response/>' }],
    ['an application', { ...CALL, Url: '', ApplicationSid: `AP${'0'.repeat(32)}` }],
  ])('POST Calls with %s succeeds', async (_, form) => {
    expect((await simulate().post('/Calls.json', form)).status).toBe(201);
  });
});

describe('updates of a call', () => {
  test('Status completed ends a call in progress immediately', async () => {
    const { simulator, get, post, path } = await createdCall();
    simulator.advance(5000);
    const { body } = await post(path, { Status: 'completed' });
    expect(body).toMatchObject({ status: 'completed', start_time: at(3), end_time: at(5), duration: '2' });
    simulator.advance(60_000);
    expect((await get(path)).body).toEqual(body);
  });

  test.each(['canceled', 'completed'])('Status %s cancels a call that is not answered yet', async (Status) => {
    const { simulator, post, path } = await createdCall();
    simulator.advance(1000);
    expect((await post(path, { Status })).body).toMatchObject({ status: 'canceled', start_time: null, price: null });
  });

  test('only a call in progress can be redirected', async () => {
    const { simulator, post, path } = await createdCall();
    const form = { Twiml: '<Response/>' };
    expect(await post(path, form)).toMatchObject({ status: 400, body: { code: 21_220 } });
    simulator.advance(3000);
    expect(await post(path, form)).toMatchObject({ status: 200, body: { status: 'in-progress', date_updated: at(3) } });
    expect(await post(path, { Status: 'canceled' })).toMatchObject({ status: 400, body: { code: 21_220 } });
  });

  test.each([
    [{ Status: 'completed' }, 21_220],
    [{ Url: 'https://example.com' }, 21_220],
    [{}, 21_220],
    [{ Status: 'ringing' }, 20_001],
    [{ Url: 'voice' }, 21_205],
  ])('updating a completed call with %j fails with code %i', async (form, code) => {
    expect(await simulate().post(EXAMPLE, form)).toMatchObject({ status: 400, body: { code } });
  });
});

describe('deletion of a call', () => {
  test('a call can be deleted only once', async () => {
    const { get, remove } = simulate();
    expect((await remove(EXAMPLE)).status).toBe(204);
    expect((await get(EXAMPLE)).status).toBe(404);
    expect((await remove(EXAMPLE)).status).toBe(404);
  });

  test('a call cannot be deleted before it ends', async () => {
    const { simulator, remove, path } = await createdCall();
    simulator.advance(12_999);
    expect(await remove(path)).toMatchObject({ status: 409, body: { code: 20_009 } });
    simulator.advance(1);
    expect((await remove(path)).status).toBe(204);
  });
});

test('a list of calls applies its filters, and `StartTime<` excludes the bound itself', async () => {
  const { simulator, get } = simulate();
  const all = simulator.snapshot('Calls');
  const some = all[50]!;
  const start = new Date(Math.floor(Number(some.start_time) / 1000) * 1000).toISOString();
  const count = async (query: string) => rowsOf(await get(`/Calls.json?PageSize=1000&${query}`), 'calls').length;
  expect((await count(`StartTime%3C=${start}`)) + (await count(`StartTime%3E=${start}`))).toBe(all.length);
  expect(await count(`StartTime=${start}`)).toBeGreaterThan(0);
  expect(await count(`To=${encodeURIComponent(String(some.to))}`)).toBe(all.filter(({ to }) => to === some.to).length);
  expect(await count('Status=busy')).toBe(all.filter(({ status }) => status === 'busy').length);
  expect(await count(`ParentCallSid=${some.sid}`)).toBe(0);
});
