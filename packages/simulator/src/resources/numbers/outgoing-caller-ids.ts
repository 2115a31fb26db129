import type { Declaration, Form, World } from '../../model/resource.js';
import { TwilioProblem } from '../../twilio/problem.js';
import { DAY_MS } from '../../twilio/times.js';
import { textSettings } from '../form-settings.js';
import { checkFriendlyName, findNumber, isPhoneNumber, toFriendlyName } from '../phone-number.js';
import { newCall } from '../voice/call-life.js';

/** The SID that the example on Google's page renames. */
const EXAMPLE_SID = 'PN6f5f9bf39cb1801a6e21a5a80d274bdd';
/** The fictitious number that validation calls come from. */
const VALIDATOR = '+15550100199';

export const outgoingCallerIds: Declaration = {
  name: 'OutgoingCallerIds',
  path: '/2010-04-01/Accounts/{AccountSid}/OutgoingCallerIds',
  share: 0.02,
  refusals: { PhoneNumber: [21_401, 'PhoneNumber must be a phone number in E.164.'] },
  request: validate,
  update(_row, form, world) {
    checkFriendlyName(form);
    return { ...textSettings(form, ['FriendlyName']), date_updated: world.now() };
  },
  seed(count, { accountSid, random, start }) {
    const length = Math.max(2, count);
    return Array.from({ length }, (_, index) => {
      const made = Math.floor(start - (1 - index / length) * 300 * DAY_MS);
      return {
        sid: index === 0 ? EXAMPLE_SID : random.sid('PN'),
        account_sid: accountSid,
        phone_number: `+1555013${String(index).padStart(4, '0')}`,
        friendly_name: `Front desk ${index + 1}`,
        date_created: made,
        date_updated: made,
      };
    });
  },
};

/** Starts a validation call. Nobody enters the code, so no caller ID is created. */
function validate(form: Form, world: World): Readonly<Record<string, unknown>> {
  const number = form.get('PhoneNumber') ?? '';
  if (!isPhoneNumber(number)) throw new TwilioProblem(400, 21_401, `${number} is not a valid phone number.`);
  checkFriendlyName(form);
  const delay = form.get('CallDelay') ?? '0';
  if (!/^\d+$/.test(delay) || Number(delay) > 60) {
    throw new TwilioProblem(400, 21_454, 'CallDelay must be a number of seconds from 0 to 60.');
  }
  if (findNumber(number, 'OutgoingCallerIds', world)) {
    throw new TwilioProblem(400, 21_450, `${number} is already validated on your account.`);
  }
  const { sid } = world.table('Calls').put(newCall(world, { to: number, from: VALIDATOR }));
  return {
    account_sid: world.accountSid,
    phone_number: number,
    friendly_name: form.get('FriendlyName') || toFriendlyName(number),
    validation_code: String(Number.parseInt(sid.slice(2, 10), 16) % 1_000_000).padStart(6, '0'),
    call_sid: sid,
  };
}
