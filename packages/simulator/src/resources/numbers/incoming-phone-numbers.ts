import { TwilioProblem } from '../../twilio/problem.js';
import type { Row } from '../../model/table.js';
import { DAY_MS } from '../../twilio/times.js';
import {
  checkFriendlyName,
  findNumber,
  isPhoneNumber,
  type Refusals,
  refuse,
  toFriendlyName,
} from '../phone-number.js';
import type { Form, Declaration, World } from '../../model/resource.js';
import { OWN_NUMBERS } from '../../seed/seeding.js';
import { settings, switches } from '../form-settings.js';

/** Renamed by the worked example of Google's page. */
const EXAMPLE_SID = 'PN4047ac009a15885690a50a1d388b8411';

const SETTINGS = [
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
/** The area code that has no numbers, with Twilio's test credentials. */
const EMPTY_AREA = '533';
const SWITCHES = ['VoiceCallerIdLookup'];

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
    return { ...settings(form, [...SETTINGS, 'AccountSid']), ...switches(form, SWITCHES), date_updated: world.now() };
  },
  seed(count, { accountSid, random, end }) {
    const length = Math.max(count, OWN_NUMBERS.length);
    return Array.from({ length }, (_, index) => {
      const number = OWN_NUMBERS[index] ?? `+1555012${String(index).padStart(4, '0')}`;
      const sid = index === 0 ? EXAMPLE_SID : random.sid('PN');
      const made = Math.floor(end - (1 - index / length) * 400 * DAY_MS);
      return { ...blank(accountSid, sid, number), date_created: made, date_updated: end };
    });
  },
};

/** Makes a number the account's own; throws `TwilioProblem` for one that cannot be had. */
export function buyNumber(form: Form, world: World): Row {
  const number = form.get('PhoneNumber') || inArea(form.get('AreaCode'), world);
  checkFriendlyName(form);
  refuse(number, UNAVAILABLE);
  if (!isPhoneNumber(number)) throw new TwilioProblem(400, 21_421, `${number} is not a valid phone number.`);
  if (findNumber(number, 'IncomingPhoneNumbers', world)) {
    throw new TwilioProblem(400, 21_422, `${number} is not available.`);
  }
  world.table('AvailablePhoneNumbers').remove(number);
  const now = world.now();
  const row = blank(world.accountSid, world.sid('PN'), number);
  return { ...row, ...settings(form, SETTINGS), ...switches(form, SWITCHES), date_created: now, date_updated: now };
}

/** A number that is free in an area. */
function inArea(area: string | undefined, world: World): string {
  if (!area) throw new TwilioProblem(400, 21_421, 'PhoneNumber or AreaCode is required.');
  if (area === EMPTY_AREA) throw new TwilioProblem(400, 21_452, `No phone numbers found in area code ${area}.`);
  if (!/^[2-9]\d\d$/.test(area)) throw new TwilioProblem(400, 21_451, 'Invalid area code.');
  let line = 5_550_100;
  while (findNumber(`+1${area}${line}`, 'IncomingPhoneNumbers', world)) line += 1;
  return `+1${area}${line}`;
}

function blank(accountSid: string, sid: string, number: string): Row {
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
    voice_url: '',
    voice_receive_mode: 'voice',
    voice_caller_id_lookup: false,
    emergency_status: 'Inactive',
    emergency_address_status: 'unregistered',
  };
}
