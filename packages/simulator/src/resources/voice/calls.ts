import type { Declaration, Form, World } from '../../model/resource.js';
import type { Row } from '../../model/row.js';
import { TwilioProblem } from '../../twilio/problem.js';
import { isAbsoluteUrl } from '../absolute-url.js';
import { checkNotRefused, findNumber, isPhoneNumber, MAGIC_SENDER, type Refusals } from '../phone-number.js';
import { callAtTime, hasEnded, hungUp, newCall } from './call-life.js';
import { callbackSettings, callWebhooks } from './call-webhooks.js';
import { seedCalls } from './seeded-calls.js';

const MAX_TIMEOUT_SECONDS = 600;
const TIMEOUT_MESSAGE = `Timeout must be a number of seconds from 1 to ${MAX_TIMEOUT_SECONDS}.`;

/** Twilio's magic numbers (https://www.twilio.com/docs/iam/test-credentials). */
const RECIPIENTS: Refusals = new Map([
  ['+15005550001', [21_217, 'The phone number you are attempting to call, +15005550001, is not valid.']],
  ['+15005550002', [21_214, "The 'To' phone number +15005550002 cannot be reached."]],
  ['+15005550003', [21_215, 'Geographic permission to call +15005550003 is not enabled.']],
  ['+15005550004', [21_216, 'Call to +15005550004 is blocked.']],
]);
const CALLERS: Refusals = new Map([['+15005550001', [21_212, "The 'From' number +15005550001 is not valid."]]]);

export const calls: Declaration = {
  name: 'Calls',
  path: '/2010-04-01/Accounts/{AccountSid}/Calls',
  share: 0.5,
  filters: { StartTime: { includesUpperBound: false }, EndTime: { includesUpperBound: false } },
  refusals: {
    To: [21_201, "No 'To' number is specified."],
    From: [21_213, "No 'From' number is specified."],
    Timeout: [21_208, TIMEOUT_MESSAGE],
  },
  subresources: { notifications: 'Notifications', recordings: 'Recordings', events: 'Events' },
  create,
  update(row, form, world) {
    const status = form.get('Status');
    const isInProgress = row.status === 'in-progress';
    if (status !== undefined && status !== 'canceled' && status !== 'completed') {
      throw new TwilioProblem(400, 20_001, "Status must be 'canceled' or 'completed'.");
    }
    checkUrls(form);
    const isRedirect = form.has('Url') || form.has('Twiml');
    if (hasEnded(row) || (status === 'canceled' && isInProgress) || (isRedirect && !isInProgress)) {
      throw new TwilioProblem(400, 21_220, `Call is not in a state that allows this; it is ${String(row.status)}.`);
    }
    return status === undefined ? { date_updated: world.now() } : hungUp(row, world);
  },
  atTime: callAtTime,
  isSettled: ({ moves }) => moves !== true,
  webhooks: callWebhooks,
  beforeDelete(row) {
    if (hasEnded(row)) return;
    throw new TwilioProblem(409, 20_009, 'The call cannot be deleted while it is in progress.');
  },
  seed: seedCalls,
};

function create(form: Form, world: World): Row {
  if (!['Url', 'Twiml', 'ApplicationSid'].some((name) => form.get(name))) {
    throw new TwilioProblem(400, 21_205, 'Url parameter is required; or give Twiml or ApplicationSid.');
  }
  checkUrls(form);
  const timeout = Number(form.get('Timeout') || MAX_TIMEOUT_SECONDS);
  if (timeout < 1 || timeout > MAX_TIMEOUT_SECONDS) throw new TwilioProblem(400, 21_208, TIMEOUT_MESSAGE);
  return { ...newCall(world, checkEnds(form, world)), ...callbackSettings(form, world) };
}

function checkUrls(form: Form): void {
  const [url, callback] = [form.get('Url'), form.get('StatusCallback')];
  if (url && !isAbsoluteUrl(url)) throw new TwilioProblem(400, 21_205, `Url is not a valid URL: ${url}`);
  if (!callback || isAbsoluteUrl(callback)) return;
  throw new TwilioProblem(400, 21_609, `The StatusCallback URL ${callback} is not a valid URL.`);
}

/**
 * The ends of a call that the account may make.
 *
 * @throws TwilioProblem when Twilio would refuse one of them
 */
export function checkEnds(form: Form, world: World): { readonly to: string; readonly from: string } {
  const to = form.get('To') ?? '';
  const from = form.get('From') ?? '';
  checkNotRefused(to, RECIPIENTS);
  if (!isPhoneNumber(to) && !/^(?:client|sip):./.test(to)) {
    throw new TwilioProblem(400, 21_211, `The 'To' number ${to} is not a valid phone number.`);
  }
  checkNotRefused(from, CALLERS);
  if (!canCallFrom(from, world)) {
    throw new TwilioProblem(400, 21_210, `The source phone number ${from} is not yet verified for your account.`);
  }
  return { to, from };
}

/** Calls can come from the account's numbers and from numbers that it has verified as caller IDs. */
function canCallFrom(from: string, world: World): boolean {
  if (from === MAGIC_SENDER || from.startsWith('client:')) return true;
  return ['IncomingPhoneNumbers', 'OutgoingCallerIds'].some((resource) => findNumber(from, resource, world));
}
