import { describe, expect, test } from 'vitest';
import { simulate } from '../../../test/simulate.js';

const To = '+15550100001';

/** Creates a service, and returns functions that send and check codes of it. */
async function verify(settings: Readonly<Record<string, string>> = {}) {
  const { ask, simulator } = simulate();
  const { body: service } = await ask('POST', 'verify', '/v2/Services', { FriendlyName: 'Login', ...settings });
  const path = `/v2/Services/${String(service.sid)}`;
  const send = (form: Readonly<Record<string, string>> = {}) =>
    ask('POST', 'verify', `${path}/Verifications`, { To, Channel: 'sms', ...form });
  const check = (Code: string, by: Readonly<Record<string, string>> = { To }) =>
    ask('POST', 'verify', `${path}/VerificationCheck`, { ...by, Code });
  const get = (key: string) => ask('GET', 'verify', `${path}/Verifications/${encodeURIComponent(key)}`);
  const update = (key: string, Status: string) => ask('POST', 'verify', `${path}/Verifications/${key}`, { Status });
  return { simulator, send, check, get, update };
}

async function repeat<T>(times: number, work: () => Promise<T>): Promise<T[]> {
  const results: T[] = [];
  for (let time = 0; time < times; time++) results.push(await work());
  return results;
}

test.each([
  ['4', '1234'],
  ['6', '123456'],
  ['10', '1234567890'],
])('a verification of a service with CodeLength %s is approved by the code %s', async (CodeLength, code) => {
  const { send, check } = await verify({ CodeLength });
  await send();
  expect((await check(`${code}0`)).body).toMatchObject({ status: 'pending', valid: false });
  expect((await check(code)).body).toMatchObject({ status: 'approved', valid: true });
  expect((await check(code)).body).toMatchObject({ code: 20_404 });
});

describe('sending a code', () => {
  test('sending again while a verification is pending keeps its SID and its code', async () => {
    const { simulator, send, check } = await verify();
    const first = await send({ CustomCode: '4321' });
    simulator.advance(60_000);
    const second = await send({ Channel: 'call' });
    expect([second.status, second.body.sid, second.body.channel]).toEqual([201, first.body.sid, 'call']);
    expect(second.body.date_created).toBe(first.body.date_created);
    expect(second.body.send_code_attempts).toMatchObject([{ channel: 'sms' }, { channel: 'call' }]);
    expect(simulator.snapshot('Verifications')).toHaveLength(1);
    expect((await check('4321')).body).toMatchObject({ status: 'approved', sid: first.body.sid });
  });

  test('a code can be sent five times; then sending fails with 429 and code 60203', async () => {
    const { simulator, send, update } = await verify();
    const sent = await repeat(5, send);
    expect(sent.map(({ status }) => status)).toEqual([201, 201, 201, 201, 201]);
    expect(await send()).toMatchObject({ status: 429, body: { code: 60_203 } });
    expect((await send({ To: '+15550100002' })).status).toBe(201);
    expect((await update(String(sent[0]?.body.sid), 'canceled')).body.status).toBe('canceled');
    const next = await send();
    expect([next.status, next.body.sid === sent[0]?.body.sid]).toEqual([201, false]);
    await repeat(4, send);
    expect((await send()).status).toBe(429);
    simulator.advance(600_000);
    expect((await send()).status).toBe(201);
  });
});

describe('checking a code', () => {
  test('a code can be checked five times; then even the right code fails with 429 and code 60202', async () => {
    const { simulator, send, check } = await verify();
    await send();
    const checks = await repeat(5, () => check('000000'));
    for (const { status, body } of checks) expect([status, body.status]).toEqual([201, 'pending']);
    expect(await check('123456')).toMatchObject({ status: 429, body: { code: 60_202 } });
    simulator.advance(600_000);
    expect((await check('123456')).status).toBe(404);
    await send();
    expect((await check('123456')).body.status).toBe('approved');
  });

  test('the fifth check can approve', async () => {
    const { send, check } = await verify();
    const { body } = await send();
    await repeat(4, () => check('000000'));
    expect((await check('123456', { VerificationSid: String(body.sid) })).body.status).toBe('approved');
  });
});

describe('the end of a verification', () => {
  test('a verification expires ten minutes after it was started', async () => {
    const { simulator, send, check, get } = await verify();
    const { body } = await send();
    simulator.advance(599_999);
    expect((await get(String(body.sid))).body).toMatchObject({ status: 'pending' });
    simulator.advance(1);
    expect((await get(String(body.sid))).status).toBe(404);
    expect((await get(To)).status).toBe(404);
    expect(await check('123456')).toMatchObject({ status: 404, body: { code: 20_404 } });
    expect(simulator.snapshot('Verifications')).toMatchObject([{ sid: body.sid, status: 'expired' }]);
    expect((await send()).body.sid).not.toBe(body.sid);
  });

  test.each(['approved', 'canceled'])('a verification that is %s can no longer be found', async (status) => {
    const { send, get, update, check } = await verify();
    const { body } = await send();
    expect((await update(String(body.sid), status)).body).toMatchObject({ status });
    expect((await get(String(body.sid))).status).toBe(404);
    expect((await update(String(body.sid), 'canceled')).status).toBe(404);
    expect((await check('123456')).status).toBe(404);
  });

  test('a verification of another service cannot be found', async () => {
    const { simulator, send, check } = await verify();
    const { body } = await send();
    const rows = simulator.snapshot('Verifications').map((row) => ({ ...row, service_sid: `VA${'1'.repeat(32)}` }));
    simulator.seed('Verifications', rows);
    expect((await check('123456', { VerificationSid: String(body.sid) })).status).toBe(404);
  });
});
