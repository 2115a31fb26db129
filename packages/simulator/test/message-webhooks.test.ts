import twilio from 'twilio';
import { expect, onTestFinished, test, vi } from 'vitest';
import { simulate, START } from './simulate.js';
import { receiveWebhooks } from './webhook-receiver.js';

const MESSAGE = { To: '+15550100001', From: '+15550100100', Body: 'Hello' };

test('a message tells its StatusCallback each later status, in order and with a signature that the SDK accepts', async () => {
  const { received, origin } = await receiveWebhooks();
  const { simulator, post } = simulate();
  const url = `${origin}/status?id=7`;
  const { body } = await post('/Messages.json', { ...MESSAGE, StatusCallback: url });
  simulator.advance(999);
  await simulator.webhooks.settled();
  expect(received).toEqual([]);
  simulator.advance(60_000);
  await simulator.webhooks.settled();
  expect(received.map(({ parameters }) => parameters.MessageStatus)).toEqual(['sending', 'sent', 'delivered']);
  expect(received[2]).toMatchObject({
    method: 'POST',
    url,
    parameters: {
      MessageSid: body.sid,
      SmsSid: body.sid,
      SmsStatus: 'delivered',
      AccountSid: simulator.accountSid,
      From: MESSAGE.From,
      To: MESSAGE.To,
      ApiVersion: '2010-04-01',
    },
  });
  for (const { signature, parameters } of received) {
    expect(twilio.validateRequest('simulator', signature, url, parameters)).toBe(true);
    expect(twilio.validateRequest('another token', signature, url, parameters)).toBe(false);
  }
});

test('a message of a messaging service tells the StatusCallback of the service, and its own one instead if it has one', async () => {
  const { received, origin } = await receiveWebhooks();
  const { simulator, ask, post } = simulate();
  const settings = { FriendlyName: 'Alerts', StatusCallback: `${origin}/service` };
  const { body: service } = await ask('POST', 'messaging', '/v1/Services', settings);
  const message = { To: MESSAGE.To, Body: 'Hello', MessagingServiceSid: String(service.sid) };
  await post('/Messages.json', message);
  simulator.advance(5000);
  await simulator.webhooks.settled();
  expect(received.map(({ parameters: { MessageStatus, From } }) => [MessageStatus, From])).toEqual([
    ['queued', undefined],
    ['sending', undefined],
    ['sent', '+15550100100'],
    ['delivered', '+15550100100'],
  ]);
  expect(received[0]).toMatchObject({
    url: `${origin}/service`,
    parameters: { MessagingServiceSid: service.sid },
  });
  await post('/Messages.json', { ...message, StatusCallback: `${origin}/own` });
  simulator.advance(500);
  await simulator.webhooks.settled();
  expect(received.at(-1)?.url).toBe(`${origin}/own`);
});

test('a canceled scheduled message tells that it is canceled, and nothing later', async () => {
  const { received, origin } = await receiveWebhooks();
  const { simulator, post } = simulate();
  const { body } = await post('/Messages.json', {
    To: MESSAGE.To,
    Body: 'Later',
    MessagingServiceSid: simulator.snapshot('MessagingServices')[0]!.sid,
    ScheduleType: 'fixed',
    SendAt: new Date(START + 600_000).toISOString(),
    StatusCallback: origin,
  });
  await post(`/Messages/${String(body.sid)}.json`, { Status: 'canceled' });
  simulator.advance(700_000);
  await simulator.webhooks.settled();
  expect(received.map(({ parameters }) => parameters.MessageStatus)).toEqual(['canceled']);
});

test('redacting a message repeats none of its status callbacks', async () => {
  const { received, origin } = await receiveWebhooks();
  const { simulator, post } = simulate();
  const { body } = await post('/Messages.json', { ...MESSAGE, StatusCallback: origin });
  simulator.advance(2000);
  await post(`/Messages/${String(body.sid)}.json`, { Body: '' });
  simulator.advance(2000);
  await post(`/Messages/${String(body.sid)}.json`, { Body: '' });
  await simulator.webhooks.settled();
  expect(received.map(({ parameters }) => parameters.MessageStatus)).toEqual(['sending', 'sent', 'delivered']);
});

test('a reset drops the webhooks that are planned and forgets those sent', async () => {
  const { received, origin } = await receiveWebhooks();
  const { simulator, post } = simulate();
  await post('/Messages.json', { ...MESSAGE, StatusCallback: origin });
  simulator.advance(1000);
  await simulator.webhooks.settled();
  simulator.reset();
  simulator.advance(60_000);
  await simulator.webhooks.settled();
  expect(received).toHaveLength(1);
  expect([simulator.webhooks.count, simulator.webhooks.deliveries()]).toEqual([0, []]);
});

test('a clock that runs by itself sends the status callbacks without any further request', async () => {
  vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout', 'Date'] });
  onTestFinished(() => void vi.useRealTimers());
  const { received, origin } = await receiveWebhooks();
  const { simulator, post } = simulate({ now: () => Date.now() });
  await post('/Messages.json', { ...MESSAGE, StatusCallback: origin });
  for (const [ms, count] of [
    [1000, 1],
    [1000, 2],
    [2000, 3],
    [60_000, 3],
  ] as const) {
    vi.advanceTimersByTime(ms);
    await simulator.webhooks.settled();
    expect(received).toHaveLength(count);
  }
});
