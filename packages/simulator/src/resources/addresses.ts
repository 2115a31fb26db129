import { TwilioProblem } from '../problem.js';
import type { World } from './resource.js';

const PHONE_NUMBER = /^\+[1-9]\d{6,14}$/;
/** The sender of Twilio's WhatsApp sandbox, which every account may use. */
const WHATSAPP_SANDBOX = 'whatsapp:+14155238886';
/** Twilio's magic sender that always works (https://www.twilio.com/docs/iam/test-credentials). */
const MAGIC_SENDER = '+15005550006';

/** Recipients that Twilio refuses on purpose, with their codes. */
const MAGIC_RECIPIENTS: Readonly<Record<string, readonly [number, string]>> = {
  '+15005550001': [21_211, "The 'To' number +15005550001 is not a valid phone number."],
  '+15005550002': [21_612, "The 'To' phone number +15005550002 is not currently reachable."],
  '+15005550003': [21_408, 'Permission to send an SMS has not been enabled for the region of +15005550003.'],
  '+15005550004': [21_610, 'Attempt to send to unsubscribed recipient +15005550004.'],
  '+15005550009': [21_614, "'To' number +15005550009 is not a valid mobile number."],
};

const MAGIC_SENDERS: Readonly<Record<string, readonly [number, string]>> = {
  '+15005550001': [21_212, "The 'From' number +15005550001 is not a valid phone number."],
  '+15005550007': [21_606, "The 'From' phone number +15005550007 is not a message-capable number of this account."],
  '+15005550008': [21_611, "This 'From' number +15005550008 has exceeded the maximum number of queued messages."],
};

/** The number of an address, which may have a channel in front: `whatsapp:+14155238886`. */
export function numberOf(address: string): string {
  return address.slice(address.indexOf(':') + 1);
}

/** @throws TwilioProblem 21211 and the codes of Twilio's magic numbers */
export function checkRecipient(to: string): void {
  const refusal = MAGIC_RECIPIENTS[to];
  if (refusal) throw new TwilioProblem(400, ...refusal);
  if (!PHONE_NUMBER.test(numberOf(to))) {
    throw new TwilioProblem(400, 21_211, `The 'To' number ${to} is not a valid phone number.`);
  }
}

/** @throws TwilioProblem 21606 when the account does not own the sender, and the codes of Twilio's magic numbers */
export function checkMessageSender(from: string, world: World): void {
  const refusal = MAGIC_SENDERS[from];
  if (refusal) throw new TwilioProblem(refusal[0] === 21_611 ? 429 : 400, ...refusal);
  if (from === WHATSAPP_SANDBOX || from === MAGIC_SENDER || owns(from, world)) return;
  const message = `The 'From' phone number ${from} is not a message-capable number of this account.`;
  throw new TwilioProblem(400, 21_606, message);
}

/** Whether a number is one of the account's, or a caller id that it has verified. */
export function owns(number: string, world: World): boolean {
  return ['IncomingPhoneNumbers', 'OutgoingCallerIds'].some((resource) =>
    world
      .table(resource)
      .rows()
      .some((row) => row.phone_number === number),
  );
}
