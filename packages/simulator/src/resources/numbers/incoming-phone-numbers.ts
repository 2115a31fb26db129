import { TwilioProblem } from '../../problem.js';
import type { Row } from '../../store.js';
import { DAY_MS } from '../../times.js';
import { checkFriendlyName, findNumber, isPhoneNumber, type Refusals, refuse, toFriendlyName } from '../addresses.js';
import type { Form, Resource, World } from '../resource.js';
import { OWN_NUMBERS } from '../seeding.js';

/** Renamed by the worked example of Google's page. */
const EXAMPLE_SID = 'PN4047ac009a15885690a50a1d388b8411';

/** The area code that has no numbers, with Twilio's test credentials. */
const EMPTY_AREA = '533';

/** Twilio's magic numbers (https://www.twilio.com/docs/iam/test-credentials). */
const UNAVAILABLE: Refusals = new Map([
  ['+15005550000', [21_422, '+15005550000 is not available.']],
  ['+15005550001', [21_421, '+15005550001 is not a valid phone number.']],
]);

const BLANK = {
  api_version: '2010-04-01',
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

export const incomingPhoneNumbers: Resource = {
  name: 'IncomingPhoneNumbers',
  path: '/2010-04-01/Accounts/{AccountSid}/IncomingPhoneNumbers',
  share: 0.05,
  filters: {
    Beta: { property: 'beta', by: 'hide' },
    FriendlyName: { property: 'friendly_name', by: 'equals' },
    PhoneNumber: { property: 'phone_number', by: 'part' },
    Origin: { property: 'origin', by: 'equals' },
  },
  blank: BLANK,
  create: createNumber,
  update(_row, form, world, changes) {
    checkFriendlyName(form);
    const owner = form.get('AccountSid');
    if (owner !== undefined && !world.table('Accounts').get(owner)) {
      throw new TwilioProblem(400, 21_473, `${owner} is not an account that this number can be transferred to.`);
    }
    return changes;
  },
  seed(count, { accountSid, random, end }) {
    const length = Math.max(count, OWN_NUMBERS.length);
    return Array.from({ length }, (_, index) => {
      const number = OWN_NUMBERS[index] ?? `+1555012${String(index).padStart(4, '0')}`;
      const sid = index === 0 ? EXAMPLE_SID : random.sid('PN');
      const made = Math.floor(end - (1 - index / length) * 400 * DAY_MS);
      return {
        ...BLANK,
        sid,
        account_sid: accountSid,
        phone_number: number,
        friendly_name: toFriendlyName(number),
        date_created: made,
        date_updated: end,
      };
    });
  },
};

/** @throws TwilioProblem when there is no such number to be had */
export function createNumber(form: Form, world: World, draft: () => Row): Row {
  const number = form.get('PhoneNumber') || inArea(form.get('AreaCode'), world);
  checkFriendlyName(form);
  refuse(number, UNAVAILABLE);
  if (!isPhoneNumber(number)) throw new TwilioProblem(400, 21_421, `${number} is not a valid phone number.`);
  if (findNumber(number, 'IncomingPhoneNumbers', world)) {
    throw new TwilioProblem(400, 21_422, `${number} is not available.`);
  }
  const name = form.get('FriendlyName') || toFriendlyName(number);
  return { ...draft(), phone_number: number, friendly_name: name };
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
