import { describe, expect, test } from 'vitest';
import { createRouter } from './engine/route.js';
import { serveResources } from './engine/served-resource.js';
import { productOf, toTwilioUrl } from './host.js';
import { resources } from './resources/index.js';

const router = createRouter(serveResources(resources));

describe('the address at Twilio of a request to the simulator', () => {
  test.each([
    // The first word of the path goes before the header, and both before the path.
    ['/messaging/v1/Services?PageSize=1', 'verify.twilio.com', 'https://messaging.twilio.com/v1/Services?PageSize=1'],
    ['/api/2010-04-01/Accounts.json', undefined, 'https://api.twilio.com/2010-04-01/Accounts.json'],
    ['/v1/Services', 'serverless.twilio.com', 'https://serverless.twilio.com/v1/Services'],
    ['/v1/Services', 'messaging.dublin.ie1.twilio.com:8081', 'https://messaging.dublin.ie1.twilio.com/v1/Services'],
    ['/v1/Alerts', '127.0.0.1:8081', 'https://monitor.twilio.com/v1/Alerts'],
    ['/v2/Attempts?PageSize=5', undefined, 'https://verify.twilio.com/v2/Attempts?PageSize=5'],
    ['/2010-04-01/Accounts/AC0/Calls.json', '127.0.0.1', 'https://api.twilio.com/2010-04-01/Accounts/AC0/Calls.json'],
    // Several have it, or none.
    ['/v1/Services', 'localhost', 'https://api.twilio.com/v1/Services'],
    ['/nothing', 'localhost', 'https://api.twilio.com/nothing'],
    ['/', 'localhost', 'https://api.twilio.com/'],
    ['/messaging', 'localhost', 'https://api.twilio.com/messaging'],
    ['/fax/v1/Faxes', 'localhost', 'https://api.twilio.com/fax/v1/Faxes'],
  ])('%s, %s', (path, host, expected) => {
    expect(toTwilioUrl(path, host, router)).toBe(expected);
  });
});

test('a path that several products have is not found, and the answer names them', () => {
  expect(() => router.find('GET', 'api', '/v1/Services')).toThrow(
    'The requested resource /v1/Services was not found on api.twilio.com, but on conversations.twilio.com, ' +
      'messaging.twilio.com, serverless.twilio.com; ask the simulator for /conversations/v1/Services, or send that host in the header Host',
  );
});

test('a product is the first word of a host', () => {
  expect(
    ['api.twilio.com', 'verify.ie1.twilio.com', 'fax.twilio.com', 'constructor.twilio.com'].map(productOf),
  ).toEqual(['api', 'verify', undefined, undefined]);
});
