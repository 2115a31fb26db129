import { TwilioProblem } from '../problem.js';
import { DAY_MS } from '../times.js';
import type { Form, Resource } from './resource.js';
import { settings } from './settings.js';

/** Renamed by the worked example of Google's page. */
const EXAMPLE_SID = 'PN6f5f9bf39cb1801a6e21a5a80d274bdd';
const MAX_NAME = 64;

// A create here is no caller id but a validation call, which the callee answers with a code: it is not simulated.
export const outgoingCallerIds: Resource = {
  name: 'OutgoingCallerIds',
  path: '/2010-04-01/Accounts/{AccountSid}/OutgoingCallerIds',
  collection: 'outgoing_caller_ids',
  share: 0.02,
  verbs: ['list', 'get', 'update', 'delete'],
  filters: {
    PhoneNumber: { property: 'phone_number', by: 'equals' },
    FriendlyName: { property: 'friendly_name', by: 'equals' },
  },
  properties: ['sid', 'date_created', 'date_updated', 'friendly_name', 'account_sid', 'phone_number', 'uri'],
  times: ['date_created', 'date_updated'],
  update(_row, form, world) {
    checkFriendlyName(form);
    return { ...settings(form, ['FriendlyName']), date_updated: world.now() };
  },
  seed: (count, { accountSid, random, end }) =>
    Array.from({ length: Math.max(2, count) }, (_, index) => ({
      sid: index === 0 ? EXAMPLE_SID : random.sid('PN'),
      account_sid: accountSid,
      phone_number: `+1555013${String(index).padStart(4, '0')}`,
      friendly_name: `Front desk ${index + 1}`,
      date_created: end - (300 - index) * DAY_MS,
      date_updated: end - 20 * DAY_MS,
    })),
};

/** @throws TwilioProblem when the name of a number is too long */
export function checkFriendlyName(form: Form): void {
  if ((form.get('FriendlyName') ?? '').length <= MAX_NAME) return;
  throw new TwilioProblem(400, 20_001, `FriendlyName must have at most ${MAX_NAME} characters.`);
}
