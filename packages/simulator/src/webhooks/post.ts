import { request as requestHttp } from 'node:http';
import { request as requestHttps } from 'node:https';
import type { Webhook } from '../model/webhook.js';
import type { Destinations } from './destinations.js';
import { signatureOf } from './signature.js';

/** Sends a webhook and returns the status of the response. Rejects when there is none. */
export type Send = (webhook: Webhook, signal: AbortSignal) => Promise<number>;

/** How long Twilio waits for a response. */
const TIMEOUT_MS = 15_000;

/** Creates the function that sends signed webhooks to allowed destinations. It follows no redirects. */
export function createSend(
  authToken: string,
  destinations: Destinations,
  timeoutSignal: () => AbortSignal = () => AbortSignal.timeout(TIMEOUT_MS),
): Send {
  return async ({ url: text, method, parameters }, stop) => {
    const url = new URL(text);
    const body = new URLSearchParams(parameters).toString();
    const hasBody = method === 'POST';
    if (!hasBody) url.search += `${url.search === '' ? '?' : '&'}${body}`;
    url.hash = '';
    const lookup = destinations.lookupFor(url);
    // The URL as the user's server sees it, which checks the signature with it.
    const signature = signatureOf(authToken, url.href, hasBody ? parameters : {});
    const timeout = timeoutSignal();
    return new Promise<number>((resolve, fail) => {
      const reject = (error: Error) =>
        fail(timeout.aborted ? new Error(`No complete response within ${TIMEOUT_MS / 1000} seconds.`) : error);
      const request = (url.protocol === 'https:' ? requestHttps : requestHttp)(url, {
        method,
        lookup,
        // A connection of its own for each webhook, so that none keeps the user's server open.
        agent: false,
        signal: AbortSignal.any([stop, timeout]),
        headers: {
          'User-Agent': 'TwilioProxy/1.1',
          Accept: '*/*',
          'X-Twilio-Signature': signature,
          ...(hasBody && {
            'Content-Type': 'application/x-www-form-urlencoded; charset=UTF-8',
            'Content-Length': Buffer.byteLength(body),
          }),
        },
      });
      request.on('error', reject);
      request.on('response', (response) => {
        response.on('error', reject);
        response.on('end', () => resolve(response.statusCode ?? 0));
        response.resume();
      });
      request.end(hasBody ? body : undefined);
    });
  };
}
