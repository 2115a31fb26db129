import twilio from 'twilio';
import { expect, test } from 'vitest';
import { simulate } from './simulate.js';
import { receiveWebhooks } from './webhook-receiver.js';

const MESSAGE = { From: '+15550100001', To: '+15550100100', Body: 'Hi there' };

/** Sets values of the number that receives the message. */
async function configureNumber({ simulator, post }: ReturnType<typeof simulate>, settings: Record<string, string>) {
  const { sid } = simulator.snapshot('IncomingPhoneNumbers')[0]!;
  return post(`/IncomingPhoneNumbers/${sid}.json`, settings);
}

test('an inbound message can be read and is sent to the SmsUrl of its number, signed', async () => {
  const { received, origin } = await receiveWebhooks();
  const simulated = simulate();
  const { simulator, get } = simulated;
  await configureNumber(simulated, { SmsUrl: `${origin}/sms` });
  const { sid } = simulator.receiveMessage({ ...MESSAGE, MediaUrl: 'https://example.com/cat.gif' });
  await simulator.webhooks.settled();
  const { body } = await get(`/Messages/${sid}.json`);
  expect(body).toMatchObject({ direction: 'inbound', status: 'received', body: 'Hi there', num_media: '1' });
  const { url = '', signature = '', parameters = {} } = received[0] ?? {};
  expect(parameters).toEqual({
    ...MESSAGE,
    MessageSid: sid,
    SmsSid: sid,
    SmsMessageSid: sid,
    SmsStatus: 'received',
    AccountSid: simulator.accountSid,
    ApiVersion: '2010-04-01',
    NumMedia: '1',
    NumSegments: '1',
    MediaUrl0: expect.stringContaining(`/Messages/${sid}/Media/ME`),
    MediaContentType0: 'image/gif',
  });
  expect(twilio.validateRequest('simulator', signature, url, parameters)).toBe(true);
  const media = await simulated.send(new URL(parameters.MediaUrl0 ?? '').pathname);
  expect([media.status, media.headers.get('content-type')]).toEqual([200, 'image/gif']);
});

test('the application of a number handles its messages in place of its own SmsUrl', async () => {
  const { received, origin } = await receiveWebhooks();
  const simulated = simulate();
  const { body } = await simulated.post('/Applications.json', {
    FriendlyName: 'App',
    SmsUrl: `${origin}/app`,
    SmsMethod: 'GET',
  });
  await configureNumber(simulated, { SmsUrl: `${origin}/own`, SmsApplicationSid: String(body.sid) });
  simulated.simulator.receiveMessage(MESSAGE);
  await simulated.simulator.webhooks.settled();
  expect(received.map(({ method, url }) => [method, new URL(url).pathname])).toEqual([['GET', '/app']]);
});

test('a message to a number without SmsUrl, or to the WhatsApp sandbox, is stored and sent nowhere', async () => {
  const { simulator } = simulate();
  simulator.receiveMessage(MESSAGE);
  simulator.receiveMessage({ ...MESSAGE, From: 'whatsapp:+15550100001', To: 'whatsapp:+14155238886' });
  await simulator.webhooks.settled();
  expect(simulator.webhooks.count).toBe(0);
  expect(simulator.snapshot('Messages').slice(-2)).toMatchObject([
    { direction: 'inbound', from: MESSAGE.From },
    { direction: 'inbound', from: 'whatsapp:+15550100001' },
  ]);
});
