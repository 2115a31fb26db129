import { createHmac } from 'node:crypto';

/**
 * The `X-Twilio-Signature` of a webhook: the URL and the name and value of each form parameter, sorted by name, signed
 * with the auth token (https://www.twilio.com/docs/usage/security#validating-requests).
 */
export function signatureOf(authToken: string, url: string, parameters: Readonly<Record<string, string>>): string {
  const pairs = Object.keys(parameters)
    .sort()
    .map((name) => name + parameters[name]);
  return createHmac('sha1', authToken)
    .update(url + pairs.join(''))
    .digest('base64');
}
