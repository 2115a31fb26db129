import type { Declaration, Form, SeedWorld, World } from '../../model/resource.js';
import type { Row } from '../../model/table.js';
import { otherNumber, OWN_NUMBERS, seedTime } from '../../seed/seeding.js';
import { TwilioProblem } from '../../twilio/problem.js';
import { checkNotRefused, findNumber, isPhoneNumber, MAGIC_SENDER, numberOf, type Refusals } from '../phone-number.js';

const FINAL = ['completed', 'busy', 'failed', 'no-answer', 'canceled'];
const SEEDED_STATUSES = ['completed', 'completed', 'completed', 'busy', 'no-answer', 'failed', 'canceled'] as const;
/** SIDs used by the examples on Google's page. */
const EXAMPLE_SIDS = ['CAaa4a99c300bd9d1bcc0d1ae9dcd248c6', 'CAdefbf2b4caa7df11dc48106385e32345'];

// When a new call reaches each status, in milliseconds after its creation.
const STATUS_TIMES = [
  ['queued', 0],
  ['ringing', 1000],
  ['in-progress', 3000],
  ['completed', 13_000],
] as const;
const STARTS_MS = 3000;
const ENDS_MS = 13_000;

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
  refusals: { To: [21_201, "No 'To' number is specified."], From: [21_213, "No 'From' number is specified."] },
  subresources: [
    'notifications',
    'recordings',
    'payments',
    'events',
    'siprec',
    'streams',
    'transcriptions',
    'user_defined_message_subscriptions',
    'user_defined_messages',
  ],
  create,
  update(row, form, world) {
    const status = form.get('Status');
    const isInProgress = row.status === 'in-progress';
    if (status !== undefined && status !== 'canceled' && status !== 'completed') {
      throw new TwilioProblem(400, 20_001, "Status must be 'canceled' or 'completed'.");
    }
    const isRedirect = form.has('Url') || form.has('Twiml');
    if (
      FINAL.includes(String(row.status)) ||
      (status === 'canceled' && isInProgress) ||
      (isRedirect && !isInProgress)
    ) {
      throw new TwilioProblem(400, 21_220, `Call is not in a state that allows this; it is ${String(row.status)}.`);
    }
    if (status === undefined) return { date_updated: world.now() };
    return { ...endedCall(row, isInProgress ? 'completed' : 'canceled', world.now()), moves: false };
  },
  atTime(row, now) {
    if (row.moves !== true) return undefined;
    const start = Number(row.date_created);
    const age = now - start;
    const status = STATUS_TIMES.findLast(([, after]) => age >= after)?.[0] ?? 'queued';
    if (status === 'completed') return endedCall({ start_time: start + STARTS_MS }, status, start + ENDS_MS);
    return age >= STARTS_MS ? { status, start_time: start + STARTS_MS } : { status };
  },
  beforeDelete(row) {
    if (FINAL.includes(String(row.status))) return;
    throw new TwilioProblem(409, 20_009, 'The call cannot be deleted while it is in progress.');
  },
  *seed(count, world) {
    const total = count + EXAMPLE_SIDS.length;
    for (let index = 0; index < count; index++) yield seeded(world, seedTime(world, index, total));
    for (const [index, sid] of EXAMPLE_SIDS.entries()) {
      yield { ...seeded(world, seedTime(world, count + index, total), 'completed'), sid };
    }
  },
};

function create(form: Form, world: World): Row {
  const to = form.get('To') ?? '';
  const from = form.get('From') ?? '';
  if (!['Url', 'Twiml', 'ApplicationSid'].some((name) => form.get(name))) {
    throw new TwilioProblem(400, 21_205, 'Url parameter is required; or give Twiml or ApplicationSid.');
  }
  checkNotRefused(to, RECIPIENTS);
  if (!isPhoneNumber(to) && !/^(?:client|sip):./.test(to)) {
    throw new TwilioProblem(400, 21_211, `The 'To' number ${to} is not a valid phone number.`);
  }
  checkNotRefused(from, CALLERS);
  if (!canCallFrom(from, world)) {
    throw new TwilioProblem(400, 21_210, `The source phone number ${from} is not yet verified for your account.`);
  }
  return newCall(world, { to, from });
}

/** Calls can come from the account's numbers and from numbers that it has verified as caller IDs. */
function canCallFrom(from: string, world: World): boolean {
  if (from === MAGIC_SENDER || from.startsWith('client:')) return true;
  return ['IncomingPhoneNumbers', 'OutgoingCallerIds'].some((resource) => findNumber(from, resource, world));
}

/** A call in its current state; undefined when it does not exist. */
export function callNow(sid: string, world: World): Row | undefined {
  const row = world.table('Calls').get(sid);
  return row && { ...row, ...calls.atTime?.(row, world.now()) };
}

/** Builds the row of a call that starts now. */
export function newCall(world: World, ends: { readonly to: string; readonly from: string }): Row {
  const now = world.now();
  const row = blank(world.accountSid, world.sid('CA'), ends);
  return { ...row, status: 'queued', direction: 'outbound-api', date_created: now, date_updated: now, moves: true };
}

function endedCall(row: Readonly<Record<string, unknown>>, status: string, end: number): Record<string, unknown> {
  const seconds = Math.max(0, Math.round((end - Number(row.start_time ?? end)) / 1000));
  const price = status === 'completed' ? (-0.0085 * Math.max(1, Math.ceil(seconds / 60))).toFixed(5) : null;
  return {
    ...(row.start_time != null && { start_time: row.start_time }),
    status,
    end_time: end,
    duration: String(seconds),
    price,
    date_updated: end,
  };
}

function seeded(world: SeedWorld, made: number, fixed?: string): Row {
  const { accountSid, random } = world;
  const status = fixed ?? random.pick(SEEDED_STATUSES);
  const isInbound = random.below(3) === 0;
  const other = otherNumber(world);
  const own = random.pick(OWN_NUMBERS);
  const row = blank(accountSid, random.sid('CA'), { to: isInbound ? own : other, from: isInbound ? other : own });
  const start = made + STARTS_MS;
  const length = 5000 + random.below(600_000);
  return {
    ...row,
    direction: isInbound ? 'inbound' : 'outbound-api',
    date_created: made,
    ...endedCall({ start_time: start }, status, status === 'completed' ? start + length : start),
  };
}

function blank(accountSid: string, sid: string, ends: { readonly to: string; readonly from: string }): Row {
  return {
    sid,
    account_sid: accountSid,
    api_version: '2010-04-01',
    ...ends,
    to_formatted: numberOf(ends.to),
    from_formatted: numberOf(ends.from),
    price_unit: 'USD',
    queue_time: '0',
  };
}
