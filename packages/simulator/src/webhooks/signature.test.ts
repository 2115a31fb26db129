import twilio from 'twilio';
import { expect, test } from 'vitest';
import { signatureOf } from './signature.js';

const URL = 'https://mycompany.com/myapp.php?foo=1&bar=2';
const PARAMETERS = {
  To: '+18005551212',
  From: '+14158675309',
  Digits: '1234',
  CallSid: 'CA1234567890ABCDE',
  Caller: '+14158675309',
};

test("the example of Twilio's documentation has the documented signature", () => {
  expect(signatureOf('12345', URL, PARAMETERS)).toBe('RSOYDt4T1cUTdK1PDd93/VVr8B8=');
});

test.each([
  ['characters outside ASCII', { Body: 'Grüße 👍', From: 'whatsapp:+15550100001' }],
  ['names that differ in case', { b: '1', B: '2', a: '3' }],
  ['no parameters', {}],
])("the SDK's validateRequest accepts the signature of a request with %s", (_, parameters) => {
  expect(twilio.validateRequest('token', signatureOf('token', URL, parameters), URL, parameters)).toBe(true);
});
