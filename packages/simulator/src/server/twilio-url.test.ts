import { describe, expect, test } from 'vitest';
import { toTwilioUrl } from './twilio-url.js';

const LIST = '/2010-04-01/Accounts/AC0/Messages.json?PageSize=1';

describe('Twilio URLs', () => {
  test.each([
    ['/messaging/v1/Services?Page=1', 'api.twilio.com', 'https://messaging.twilio.com/v1/Services?Page=1'],
    [`/api${LIST}`, undefined, `https://api.twilio.com${LIST}`],
    [LIST, '127.0.0.1:8081', `https://api.twilio.com${LIST}`],
    [LIST, undefined, `https://api.twilio.com${LIST}`],
    ['/v1/Services', 'chat.twilio.com', 'https://chat.twilio.com/v1/Services'],
    ['/v1/Services', 'Messaging.Dublin.IE1.twilio.com:443', 'https://messaging.dublin.ie1.twilio.com/v1/Services'],
    ['/v1/Conversations', 'localhost', 'https://conversations.twilio.com/v1/Conversations'],
    ['/v1/Conferences', '127.0.0.1', 'https://insights.twilio.com/v1/Conferences'],
    ['/v1/Alerts?Page=/v1/Services', '127.0.0.1', 'https://monitor.twilio.com/v1/Alerts?Page=/v1/Services'],
    ['/v9/Nothing', '127.0.0.1', 'https://api.twilio.com/v9/Nothing'],
    ['/', 'twilio.com.example', 'https://api.twilio.com/'],
    ['/v1/%', undefined, 'https://api.twilio.com/v1/%'],
  ])('a request for %s with the host %s goes to %s', (target, host, url) => {
    expect(toTwilioUrl(target, [host])).toEqual({ url });
  });

  test('the first host of Twilio counts', () => {
    const hosts = ['verify.twilio.com', 'chat.twilio.com', '127.0.0.1:8081'];
    expect(toTwilioUrl('/v2/Services', hosts)).toEqual({ url: 'https://verify.twilio.com/v2/Services' });
    expect(toTwilioUrl('/v2/Services', ['localhost', 'chat.twilio.com'])).toEqual({
      url: 'https://chat.twilio.com/v2/Services',
    });
  });

  test('a path that several products have is an error that lists the paths with a product prefix', () => {
    expect(toTwilioUrl('/v1/Services?Page=1', ['127.0.0.1:8081'])).toEqual({
      error:
        'Several Twilio products have the path /v1/Services. Prefix it with a product: ' +
        '/conversations/v1/Services, /messaging/v1/Services, /serverless/v1/Services.',
    });
    expect(toTwilioUrl('/v2/Services/IS1', [undefined])).toEqual({
      error: expect.stringContaining('/verify/v2/Services/IS1'),
    });
  });
});
