import type { Declaration } from '../../model/resource.js';
import { seedTime, SPAN_MS } from '../../seed/seeding.js';
import { TwilioProblem } from '../../twilio/problem.js';
import { DAY_MS } from '../../twilio/times.js';

const SUBACCOUNTS = 2;
/** The age of the main account, which is older than everything in it. */
const OPENED_MS = SPAN_MS + 365 * DAY_MS;

export const accounts: Declaration = {
  name: 'Accounts',
  path: '/2010-04-01/Accounts',
  subresources: {
    available_phone_numbers: 'AvailablePhoneNumbers',
    calls: 'Calls',
    conferences: 'Conferences',
    incoming_phone_numbers: 'IncomingPhoneNumbers',
    notifications: 'Notifications',
    outgoing_caller_ids: 'OutgoingCallerIds',
    recordings: 'Recordings',
    transcriptions: 'Transcriptions',
    addresses: 'Addresses',
    signing_keys: 'SigningKeys',
    connect_apps: 'ConnectApps',
    sip: 'SIP',
    authorized_connect_apps: 'AuthorizedConnectApps',
    usage: 'Usage',
    keys: 'Keys',
    applications: 'Applications',
    short_codes: 'SMS/ShortCodes',
    queues: 'Queues',
    messages: 'Messages',
    balance: 'Balance',
  },
  defaults: { status: 'active', type: 'Full' },
  create(form, world, { draft }) {
    const name = form.get('FriendlyName') || `SubAccount Created at ${new Date(world.now()).toISOString()}`;
    const token = world.sid('').slice(0, 32);
    return { ...draft(), friendly_name: name, auth_token: token, owner_account_sid: world.accountSid };
  },
  update(row, form, _world, changes) {
    const status = form.get('Status');
    if (row.status === 'closed' && status !== undefined && status !== 'closed') {
      throw new TwilioProblem(409, 20_409, 'An account that is closed cannot be opened again.');
    }
    return changes;
  },
  *seed(_count, world) {
    const { accountSid, authToken, random } = world;
    for (let index = 0; index <= SUBACCOUNTS; index++) {
      const made = index === 0 ? world.start - OPENED_MS : seedTime(world, index, SUBACCOUNTS + 1);
      const sid = index === 0 ? accountSid : random.sid('AC');
      const token = random.sid('');
      yield {
        sid,
        owner_account_sid: accountSid,
        friendly_name: index === 0 ? 'Simulated account' : `Subaccount ${index}`,
        auth_token: index === 0 ? authToken : token,
        status: 'active',
        type: 'Full',
        date_created: made,
        date_updated: made,
      };
    }
  },
};
