import { expect, test } from 'vitest';
import { isTwilioItself } from './twilio-hosts.js';

test.each([
  [undefined, true],
  ['https://api.twilio.com', true],
  ['https://{product}.dublin.ie1.twilio.com', true],
  ['http://TWILIO.com./path', true],
  ['https://gateway.example.com', false],
  ['https://twilio.com.example.com', false],
  ['https://nottwilio.com', false],
  ['http://127.0.0.1:8081/{product}', false],
  ['{product}', false],
])('whether the base URL %s leads to Twilio itself: %s', (baseUrl, isTwilio) => {
  expect(isTwilioItself(baseUrl)).toBe(isTwilio);
});
