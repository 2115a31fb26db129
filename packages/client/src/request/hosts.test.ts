import { describe, expect, test } from 'vitest';
import { TwilioRequestError } from '../errors.js';
import { createHosts, type HostOptions } from './hosts.js';

test.each<[HostOptions, string]>([
  [{}, 'https://api.twilio.com'],
  [{ region: 'us1' }, 'https://api.us1.twilio.com'],
  [{ edge: 'ashburn' }, 'https://api.ashburn.us1.twilio.com'],
  [{ region: 'ie1', edge: 'dublin' }, 'https://api.dublin.ie1.twilio.com'],
  [{ region: 'au1', edge: 'singapore' }, 'https://api.singapore.au1.twilio.com'],
  [{ region: 'au1' }, 'https://api.sydney.au1.twilio.com'],
  [{ region: 'ie1' }, 'https://api.dublin.ie1.twilio.com'],
  [{ region: 'jp1' }, 'https://api.tokyo.jp1.twilio.com'],
  [{ baseUrl: 'http://127.0.0.1:8081' }, 'http://127.0.0.1:8081'],
  [{ baseUrl: 'http://127.0.0.1:8081/' }, 'http://127.0.0.1:8081'],
  [{ baseUrl: 'http://{product}.localhost:8081' }, 'http://api.localhost:8081'],
  [{ baseUrl: 'https://gateway.example/twilio/{product}/' }, 'https://gateway.example/twilio/api'],
  [{ baseUrl: 'http://127.0.0.1:8081', region: 'ie1', edge: 'dublin' }, 'http://127.0.0.1:8081'],
])('the options %j give the base URL %s', (options, base) => {
  expect(createHosts(options)('api').base).toBe(base);
});

test('the product is the first label of the host', () => {
  expect(createHosts({ region: 'ie1' })('messaging').base).toBe('https://messaging.dublin.ie1.twilio.com');
});

test('links may name the host of the base URL and the official hosts of the product', () => {
  expect(createHosts({ baseUrl: 'http://127.0.0.1:8081', region: 'ie1' })('chat').names).toEqual([
    '127.0.0.1:8081',
    'chat.dublin.ie1.twilio.com',
    'chat.twilio.com',
  ]);
});

describe('invalid hosts', () => {
  test.each<[HostOptions]>([
    [{ region: 'evil.example/' }],
    [{ region: '' }],
    [{ region: 'ie1.evil' }],
    [{ edge: 'dublin@evil' }],
    [{ edge: 'Dublin' }],
    [{ baseUrl: '127.0.0.1:8081' }],
    [{ baseUrl: 'ftp://127.0.0.1' }],
    [{ baseUrl: 'not a url' }],
    [{ baseUrl: 'http://user:secret@127.0.0.1' }],
    [{ baseUrl: 'http://user@127.0.0.1' }],
    [{ baseUrl: 'https://:secret@127.0.0.1' }],
    [{ baseUrl: 'http://user@twilio.com' }],
    [{ baseUrl: 'http://127.0.0.1/?a=b' }],
    [{ baseUrl: 'http://127.0.0.1/#a' }],
  ])('createHosts rejects the options %j and does not show a password', (options) => {
    expect(() => createHosts(options)).toThrow(TwilioRequestError);
    expect(() => createHosts(options)).not.toThrow('secret');
  });

  test.each([
    'http://api.twilio.com',
    'http://{product}.twilio.com/',
    'HTTP://API.Twilio.COM:80/x',
    'http://twilio.com',
    'http://api.twilio.com.',
    'http://api.dublin.ie1.twilio.com:443',
  ])('createHosts rejects the unencrypted base URL %s of Twilio', (baseUrl) => {
    expect(() => createHosts({ baseUrl })).toThrow(
      'baseUrl must begin with https:// for hosts of twilio.com, because http would send the credentials unencrypted.',
    );
  });

  test('a product that turns an unencrypted base URL into a host of Twilio is rejected', () => {
    const hostsOf = createHosts({ baseUrl: 'http://api.{product}.com' });
    expect(hostsOf('gateway').base).toBe('http://api.gateway.com');
    expect(() => hostsOf('twilio')).toThrow('unencrypted');
    // Refused again: only good hosts are remembered.
    expect(() => hostsOf('twilio')).toThrow('unencrypted');
  });

  test.each([
    'http://twilio.com.example.com',
    'http://mytwilio.com',
    'http://127.0.0.1/twilio.com',
    'https://twilio.com',
  ])('createHosts accepts the base URL %s', (baseUrl) => {
    expect(createHosts({ baseUrl })('api').base).toBe(baseUrl);
  });

  test('a product that is not a host name label is rejected', () => {
    expect(() => createHosts({})('api.evil')).toThrow(TwilioRequestError);
    expect(() => createHosts({ baseUrl: 'http://127.0.0.1' })('../x')).toThrow(TwilioRequestError);
  });
});
