import type { Declaration, Form, SeedWorld } from '../../model/resource.js';
import type { Row } from '../../model/row.js';
import { otherNumber, OWN_NUMBERS, seedTime } from '../../seed/seeding.js';
import { TwilioProblem } from '../../twilio/problem.js';
import { DAY_MS } from '../../twilio/times.js';
import { WHATSAPP_SANDBOX } from '../phone-number.js';
import { baseMessage, createMessage, SCHEDULE_MESSAGE, VALIDITY_MESSAGE } from './create-message.js';
import { DELIVERED_MS, messageAtTime, SENT_MS } from './message-life.js';
import { messageWebhooks } from './message-webhooks.js';
import { countSegments } from './segments.js';

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
/** The number of media of each ten seeded messages. */
const MEDIA_COUNTS = [0, 0, 0, 1, 0, 0, 0, 0, 2, 0];
/** The SID that the example on Google's page redacts. */
const EXAMPLE_SID = 'SM3ad97d41e786c02bca47c8ce1745053b';

const UPDATE_MESSAGE =
  "Parameters are not valid: send either the empty Body, which redacts it, or the Status 'canceled'.";

export const messages: Declaration = {
  name: 'Messages',
  path: '/2010-04-01/Accounts/{AccountSid}/Messages',
  share: 1,
  refusals: {
    To: [21_604, "A 'To' phone number is required."],
    MessagingServiceSid: [21_705, 'The Messaging Service Sid is invalid.'],
    SendAt: [35_114, SCHEDULE_MESSAGE],
    ValidityPeriod: [21_624, VALIDITY_MESSAGE],
    Status: [30_400, UPDATE_MESSAGE],
  },
  subresources: { media: 'Media', feedback: 'Feedback' },
  create: createMessage,
  update: (row, form, world) => ({ ...change(row, form), date_updated: world.now() }),
  atTime: messageAtTime,
  isSettled: ({ moves }) => moves !== true,
  webhooks: messageWebhooks,
  beforeDelete(row) {
    if (FINAL.includes(String(row.status))) return;
    throw new TwilioProblem(409, 20_009, 'The message cannot be deleted before it has reached a final state.');
  },
  *seed(count, world) {
    for (let index = 0; index < count; index++) {
      const row = seeded(world, seedTime(world, index, count + 1), {
        media: MEDIA_COUNTS[index % MEDIA_COUNTS.length],
      });
      yield { ...row, ...unsentAt(index, row, world) };
    }
    yield {
      ...seeded(world, seedTime(world, count, count + 1), { fixed: 'delivered' }),
      sid: EXAMPLE_SID,
      body: 'To be redacted',
      num_segments: '1',
    };
  },
};

function change(row: Row, form: Form): Readonly<Record<string, unknown>> {
  const [status, body] = [form.get('Status'), form.get('Body')];
  if (status === 'canceled' && body === undefined) {
    if (row.status === 'scheduled') return { status, moves: false };
    throw new TwilioProblem(400, 30_409, `This message cannot be canceled: it is ${String(row.status)}.`);
  }
  if (body === '' && status === undefined) return { body };
  throw new TwilioProblem(400, 30_400, UPDATE_MESSAGE);
}

/** Some messages of the account were canceled before they were sent, and some of the last week will be sent in a week. */
function unsentAt(index: number, row: Row, { start }: SeedWorld): Partial<Row> {
  if (row.direction === 'inbound') return {};
  const unsent = {
    date_sent: null,
    date_updated: row.date_created,
    price: null,
    error_code: null,
    error_message: null,
  };
  if (index % 50 === 30) return { ...unsent, status: 'canceled' };
  const isRecent = Number(row.date_created) > start - 7 * DAY_MS;
  if (!isRecent || index % 10 !== 5) return {};
  return { ...unsent, status: 'scheduled', moves: true, send_at: start + 7 * DAY_MS };
}

function seeded(
  world: SeedWorld,
  made: number,
  { fixed, media = 0 }: { readonly fixed?: (typeof SEEDED_STATUSES)[number]; readonly media?: number | undefined },
): Row {
  const { accountSid, random } = world;
  const status = fixed ?? random.pick(SEEDED_STATUSES);
  const isInbound = status === 'received';
  const other = `${random.below(8) === 0 ? 'whatsapp:' : ''}${otherNumber(world)}`;
  const own = other.startsWith('w') ? WHATSAPP_SANDBOX : random.pick(OWN_NUMBERS);
  const hasFailed = status === 'failed' || status === 'undelivered';
  const body = `${random.pick(BODIES)} #${random.below(1000)}`;
  return {
    ...baseMessage(accountSid, random.sid(media > 0 ? 'MM' : 'SM')),
    to: isInbound ? own : other,
    from: isInbound ? other : own,
    body,
    direction: isInbound ? 'inbound' : 'outbound-api',
    num_media: String(media),
    num_segments: String(countSegments(body)),
    status,
    price: hasFailed ? null : '-0.00750',
    error_code: hasFailed ? 30_003 : null,
    error_message: hasFailed ? 'Unreachable destination handset' : null,
    date_created: made,
    date_sent: made + SENT_MS,
    date_updated: made + DELIVERED_MS,
  };
}
