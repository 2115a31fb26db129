import twilio from 'twilio';
import { expect, test } from 'vitest';
import { simulate } from './simulate.js';
import { receiveWebhooks } from './webhook-receiver.js';

const CALL = { To: '+15550100001', From: '+15550100100', Url: 'http://localhost/voice' };
const ALL_EVENTS = ['initiated', 'ringing', 'answered', 'completed'];

test('a call tells its StatusCallback the events that it asks for, in order', async () => {
  const { received, origin } = await receiveWebhooks();
  const { simulator, post } = simulate();
  const form = { ...CALL, StatusCallback: origin, StatusCallbackEvent: ALL_EVENTS };
  const { body } = await post('/Calls.json', form);
  simulator.advance(60_000);
  await simulator.webhooks.settled();
  expect(
    received.map(({ parameters: { CallStatus, SequenceNumber, Timestamp } }) => [
      CallStatus,
      SequenceNumber,
      Timestamp,
    ]),
  ).toEqual([
    ['initiated', '0', 'Wed, 01 Jan 2025 12:00:00 +0000'],
    ['ringing', '1', 'Wed, 01 Jan 2025 12:00:01 +0000'],
    ['in-progress', '2', 'Wed, 01 Jan 2025 12:00:03 +0000'],
    ['completed', '3', 'Wed, 01 Jan 2025 12:00:13 +0000'],
  ]);
  const { url = '', signature = '', parameters = {} } = received[3] ?? {};
  expect(parameters).toEqual({
    CallSid: body.sid,
    AccountSid: simulator.accountSid,
    From: CALL.From,
    Caller: CALL.From,
    To: CALL.To,
    Called: CALL.To,
    CallStatus: 'completed',
    ApiVersion: '2010-04-01',
    Direction: 'outbound-api',
    Timestamp: 'Wed, 01 Jan 2025 12:00:13 +0000',
    CallbackSource: 'call-progress-events',
    SequenceNumber: '3',
    CallDuration: '10',
    Duration: '1',
  });
  expect(twilio.validateRequest('simulator', signature, url, parameters)).toBe(true);
});

test('a call without StatusCallbackEvent tells only its end, by the StatusCallbackMethod', async () => {
  const { received, origin } = await receiveWebhooks();
  const { simulator, post } = simulate();
  await post('/Calls.json', { ...CALL, StatusCallback: origin, StatusCallbackMethod: 'GET' });
  simulator.advance(60_000);
  await simulator.webhooks.settled();
  expect(received.map(({ method, url }) => [method, new URL(url).searchParams.get('CallStatus')])).toEqual([
    ['GET', 'completed'],
  ]);
});

test.each([
  ['a call in progress', 5000, 'completed', ['initiated', 'ringing', 'in-progress', 'completed'], '2'],
  ['a call that rings', 1000, 'canceled', ['initiated', 'ringing', 'canceled'], '0'],
])('hanging up %s tells its end at once, and nothing later', async (_, ms, status, statuses, duration) => {
  const { received, origin } = await receiveWebhooks();
  const { simulator, post } = simulate();
  const { body } = await post('/Calls.json', {
    ...CALL,
    StatusCallback: origin,
    StatusCallbackEvent: ALL_EVENTS,
  });
  simulator.advance(ms);
  await post(`/Calls/${String(body.sid)}.json`, { Status: status });
  await simulator.webhooks.settled();
  expect(received.map(({ parameters }) => parameters.CallStatus)).toEqual(statuses);
  expect(received.at(-1)?.parameters.CallDuration).toBe(duration);
  simulator.advance(60_000);
  await simulator.webhooks.settled();
  expect(received).toHaveLength(statuses.length);
});

test('a call of an application without its own StatusCallback tells that of the application', async () => {
  const { received, origin } = await receiveWebhooks();
  const { simulator, post } = simulate();
  const settings = { FriendlyName: 'App', StatusCallback: `${origin}/app`, StatusCallbackMethod: 'POST' };
  const { body } = await post('/Applications.json', settings);
  await post('/Calls.json', { To: CALL.To, From: CALL.From, ApplicationSid: String(body.sid) });
  simulator.advance(60_000);
  await simulator.webhooks.settled();
  expect(received.map(({ url, parameters }) => [url, parameters.CallStatus])).toEqual([[`${origin}/app`, 'completed']]);
});

test('the call of a new conference participant tells the StatusCallback of the participant', async () => {
  const { received, origin } = await receiveWebhooks();
  const { simulator, post } = simulate();
  const { sid } = simulator.snapshot('Conferences').at(-1)!;
  const ends = { To: CALL.To, From: CALL.From };
  const form = { ...ends, StatusCallback: origin, StatusCallbackEvent: ['ringing', 'completed'] };
  const { body } = await post(`/Conferences/${sid}/Participants.json`, form);
  simulator.advance(60_000);
  await simulator.webhooks.settled();
  expect(received.map(({ parameters: { CallSid, CallStatus } }) => [CallSid, CallStatus])).toEqual([
    [body.call_sid, 'ringing'],
    [body.call_sid, 'completed'],
  ]);
});

test('a participant that is removed tells the end of its call at once, and only once', async () => {
  const { received, origin } = await receiveWebhooks();
  const { simulator, post, remove } = simulate();
  const { sid } = simulator.snapshot('Conferences').at(-1)!;
  const path = `/Conferences/${sid}/Participants`;
  const { body } = await post(`${path}.json`, { To: CALL.To, From: CALL.From, StatusCallback: origin });
  simulator.advance(4000);
  expect(received).toEqual([]);
  expect((await remove(`${path}/${String(body.call_sid)}.json`)).status).toBe(204);
  await simulator.webhooks.settled();
  simulator.advance(60_000);
  await simulator.webhooks.settled();
  expect(received.map(({ parameters: { CallStatus, Timestamp } }) => [CallStatus, Timestamp])).toEqual([
    ['completed', 'Wed, 01 Jan 2025 12:00:04 +0000'],
  ]);
});
