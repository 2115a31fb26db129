import { isTwilioError, type TwilioApiError } from '@twilio-connector/client';
import type { Runtime } from '../../runtime/runtime.js';
import type { CallContext } from '../call.js';
import type { Row } from './reads.js';

/** Twilio's answer to any request; `body` is JSON, or null for an empty one. */
export interface TwilioHttpAnswer {
  readonly status: number;
  readonly body: unknown;
}

/** The action that makes any request to Twilio. A connection must allow it by name. */
const ACTION = 'ExecuteRequest';

/** @throws EntityError unless the connection allows requests of any kind to Twilio */
export function checkHttpRequestsAllowed({ actions }: Pick<Runtime, 'actions'>): void {
  actions.find(ACTION);
}

/**
 * Makes any request to Twilio, by the action ExecuteRequest. What Twilio refuses is an answer here, as it is over HTTP.
 *
 * @param parameters of the action: `Product`, `Path`, `Method`, `Query`, `Form`
 */
export async function executeHttpRequest(
  { actions }: Pick<Runtime, 'actions'>,
  parameters: Row,
  { onAttempt }: Pick<CallContext, 'onAttempt'>,
): Promise<TwilioHttpAnswer> {
  try {
    const { results } = await actions.execute(actions.find(ACTION), parameters, { onAttempt });
    const { Status, Body } = results[0] as { readonly Status: number; readonly Body: unknown };
    return { status: Status, body: Body };
  } catch (error) {
    if (!isTwilioError(error) || error.code !== 'API_ERROR') throw error;
    const { status, message, twilioCode: code, moreInfo } = error as TwilioApiError;
    return { status, body: { code, message, more_info: moreInfo, status } };
  }
}
