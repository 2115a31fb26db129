import { describe, expect, test } from 'vitest';
import { rowsOf, simulate } from '../../../test/simulate.js';

const EXAMPLE = '/IncomingPhoneNumbers/PN4047ac009a15885690a50a1d388b8411.json';

describe('POST IncomingPhoneNumbers', () => {
  test('a bought number can send messages', async () => {
    const { post } = simulate();
    const form = { PhoneNumber: '+15550109999', VoiceUrl: 'https://example.com', VoiceCallerIdLookup: 'true' };
    const message = { To: '+15550100001', From: '+15550109999', Body: 'Hello' };
    expect((await post('/Messages.json', message)).body.code).toBe(21_606);
    expect(await post('/IncomingPhoneNumbers.json', form)).toMatchObject({
      status: 201,
      body: {
        phone_number: '+15550109999',
        friendly_name: '(555) 010-9999',
        voice_url: 'https://example.com',
        voice_caller_id_lookup: true,
        capabilities: { voice: true, sms: true },
        trunk_sid: null,
      },
    });
    expect((await post('/Messages.json', message)).status).toBe(201);
    expect((await post('/IncomingPhoneNumbers.json', form)).body.code).toBe(21_422);
  });

  test('a number bought without URLs has no `voice_url` and an empty `sms_url`, as in the examples of OpenAPI', async () => {
    const { post } = simulate();
    const { body } = await post('/IncomingPhoneNumbers.json', { PhoneNumber: '+15550109999' });
    expect(body).toMatchObject({ voice_url: null, voice_fallback_url: null, sms_url: '' });
  });

  test('buying by area code returns a different free number each time', async () => {
    const { post } = simulate();
    const buy = async () => (await post('/IncomingPhoneNumbers.json', { AreaCode: '415' })).body.phone_number;
    expect([await buy(), await buy()]).toEqual(['+14155550100', '+14155550101']);
  });

  test.each([
    [{}, 21_421],
    [{ PhoneNumber: 'constructor' }, 21_421],
    [{ PhoneNumber: '+15005550000' }, 21_422],
    [{ PhoneNumber: '+15005550001' }, 21_421],
    [{ AreaCode: '533' }, 21_452],
    [{ AreaCode: '15' }, 21_451],
    [{ PhoneNumber: '+15550109999', FriendlyName: 'a'.repeat(65) }, 20_002],
  ])('POST IncomingPhoneNumbers with %j fails with code %i and stores nothing', async (form, code) => {
    const { simulator, post } = simulate();
    expect(await post('/IncomingPhoneNumbers.json', form)).toMatchObject({ status: 400, body: { code } });
    expect(simulator.snapshot('IncomingPhoneNumbers')).toHaveLength(10);
  });
});

describe('an owned number', () => {
  test('an update of a number changes only the properties in the form', async () => {
    const { get, post } = simulate();
    const before = (await get(EXAMPLE)).body;
    const form = { FriendlyName: 'true', SmsUrl: '', VoiceCallerIdLookup: 'false', AccountSid: `AC${'0'.repeat(32)}` };
    const after = { ...before, friendly_name: 'true', date_updated: 'Wed, 01 Jan 2025 12:00:00 +0000' };
    expect(await post(EXAMPLE, form)).toMatchObject({ status: 200, body: after });
    expect((await get(EXAMPLE)).body).toEqual(after);
  });

  test.each([
    [{ FriendlyName: 'a'.repeat(65) }, 20_002],
    [{ AccountSid: `AC${'1'.repeat(32)}` }, 21_473],
  ])('an update of a number with %j fails and changes nothing', async (form, code) => {
    const { get, post } = simulate();
    const before = (await get(EXAMPLE)).body;
    expect(await post(EXAMPLE, form)).toMatchObject({ status: 400, body: { code } });
    expect((await get(EXAMPLE)).body).toEqual(before);
  });

  test('a number can be released only once', async () => {
    const { get, remove } = simulate();
    expect([(await remove(EXAMPLE)).status, (await get(EXAMPLE)).status, (await remove(EXAMPLE)).status]).toEqual([
      204, 404, 404,
    ]);
  });
});

test.each([
  ['FriendlyName=(555)%20010-0101', 1],
  ['FriendlyName=(555)', 0],
  ['PhoneNumber=%2B15550100101', 1],
  ['PhoneNumber=555010', 4],
  ['PhoneNumber=%2B1555010010*', 4],
  ['Origin=twilio', 10],
  ['Origin=hosted', 0],
  ['Beta=true', 10],
  ['Beta=false', 10],
])('the filter %s returns %i of 10 numbers', async (query, count) => {
  const answer = await simulate().get(`/IncomingPhoneNumbers.json?${query}`);
  expect(rowsOf(answer, 'incoming_phone_numbers')).toHaveLength(count);
});
