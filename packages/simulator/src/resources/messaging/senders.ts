import type { World } from '../../model/resource.js';
import type { Row } from '../../model/row.js';
import { notFound, TwilioProblem } from '../../twilio/problem.js';

/**
 * Builds the row of a messaging service's sender. It has the SID of the phone number or short code that it refers to.
 *
 * @throws TwilioProblem 20404 when the account does not have the sender, 21710 when the service already has it
 */
export function newSender(draft: Row, from: { sid: string; resource: string; table: string }, world: World): Row {
  const sender = world.table(from.resource).get(from.sid);
  if (!sender) throw notFound(from.sid);
  if (world.table(from.table).get(`${String(draft.service_sid)}/${from.sid}`)) {
    throw new TwilioProblem(409, 21_710, 'The sender is already in the messaging service.');
  }
  return { ...draft, ...senderValues(sender) };
}

/** The values that a sender takes from its phone number or short code. */
export function senderValues({ sid, phone_number: number, short_code: code }: Row) {
  return { sid, phone_number: number, short_code: code, country_code: 'US', capabilities: ['SMS'] };
}
