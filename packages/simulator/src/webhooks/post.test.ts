import type { lookup } from 'node:dns';
import twilio from 'twilio';
import { describe, expect, test } from 'vitest';
import { receiveWebhooks } from '../../test/webhook-receiver.js';
import type { Webhook } from '../model/webhook.js';
import { createDestinations } from './destinations.js';
import { createSend } from './post.js';

const webhookTo = (url: string, method: 'GET' | 'POST' = 'POST'): Webhook => ({
  event: 'sent',
  at: 0,
  url,
  method,
  parameters: { To: '+15550100001', Body: 'Grüße & mehr' },
});
const never = new AbortController().signal;
const send = createSend('token', createDestinations([]));

describe('sending a webhook', () => {
  test('a GET has its parameters in the query, and its signature covers the whole URL', async () => {
    const { received, origin } = await receiveWebhooks();
    expect(await send(webhookTo(`${origin}/status?id=7`, 'GET'), never)).toBe(204);
    expect(received[0]).toMatchObject({ method: 'GET', parameters: {} });
    const { url = '', signature = '' } = received[0] ?? {};
    expect(Object.fromEntries(new URL(url).searchParams)).toEqual({ id: '7', ...webhookTo('').parameters });
    expect(twilio.validateRequest('token', signature, url, {})).toBe(true);
  });

  test('a redirect is not followed', async () => {
    const { received, origin } = await receiveWebhooks(302, { Location: '/elsewhere' });
    expect(await send(webhookTo(`${origin}/first`), never)).toBe(302);
    expect(received.map(({ url }) => url)).toEqual([`${origin}/first`]);
  });

  test('a server that does not answer in time fails the delivery', async () => {
    const { origin } = await receiveWebhooks();
    const expired = createSend('token', createDestinations([]), () => AbortSignal.abort());
    await expect(expired(webhookTo(origin), never)).rejects.toThrow('No complete response within 15 seconds.');
  });
});

describe('the destinations of webhooks', () => {
  test('the name localhost reaches this machine', async () => {
    const { received, origin } = await receiveWebhooks();
    const { port } = new URL(origin);
    expect(await send(webhookTo(`http://localhost:${port}/status`), never)).toBe(204);
    expect(received).toHaveLength(1);
  });

  test.each([
    ['a name', 'https://example.com/status'],
    ['an address of a private network', 'http://10.0.0.1/'],
    ['the address of a metadata service', 'http://169.254.169.254/'],
    ['the unspecified address', 'http://0.0.0.0/'],
    ['a mapped address', 'http://[::ffff:10.0.0.1]/'],
    ['a name that starts like an allowed one', 'http://localhost.example.com/'],
  ])('%s is refused without a connection unless it is named', async (_, url) => {
    await expect(send(webhookTo(url), never)).rejects.toThrow('add it to the option webhookHosts');
  });

  test('the name localhost is refused when it resolves to another address', async () => {
    const elsewhere = ((_name: string, _options: object, done: (error: null, addresses: object[]) => void) =>
      done(null, [
        { address: '127.0.0.1', family: 4 },
        { address: '10.0.0.1', family: 4 },
      ])) as unknown as typeof lookup;
    const misled = createSend('token', createDestinations([], elsewhere));
    await expect(misled(webhookTo('http://localhost:1/'), never)).rejects.toThrow(
      'localhost resolves to 10.0.0.1, not to a loopback address.',
    );
  });

  test('a named host is allowed', () => {
    const destinations = createDestinations(['App.internal', '192.0.2.1']);
    expect(() => destinations.lookupFor(new URL('http://app.internal:3000/status'))).not.toThrow();
    expect(() => destinations.lookupFor(new URL('http://192.0.2.1/'))).not.toThrow();
    expect(() => destinations.lookupFor(new URL('http://192.0.2.2/'))).toThrow('webhookHosts');
  });

  test.each(['', 'http://app.internal', 'app.internal:3000', '*', 'a b'])(
    'the option webhookHosts refuses %j, which is not a host name',
    (name) => {
      expect(() => createDestinations([name])).toThrow(expect.objectContaining({ code: 'INVALID_OPTION' }));
    },
  );
});
