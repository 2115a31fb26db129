import { TwilioProblem } from '../twilio/problem.js';
import type { Row } from '../model/table.js';
import type { Form, World } from '../model/resource.js';

const PHONE_NUMBER = /^\+[1-9]\d{6,14}$/;
const MAX_NAME = 64;
/** The sender of Twilio's WhatsApp sandbox, which every account may use. */
export const WHATSAPP_SANDBOX = 'whatsapp:+14155238886';
/** Twilio's magic sender that always works (https://www.twilio.com/docs/iam/test-credentials). */
export const MAGIC_SENDER = '+15005550006';

/** Numbers that are refused on purpose, with Twilio's code, the reason, and the status where it is not 400. */
export type Refusals = ReadonlyMap<string, readonly [number, string, number?]>;

/** @throws TwilioProblem when the number is one of those */
export function refuse(number: string, refusals: Refusals): void {
  const [code, message, status = 400] = refusals.get(number) ?? [];
  if (code && message) throw new TwilioProblem(status, code, message);
}

/** The number of an address, which may have a channel in front: `whatsapp:+14155238886`. */
export function numberOf(address: string): string {
  return address.slice(address.indexOf(':') + 1);
}

/** Whether a text is a number in E.164. */
export function isPhoneNumber(text: string): boolean {
  return PHONE_NUMBER.test(text);
}

/** The name that a number has at first: `(555) 010-0100`. */
export function toFriendlyName(number: string): string {
  return number.replace(/^\+1(\d{3})(\d{3})(\d{4})$/, '($1) $2-$3');
}

/** @throws TwilioProblem 20002 when the name of a number is too long */
export function checkFriendlyName(form: Form): void {
  if ((form.get('FriendlyName') ?? '').length <= MAX_NAME) return;
  throw new TwilioProblem(400, 20_002, `FriendlyName must have at most ${MAX_NAME} characters.`);
}

/** The entity of a resource that has this number. */
export function findNumber(number: string, resource: string, world: World): Row | undefined {
  for (const row of world.table(resource).oldestFirst()) if (row.phone_number === number) return row;
  return undefined;
}
