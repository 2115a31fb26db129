import { onTestFinished } from 'vitest';
import { createTwilioClient } from '../src/client.js';
import type { Admit, TwilioClientOptions } from '../src/options.js';
import type { TwilioRequest } from '../src/request/request.js';
import { createTestClock } from './test-clock.js';

export const ACCOUNT_SID = `AC${'0'.repeat(32)}`;
export const SUBACCOUNT_SID = `AC${'1'.repeat(32)}`;
export const API_KEY_SID = `SK${'2'.repeat(32)}`;
/** A secret that no error, printed value or JSON may show, in plain text or in Base64. */
export const TOKEN = 'canary-7f3a9c2d81';

/** Creates a client with its own clock. The client is closed when the test ends. */
export function createTestClient(options: Partial<TwilioClientOptions> = {}) {
  // The time limit of a CONNECT is 10 s.
  const clock = createTestClock(options.proxy && 10_000);
  const client = createTwilioClient({
    accountSid: ACCOUNT_SID,
    credentials: { authToken: TOKEN },
    clock,
    random: () => 0.5,
    ...options,
  });
  onTestFinished(() => client.close());
  return { client, clock };
}

/** An `admit` that does some work first. How its permits end does not matter. */
export function admitAfter(work: (...parameters: Parameters<Admit>) => unknown): Admit {
  return async (options) => {
    await work(options);
    return { sent() {}, release() {}, done() {} };
  };
}

/** One request for each method. */
export const REQUESTS = {
  GET: { method: 'GET', path: '/2010-04-01/Accounts/{AccountSid}/Messages.json' },
  POST: {
    method: 'POST',
    path: '/2010-04-01/Accounts/{AccountSid}/Messages.json',
    form: { To: '+15551234567', Body: 'hello' },
  },
  DELETE: { method: 'DELETE', path: '/2010-04-01/Accounts/{AccountSid}/Messages/SM1.json' },
} as const satisfies Record<TwilioRequest['method'], TwilioRequest>;

/** Returns the reason that a promise rejects with. */
export async function rejection(promise: Promise<unknown>): Promise<unknown> {
  const settled = await Promise.allSettled([promise]);
  if (settled[0].status === 'rejected') return settled[0].reason;
  throw new Error('Expected a rejection, but the promise resolved.');
}
