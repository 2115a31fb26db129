import { isTwilioError, type TwilioApiError } from '@twilio-connector/client';
import type { Send } from '@twilio-connector/entities';
import type { ConnectionCheck } from './runtime.js';

// Standard API keys may not read the account itself (https://www.twilio.com/docs/iam/api-keys); they may read this.
const PROBE = {
  method: 'GET',
  path: '/2010-04-01/Accounts/{AccountSid}/Messages.json',
  query: { PageSize: 1 },
} as const;

const DEADLINE_MS = 20_000;

/** Asks Twilio for as little as possible, to see whether it answers and takes the credentials. */
export async function checkTwilio(send: Send, onAttempt?: () => void): Promise<ConnectionCheck> {
  try {
    await send(PROBE, { deadlineMs: DEADLINE_MS, ...(onAttempt && { onAttempt }) });
    return { state: 'ACTIVE' };
  } catch (error) {
    if (!isTwilioError(error)) throw error;
    const status = error.code === 'API_ERROR' ? (error as TwilioApiError).status : undefined;
    if (status === 401 || status === 403) {
      const description = `Twilio refused the credentials: ${error.message}. Check the Account SID and its auth token or API key.`;
      return { state: 'AUTH_ERROR', description };
    }
    return { state: 'ERROR', description: `Twilio could not be asked: ${error.message}` };
  }
}
