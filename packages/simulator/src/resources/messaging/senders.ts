import { notFound, TwilioProblem } from '../../twilio/problem.js';
import type { Row } from '../../model/table.js';
import type { World } from '../../model/resource.js';

/**
 * A sender of a messaging service, which has the SID of what it is.
 *
 * @throws TwilioProblem 20404 when the account has no such sender, 21710 when the service has it already
 */
export function newSender(draft: Row, from: { sid: string; resource: string; table: string }, world: World): Row {
  const sender = world.table(from.resource).get(from.sid);
  if (!sender) throw notFound(from.sid);
  if (world.table(from.table).get(`${String(draft.service_sid)}/${from.sid}`)) {
    throw new TwilioProblem(409, 21_710, 'The sender is already in the messaging service.');
  }
  return { ...draft, ...senderValues(sender) };
}

/** What a sender has of the number or short code that it is. */
export function senderValues({ sid, phone_number: number, short_code: code }: Row) {
  return { sid, phone_number: number, short_code: code, country_code: 'US', capabilities: ['SMS'] };
}
