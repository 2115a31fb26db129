import { isTwilioError, type TwilioApiError } from '@twilio-connector/client';
import type { Runtime } from '../../runtime/runtime.js';
import type { OperationContext } from '../call.js';
import type { Row } from './reads.js';

/** Twilio's answer to an HTTP request; `body` is JSON, or null if it is empty. */
export interface TwilioHttpAnswer {
  readonly status: number;
  readonly body: unknown;
}

/** The action that sends any request to Twilio. A connection must allow it by name. */
const ACTION = 'ExecuteRequest';

/** @throws EntityError unless the connection allows the action ExecuteRequest */
export function checkHttpRequestsAllowed({ actions }: Pick<Runtime, 'actions'>): void {
  actions.find(ACTION);
}

/**
 * Sends any request to Twilio with the action ExecuteRequest. An error of Twilio is returned as an answer, not thrown.
 *
 * @param parameters the action's: `Product`, `Path`, `Method`, `Query`, `Form`
 */
export async function executeHttpRequest(
  { actions }: Pick<Runtime, 'actions'>,
  parameters: Row,
  { onSubject, origin, onAttempt, reserve }: OperationContext,
): Promise<TwilioHttpAnswer> {
  onSubject({ operation: 'EXECUTE', action: ACTION });
  try {
    const { results } = await actions.execute(actions.find(ACTION), parameters, { origin, onAttempt, reserve });
    const { Status, Body } = results[0] as { readonly Status: number; readonly Body: unknown };
    return { status: Status, body: Body };
  } catch (error) {
    if (!isTwilioError(error) || error.code !== 'API_ERROR') throw error;
    const { status, message, twilioCode: code, moreInfo } = error as TwilioApiError;
    return { status, body: { code, message, more_info: moreInfo, status } };
  }
}
