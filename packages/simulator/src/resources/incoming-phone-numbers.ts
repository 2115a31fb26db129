import { TwilioProblem } from '../problem.js';
import type { Row } from '../store.js';
import { DAY_MS } from '../times.js';
import { checkFriendlyName } from './outgoing-caller-ids.js';
import type { Form, Resource, World } from './resource.js';
import { OWN_NUMBERS } from './seed-numbers.js';
import { settings } from './settings.js';

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
  'VoiceCallerIdLookup',
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

export const incomingPhoneNumbers: Resource = {
  name: 'IncomingPhoneNumbers',
  path: '/2010-04-01/Accounts/{AccountSid}/IncomingPhoneNumbers',
  collection: 'incoming_phone_numbers',
  share: 0.05,
  verbs: ['list', 'get', 'create', 'update', 'delete'],
  filters: {
    Beta: { property: 'beta', by: 'boolean' },
    FriendlyName: { property: 'friendly_name', by: 'equals' },
    PhoneNumber: { property: 'phone_number', by: 'contains' },
    Origin: { property: 'origin', by: 'equals' },
  },
  properties: [
    'account_sid',
    'address_sid',
    'address_requirements',
    'api_version',
    'beta',
    'capabilities',
    'date_created',
    'date_updated',
    'friendly_name',
    'identity_sid',
    'phone_number',
    'origin',
    'sid',
    'sms_application_sid',
    'sms_fallback_method',
    'sms_fallback_url',
    'sms_method',
    'sms_url',
    'status_callback',
    'status_callback_method',
    'trunk_sid',
    'uri',
    'voice_receive_mode',
    'voice_application_sid',
    'voice_caller_id_lookup',
    'voice_fallback_method',
    'voice_fallback_url',
    'voice_method',
    'voice_url',
    'emergency_status',
    'emergency_address_sid',
    'emergency_address_status',
    'bundle_sid',
    'status',
    'type',
  ],
  times: ['date_created', 'date_updated'],
  create,
  update(_row, form, world) {
    checkFriendlyName(form);
    const target = form.get('AccountSid');
    if (target !== undefined && target !== world.accountSid) {
      throw new TwilioProblem(400, 21_404, `The account ${target} is not one that this number can move to.`);
    }
    return { ...settings(form, SETTINGS), date_updated: world.now() };
  },
  seed: (count, { accountSid, random, end }) =>
    Array.from({ length: Math.max(count, OWN_NUMBERS.length) }, (_, index) => {
      const number = OWN_NUMBERS[index] ?? `+1555012${String(index).padStart(4, '0')}`;
      const sid = index === 0 ? EXAMPLE_SID : random.sid('PN');
      return {
        ...blank(accountSid, sid, number),
        date_created: end - (400 - index) * DAY_MS,
        date_updated: end - 30 * DAY_MS,
      };
    }),
};

function create(form: Form, world: World): Row {
  const number = form.get('PhoneNumber');
  const area = form.get('AreaCode');
  if (!number && !area) throw new TwilioProblem(400, 21_421, 'PhoneNumber or AreaCode is required.');
  checkFriendlyName(form);
  if (number === '+15005550000') throw new TwilioProblem(400, 21_422, `${number} is not available.`);
  if (number === '+15005550001' || (number && !/^\+[1-9]\d{6,14}$/.test(number))) {
    throw new TwilioProblem(400, 21_421, `${number} is not a valid phone number.`);
  }
  if (area === '533') throw new TwilioProblem(400, 21_452, 'No phone numbers found in area code 533.');
  if (area && !number && !/^[2-9]\d\d$/.test(area)) throw new TwilioProblem(400, 21_451, 'Invalid area code.');
  const table = world.table('IncomingPhoneNumbers');
  const bought = number ?? `+1${area}555${String(table.size).padStart(4, '0')}`;
  if (table.rows().some((row) => row.phone_number === bought)) {
    throw new TwilioProblem(400, 21_422, `${bought} is not available.`);
  }
  const now = world.now();
  const row = blank(world.accountSid, world.sid('PN'), bought);
  return { ...row, ...settings(form, SETTINGS), date_created: now, date_updated: now };
}

function blank(accountSid: string, sid: string, number: string): Row {
  return {
    sid,
    account_sid: accountSid,
    api_version: '2010-04-01',
    phone_number: number,
    friendly_name: `(${number.slice(2, 5)}) ${number.slice(5, 8)}-${number.slice(8)}`,
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
