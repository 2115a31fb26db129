import { TwilioProblem } from '../problem.js';
import type { Random } from '../random.js';
import type { Row } from '../store.js';
import { DAY_MS, parseTime } from '../times.js';
import { checkMessageSender, checkRecipient } from './addresses.js';
import type { Form, Resource, SeedWorld, World } from './resource.js';
import { OWN_NUMBERS } from './seed-numbers.js';

const FINAL = ['sent', 'failed', 'delivered', 'undelivered', 'received', 'read', 'partially_delivered', 'canceled'];
const SEEDED_STATUSES = ['delivered', 'delivered', 'delivered', 'sent', 'undelivered', 'failed', 'received'] as const;
const BODIES = [
  'Your code is 123456',
  'Grüße aus Köln',
  '你好，世界',
  'See you at 10?',
  'Thanks! 👍',
  "It's ready; reply STOP to end",
] as const;
/** Redacted by the worked example of Google's page. */
const EXAMPLE_SID = 'SM3ad97d41e786c02bca47c8ce1745053b';

// When a new message reaches each status, in milliseconds after it was made.
const MOVES = [
  ['queued', 0],
  ['sending', 1000],
  ['sent', 2000],
  ['delivered', 4000],
] as const;

export const messages: Resource = {
  name: 'Messages',
  path: '/2010-04-01/Accounts/{AccountSid}/Messages',
  collection: 'messages',
  share: 1,
  verbs: ['list', 'get', 'create', 'update', 'delete'],
  filters: {
    To: { property: 'to', by: 'equals' },
    From: { property: 'from', by: 'equals' },
    DateSent: { property: 'date_sent', by: 'time', includesUpperBound: true },
  },
  properties: [
    'body',
    'num_segments',
    'direction',
    'from',
    'to',
    'date_updated',
    'price',
    'error_message',
    'uri',
    'account_sid',
    'num_media',
    'status',
    'messaging_service_sid',
    'sid',
    'date_sent',
    'date_created',
    'error_code',
    'price_unit',
    'api_version',
    'subresource_uris',
  ],
  times: ['date_created', 'date_updated', 'date_sent'],
  create,
  update(row, form) {
    const status = form.get('Status');
    if (status !== undefined) {
      const isEarly = ['accepted', 'scheduled', 'queued'].includes(String(row.status));
      if (status !== 'canceled' || !isEarly) {
        throw new TwilioProblem(400, 30_409, `A message with status ${String(row.status)} cannot be ${status}.`);
      }
      return { status: 'canceled', moves: false };
    }
    if (form.get('Body') === '') return { body: '', num_segments: row.num_segments };
    throw new TwilioProblem(400, 20_001, "A message's Body can only be updated to an empty text, which redacts it.");
  },
  atTime(row, now) {
    if (row.moves !== true) return {};
    const start = Number(row.send_at ?? row.date_created);
    if (now < start) return {};
    const status = MOVES.findLast(([, after]) => now - start >= after)?.[0] ?? 'queued';
    const sentAt = start + 2000;
    return {
      status,
      ...(now >= sentAt && { date_sent: sentAt, date_updated: Math.min(now, start + 4000), price: '-0.00750' }),
    };
  },
  beforeDelete(row) {
    if (FINAL.includes(String(row.status))) return;
    throw new TwilioProblem(409, 20_009, 'The message cannot be deleted before it has reached a final state.');
  },
  seed: (count, world) => [
    ...Array.from({ length: count }, (_, index) => seeded(world, index / Math.max(1, count))),
    {
      ...seeded(world, 1),
      sid: EXAMPLE_SID,
      body: 'To be redacted',
      status: 'delivered',
      error_code: null,
      error_message: null,
    },
  ],
};

function create(form: Form, world: World): Row {
  const to = form.get('To');
  const from = form.get('From');
  const service = form.get('MessagingServiceSid');
  const body = form.get('Body');
  const media = form.getAll('MediaUrl');
  if (!to) throw new TwilioProblem(400, 21_604, "A 'To' phone number is required.");
  if (!from && !service)
    throw new TwilioProblem(400, 21_603, "A 'From' phone number or a 'MessagingServiceSid' is required.");
  if (!body && media.length === 0 && !form.has('ContentSid')) {
    throw new TwilioProblem(400, 21_602, 'Message body is required.');
  }
  if ((body ?? '').length > 1600) {
    throw new TwilioProblem(400, 21_617, 'The concatenated message body exceeds the 1600 character limit.');
  }
  if (media.length > 10) throw new TwilioProblem(400, 21_623, 'A message takes at most ten media.');
  checkRecipient(to);
  if (from) checkMessageSender(from, world);
  const sendAt = form.get('ScheduleType') === 'fixed' ? parseTime(form.get('SendAt') ?? '')?.ms : undefined;
  const now = world.now();
  return {
    ...blank(world.accountSid, world.sid(media.length > 0 ? 'MM' : 'SM')),
    to,
    from: from ?? null,
    body: body ?? '',
    direction: 'outbound-api',
    messaging_service_sid: service ?? null,
    num_media: String(media.length),
    num_segments: String(segments(body ?? '')),
    status: sendAt === undefined ? (service ? 'accepted' : 'queued') : 'scheduled',
    date_created: now,
    date_updated: now,
    moves: true,
    ...(sendAt !== undefined && { send_at: sendAt }),
  };
}

/** A message from a moment of the two years before the seed's end; `age` from 0, the oldest, to 1. */
function seeded({ accountSid, random, end }: SeedWorld, age: number): Row {
  const made = end - Math.floor((1 - age) * 730 * DAY_MS) - random.below(3_600_000);
  const status = random.pick(SEEDED_STATUSES);
  const isInbound = status === 'received';
  const other = `${random.below(8) === 0 ? 'whatsapp:' : ''}+1555010${String(random.below(10_000)).padStart(4, '0')}`;
  const own = other.startsWith('w') ? 'whatsapp:+14155238886' : random.pick(OWN_NUMBERS);
  const hasFailed = status === 'failed' || status === 'undelivered';
  const body = pickBody(random);
  return {
    ...blank(accountSid, random.sid('SM')),
    to: isInbound ? own : other,
    from: isInbound ? other : own,
    body,
    direction: isInbound ? 'inbound' : 'outbound-api',
    num_segments: String(segments(body)),
    status,
    price: hasFailed ? null : '-0.00750',
    error_code: hasFailed ? 30_003 : null,
    error_message: hasFailed ? 'Unreachable destination handset' : null,
    date_created: made,
    date_sent: made + 2000,
    date_updated: made + 4000,
  };
}

function pickBody(random: Random): string {
  return `${random.pick(BODIES)} #${random.below(1000)}`;
}

function blank(accountSid: string, sid: string): Row {
  return {
    sid,
    account_sid: accountSid,
    api_version: '2010-04-01',
    num_media: '0',
    price: null,
    price_unit: 'USD',
    error_code: null,
    error_message: null,
    messaging_service_sid: null,
    date_sent: null,
    subresource_uris: { media: `/2010-04-01/Accounts/${accountSid}/Messages/${sid}/Media.json` },
  };
}

// Close enough: 160 characters when all are ASCII (GSM-7 has some more), 70 otherwise; longer texts lose some to the header.
function segments(body: string): number {
  const isAscii = /^[\x20-\x7e\s]*$/.test(body);
  const [single, joined] = isAscii ? [160, 153] : [70, 67];
  return body.length <= single ? 1 : Math.ceil(body.length / joined);
}
