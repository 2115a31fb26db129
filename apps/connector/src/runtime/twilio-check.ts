import { setTimeout as delay } from 'node:timers/promises';
import { isTwilioError, type TwilioApiError } from '@twilio-connector/client';
import type { Send } from '@twilio-connector/entities';
import { isSchedulerError } from '@twilio-connector/scheduler';
import type { ConnectionCheck } from './runtime.js';

// Standard API keys cannot read the account itself (https://www.twilio.com/docs/iam/api-keys), but they can read messages.
const PROBE = {
  method: 'GET',
  path: '/2010-04-01/Accounts/{AccountSid}/Messages.json',
  query: { PageSize: 1 },
} as const;

const DEADLINE_MS = 20_000;

/**
 * Sends a minimal request to check whether Twilio answers and accepts the credentials. If the connection is over its rate limit,
 * waits and tries again, because that says nothing about Twilio.
 */
export async function checkTwilio(
  send: Send,
  onAttempt?: () => void,
  sleep: (ms: number) => Promise<unknown> = delay,
): Promise<ConnectionCheck> {
  for (let leftMs = DEADLINE_MS; ;) {
    try {
      await send(PROBE, { deadlineMs: DEADLINE_MS, ...(onAttempt && { onAttempt }) });
      return { state: 'ACTIVE' };
    } catch (error) {
      const { retryAfterMs = Infinity } = isSchedulerError(error) ? error : {};
      leftMs -= retryAfterMs;
      if (leftMs < 0) return toCheck(error);
      await sleep(retryAfterMs);
    }
  }
}

function toCheck(error: unknown): ConnectionCheck {
  if (isSchedulerError(error)) {
    return { state: 'ERROR', description: `The connection is over its rate limit: ${error.message}` };
  }
  if (!isTwilioError(error)) throw error;
  const status = error.code === 'API_ERROR' ? (error as TwilioApiError).status : undefined;
  if (status === 401 || status === 403) {
    const description = `Twilio refused the credentials: ${error.message}. Check the Account SID and its auth token or API key.`;
    return { state: 'AUTH_ERROR', description };
  }
  if (error.code === 'PROXY') return { state: 'ERROR', description: error.message };
  return { state: 'ERROR', description: `The request to Twilio failed: ${error.message}` };
}
