import type { Declaration, Form, World } from '../../model/resource.js';
import type { Row } from '../../model/row.js';
import { OWN_NUMBERS, rowAt, SPAN_MS } from '../../seed/seeding.js';
import { TwilioProblem } from '../../twilio/problem.js';
import { DAY_MS } from '../../twilio/times.js';
import { booleanSettings, textSettings } from '../form-settings.js';
import {
  checkFriendlyName,
  checkNotRefused,
  findNumber,
  isPhoneNumber,
  type Refusals,
  toFriendlyName,
} from '../phone-number.js';

/** The SID that the example on Google's page renames. */
const EXAMPLE_SID = 'PN4047ac009a15885690a50a1d388b8411';

const TEXT_SETTINGS = [
  'ApiVersion',
  'FriendlyName',
  'SmsApplicationSid',
  'SmsFallbackMethod',
  'SmsFallbackUrl',
  'SmsMethod',
  'SmsUrl',
  'StatusCallback',
  'StatusCallbackMethod',
  'VoiceApplicationSid',
  'VoiceFallbackMethod',
  'VoiceFallbackUrl',
  'VoiceMethod',
  'VoiceUrl',
  'EmergencyStatus',
  'EmergencyAddressSid',
  'TrunkSid',
  'IdentitySid',
  'AddressSid',
  'VoiceReceiveMode',
  'BundleSid',
];
/** The area code without numbers, as with Twilio's test credentials. */
const EMPTY_AREA = '533';
const BOOLEAN_SETTINGS = ['VoiceCallerIdLookup'];

/** Twilio's magic numbers (https://www.twilio.com/docs/iam/test-credentials). */
const UNAVAILABLE: Refusals = new Map([
  ['+15005550000', [21_422, '+15005550000 is not available.']],
  ['+15005550001', [21_421, '+15005550001 is not a valid phone number.']],
]);

export const incomingPhoneNumbers: Declaration = {
  name: 'IncomingPhoneNumbers',
  path: '/2010-04-01/Accounts/{AccountSid}/IncomingPhoneNumbers',
  share: 0.05,
  filters: { Beta: { by: 'hide' }, PhoneNumber: { by: 'contains' } },
  create: buyNumber,
  update(_row, form, world) {
    checkFriendlyName(form);
    const owner = form.get('AccountSid');
    if (owner !== undefined && !world.table('Accounts').get(owner)) {
      throw new TwilioProblem(400, 21_473, `${owner} is not an account that this number can be transferred to.`);
    }
    return {
      ...textSettings(form, [...TEXT_SETTINGS, 'AccountSid']),
      ...booleanSettings(form, BOOLEAN_SETTINGS),
      date_updated: world.now(),
    };
  },
  seed(count, world) {
    const { accountSid, random, start } = world;
    const length = Math.max(count, OWN_NUMBERS.length);
    return Array.from({ length }, (_, index) => {
      const number = OWN_NUMBERS[index] ?? `+1555012${String(index).padStart(4, '0')}`;
      const sid = index === 0 ? EXAMPLE_SID : random.sid('PN');
      // The account has owned the senders of its messages since before the first of them.
      const ageMs =
        index < OWN_NUMBERS.length
          ? SPAN_MS + (OWN_NUMBERS.length - index) * DAY_MS
          : (1 - index / length) * 400 * DAY_MS;
      const made = Math.floor(start - ageMs);
      const address = index < OWN_NUMBERS.length ? undefined : rowAt(world.table('Addresses'), made);
      return {
        ...baseNumber(accountSid, sid, number),
        ...(address && { address_sid: address.sid }),
        date_created: made,
        date_updated: made,
      };
    });
  },
};

/**
 * Builds the row of a number that the account buys.
 *
 * @throws TwilioProblem when the number is invalid or not available
 */
export function buyNumber(form: Form, world: World): Row {
  const number = form.get('PhoneNumber') || freeNumberIn(form.get('AreaCode'), world);
  checkFriendlyName(form);
  checkNotRefused(number, UNAVAILABLE);
  if (!isPhoneNumber(number)) throw new TwilioProblem(400, 21_421, `${number} is not a valid phone number.`);
  if (findNumber(number, 'IncomingPhoneNumbers', world)) {
    throw new TwilioProblem(400, 21_422, `${number} is not available.`);
  }
  world.table('AvailablePhoneNumbers').remove(number);
  const now = world.now();
  const row = baseNumber(world.accountSid, world.sid('PN'), number);
  return {
    ...row,
    ...textSettings(form, TEXT_SETTINGS),
    ...booleanSettings(form, BOOLEAN_SETTINGS),
    date_created: now,
    date_updated: now,
  };
}

/** A free number in an area. */
function freeNumberIn(area: string | undefined, world: World): string {
  if (!area) throw new TwilioProblem(400, 21_421, 'PhoneNumber or AreaCode is required.');
  if (area === EMPTY_AREA) throw new TwilioProblem(400, 21_452, `No phone numbers found in area code ${area}.`);
  if (!/^[2-9]\d\d$/.test(area)) throw new TwilioProblem(400, 21_451, 'Invalid area code.');
  let line = 5_550_100;
  while (findNumber(`+1${area}${line}`, 'IncomingPhoneNumbers', world)) line += 1;
  return `+1${area}${line}`;
}

function baseNumber(accountSid: string, sid: string, number: string): Row {
  return {
    sid,
    account_sid: accountSid,
    api_version: '2010-04-01',
    phone_number: number,
    friendly_name: toFriendlyName(number),
    origin: 'twilio',
    beta: false,
    capabilities: { voice: true, sms: true, mms: true, fax: false },
    address_requirements: 'none',
    status: 'in-use',
    type: 'local',
    sms_method: 'POST',
    sms_url: '',
    voice_method: 'POST',
    voice_receive_mode: 'voice',
    voice_caller_id_lookup: false,
    emergency_status: 'Inactive',
    emergency_address_status: 'unregistered',
  };
}
