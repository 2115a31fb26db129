import { describe, expect, test } from 'vitest';
import { rowsOf, simulate, START } from '../../../test/simulate.js';

const MESSAGE = { To: '+15550100001', From: '+15550100100', Body: 'Hello' };
const SERVICE = simulate().simulator.snapshot('MessagingServices')[0]!.sid;
const SCHEDULED = { ...MESSAGE, MessagingServiceSid: SERVICE, ScheduleType: 'fixed' };
const inMinutes = (minutes: number) => new Date(START + minutes * 60_000).toISOString();

describe('POST Messages', () => {
  test('POST Messages returns and stores a message in the form of Twilio’s response', async () => {
    const { get, post } = simulate();
    const { status, body } = await post('/Messages.json', MESSAGE);
    expect(status).toBe(201);
    const base = `/2010-04-01/Accounts/AC${'0'.repeat(32)}/Messages/${String(body.sid)}`;
    expect(body).toEqual({
      body: 'Hello',
      num_segments: '1',
      direction: 'outbound-api',
      from: '+15550100100',
      to: '+15550100001',
      date_updated: 'Wed, 01 Jan 2025 12:00:00 +0000',
      price: null,
      error_message: null,
      uri: `${base}.json`,
      account_sid: `AC${'0'.repeat(32)}`,
      num_media: '0',
      status: 'queued',
      messaging_service_sid: null,
      sid: expect.stringMatching(/^SM[0-9a-f]{32}$/),
      date_sent: null,
      date_created: 'Wed, 01 Jan 2025 12:00:00 +0000',
      error_code: null,
      price_unit: 'USD',
      api_version: '2010-04-01',
      subresource_uris: { media: `${base}/Media.json`, feedback: `${base}/Feedback.json` },
    });
    expect((await get(`/Messages/${String(body.sid)}.json`)).body).toEqual(body);
    expect(rowsOf(await get('/Messages.json?PageSize=1'), 'messages')).toEqual([body]);
  });

  test.each([
    ['no recipient', { ...MESSAGE, To: '' }, 21_604],
    ['no sender', { ...MESSAGE, From: '' }, 21_603],
    ['neither a body nor media', { ...MESSAGE, Body: '' }, 21_602],
    ['1601 characters', { ...MESSAGE, Body: 'a'.repeat(1601) }, 21_617],
    ['eleven media', { ...MESSAGE, MediaUrl: Array.from({ length: 11 }, () => 'https://example.com/a.png') }, 21_623],
    ['a recipient that is not a number', { ...MESSAGE, To: 'constructor' }, 21_211],
    ['a recipient without a plus', { ...MESSAGE, To: '15550100001' }, 21_211],
    ['a sender that the account does not own', { ...MESSAGE, From: '+15559999999' }, 21_606],
    ['a caller ID as the sender', { ...MESSAGE, From: '+15550130000' }, 21_606],
    ['the name of an inherited object property as the sender', { ...MESSAGE, From: 'valueOf()' }, 21_606],
    ['the same recipient and sender', { ...MESSAGE, To: MESSAGE.From }, 21_266],
    ['an alphanumeric sender to the United States', { ...MESSAGE, From: 'Acme Inc' }, 21_612],
    ['an alphanumeric sender of 12 characters', { ...MESSAGE, To: '+447700900123', From: 'AcmeAcmeAcme' }, 21_606],
    ['an alphanumeric sender on WhatsApp', { ...MESSAGE, To: 'whatsapp:+447700900123', From: 'Acme' }, 21_606],
    ['a malformed messaging service', { ...MESSAGE, MessagingServiceSid: 'MG1' }, 21_705],
    ['a StatusCallback without a scheme', { ...MESSAGE, StatusCallback: 'example.com/status' }, 21_609],
    ['a StatusCallback with an underscore in its host', { ...MESSAGE, StatusCallback: 'https://my_host.com' }, 21_609],
    ['a StatusCallback that is too long', { ...MESSAGE, StatusCallback: `https://a.com/${'a'.repeat(4000)}` }, 21_609],
    ['a MediaUrl that is not absolute', { ...MESSAGE, MediaUrl: ['https://a.com/a.png', '/a.png'] }, 21_620],
    ['a ValidityPeriod of 0', { ...MESSAGE, ValidityPeriod: '0' }, 21_624],
    ['a ValidityPeriod of more than ten hours', { ...MESSAGE, ValidityPeriod: '36001' }, 21_624],
    ['a ValidityPeriod that is not a number', { ...MESSAGE, ValidityPeriod: '1h' }, 21_624],
    ['a schedule without a service', { ...MESSAGE, ScheduleType: 'fixed', SendAt: inMinutes(10) }, 35_118],
    ['a schedule without a time', SCHEDULED, 35_111],
    ['a schedule that is too soon', { ...SCHEDULED, SendAt: inMinutes(4) }, 35_114],
    ['a schedule that is too late', { ...SCHEDULED, SendAt: inMinutes(36 * 24 * 60) }, 35_114],
    ['a schedule that is not a time', { ...SCHEDULED, SendAt: 'tomorrow' }, 35_114],
  ])('POST Messages with %s fails and stores nothing', async (_, form, code) => {
    const { simulator, post } = simulate();
    expect(await post('/Messages.json', form)).toMatchObject({
      status: 400,
      body: { code, status: 400, more_info: `https://www.twilio.com/docs/errors/${code}` },
    });
    expect(simulator.snapshot('Messages')).toHaveLength(201);
  });

  test.each([
    ['To', '+15005550001', 400, 21_211],
    ['To', '+15005550002', 400, 21_612],
    ['To', '+15005550003', 400, 21_408],
    ['To', '+15005550004', 400, 21_610],
    ['To', '+15005550009', 400, 21_614],
    ['From', '+15005550001', 400, 21_212],
    ['From', '+15005550007', 400, 21_606],
    ['From', '+15005550008', 429, 21_611],
  ])(
    'POST Messages with %s set to the magic number %s fails with %i and code %i',
    async (name, number, status, code) => {
      expect(await simulate().post('/Messages.json', { ...MESSAGE, [name]: number })).toMatchObject({
        status,
        body: { code },
      });
    },
  );

  test.each([
    ['an alphanumeric sender to the United Kingdom', { ...MESSAGE, To: '+447700900123', From: 'Acme Inc' }],
    ['a StatusCallback', { ...MESSAGE, StatusCallback: 'http://localhost:3000/status?a=b' }],
    ['a ValidityPeriod', { ...MESSAGE, ValidityPeriod: '36000' }],
    ['the magic sender', { ...MESSAGE, From: '+15005550006' }],
    ['the WhatsApp sandbox', { ...MESSAGE, To: 'whatsapp:+917892300000', From: 'whatsapp:+14155238886' }],
    ['1600 characters', { ...MESSAGE, Body: 'a'.repeat(1600) }],
    ['a template instead of a body', { ...MESSAGE, Body: '', ContentSid: `HX${'0'.repeat(32)}` }],
  ])('POST Messages with %s succeeds', async (_, form) => {
    expect((await simulate().post('/Messages.json', form)).status).toBe(201);
  });

  test('POST Messages with a messaging service that does not exist fails with 404 and code 21701', async () => {
    const form = { To: MESSAGE.To, Body: 'Hello', MessagingServiceSid: `MG${'0'.repeat(32)}` };
    expect(await simulate().post('/Messages.json', form)).toMatchObject({ status: 404, body: { code: 21_701 } });
  });

  test('all times of a new message are the same, however fast the clock runs', async () => {
    let time = START;
    const { post } = simulate({ now: () => (time += 700) });
    const { body } = await post('/Messages.json', MESSAGE);
    expect(body).toMatchObject({ status: 'queued', date_sent: null });
    expect(body.date_updated).toBe(body.date_created);
  });

  test('a message with media gets an MM SID, and its segments are counted', async () => {
    const { post } = simulate();
    const MediaUrl = ['https://example.com/a.png', 'https://example.com/b.png'];
    expect((await post('/Messages.json', { ...MESSAGE, Body: '', MediaUrl })).body).toMatchObject({
      sid: expect.stringMatching(/^MM/),
      num_media: '2',
      body: '',
    });
    const { body } = await post('/Messages.json', { ...MESSAGE, Body: '你好'.repeat(40) });
    expect(body.num_segments).toBe('2');
  });
});
