import type { Form, World } from '../model/resource.js';
import type { Row } from '../model/row.js';
import { TwilioProblem } from '../twilio/problem.js';

const PHONE_NUMBER = /^\+[1-9]\d{6,14}$/;
const MAX_NAME_LENGTH = 64;
/** The sender of Twilio's WhatsApp sandbox, which every account can use. */
export const WHATSAPP_SANDBOX = 'whatsapp:+14155238886';
/** Twilio's magic sender, which always succeeds (https://www.twilio.com/docs/iam/test-credentials). */
export const MAGIC_SENDER = '+15005550006';

/** Numbers that always fail, with Twilio's code and message, and the status unless it is 400. */
export type Refusals = ReadonlyMap<string, readonly [number, string, number?]>;

/** @throws TwilioProblem when the number is one that always fails */
export function checkNotRefused(number: string, refusals: Refusals): void {
  const [code, message, status = 400] = refusals.get(number) ?? [];
  if (code && message) throw new TwilioProblem(status, code, message);
}

/** The number of an address without its channel prefix: `whatsapp:+14155238886`. */
export function numberOf(address: string): string {
  return address.slice(address.indexOf(':') + 1);
}

/** Whether a text is a phone number in E.164 format. */
export function isPhoneNumber(text: string): boolean {
  return PHONE_NUMBER.test(text);
}

/** Whether a text is a sender without a number, such as a company name (https://www.twilio.com/docs/api/errors/21212). */
export function isAlphanumericSender(text: string): boolean {
  return /^(?=.*[A-Za-z])[A-Za-z0-9 +_&-]{1,11}$/.test(text);
}

/** The default friendly name of a number: `(555) 010-0100`. */
export function toFriendlyName(number: string): string {
  return number.replace(/^\+1(\d{3})(\d{3})(\d{4})$/, '($1) $2-$3');
}

/** @throws TwilioProblem 20002 when the friendly name is too long */
export function checkFriendlyName(form: Form): void {
  if ((form.get('FriendlyName') ?? '').length <= MAX_NAME_LENGTH) return;
  throw new TwilioProblem(400, 20_002, `FriendlyName must have at most ${MAX_NAME_LENGTH} characters.`);
}

/** Finds the entity of a resource with this phone number. */
export function findNumber(number: string, resource: string, world: World): Row | undefined {
  for (const row of world.table(resource).oldestFirst()) if (row.phone_number === number) return row;
  return undefined;
}
