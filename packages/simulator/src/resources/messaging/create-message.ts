import type { Form, World } from '../../model/resource.js';
import type { Row } from '../../model/row.js';
import { TwilioProblem } from '../../twilio/problem.js';
import { DAY_MS, parseTime } from '../../twilio/times.js';
import { isAbsoluteUrl } from '../absolute-url.js';
import {
  checkNotRefused,
  findNumber,
  isAlphanumericSender,
  isPhoneNumber,
  MAGIC_SENDER,
  numberOf,
  type Refusals,
  WHATSAPP_SANDBOX,
} from '../phone-number.js';
import { newMedia } from './media.js';
import { statusCallbackOf } from './message-webhooks.js';
import { countSegments } from './segments.js';

const MAX_BODY_LENGTH = 1600;
const MAX_MEDIA = 10;
const MAX_VALIDITY_SECONDS = 36_000;
/** Where alphanumeric senders are not supported. */
const NORTH_AMERICA = '+1';
const MIN_SCHEDULE_MS = 300_000;
const MAX_SCHEDULE_MS = 35 * DAY_MS;

/** Twilio's message for a `SendAt` that is out of range or malformed. */
export const SCHEDULE_MESSAGE =
  'SendAt time must be between 300 seconds and 35 days (3024000 seconds) in the future, inclusive.';

/** Twilio's message for a `ValidityPeriod` that is out of range or malformed. */
export const VALIDITY_MESSAGE = `ValidityPeriod must be a number of seconds from 1 to ${MAX_VALIDITY_SECONDS}.`;

/** Twilio's magic numbers (https://www.twilio.com/docs/iam/test-credentials). */
const RECIPIENTS: Refusals = new Map([
  ['+15005550001', [21_211, "The 'To' number +15005550001 is not a valid phone number."]],
  ['+15005550002', [21_612, "The 'To' phone number +15005550002 is not currently reachable."]],
  ['+15005550003', [21_408, 'Permission to send an SMS has not been enabled for the region of +15005550003.']],
  ['+15005550004', [21_610, 'Attempt to send to unsubscribed recipient +15005550004.']],
  ['+15005550009', [21_614, "'To' number +15005550009 is not a valid mobile number."]],
]);
const SENDERS: Refusals = new Map([
  ['+15005550001', [21_212, "The 'From' number +15005550001 is not a valid phone number."]],
  ['+15005550007', [21_606, "The 'From' phone number +15005550007 is not a message-capable number of this account."]],
  [
    '+15005550008',
    [21_611, "This 'From' number +15005550008 has exceeded the maximum number of queued messages.", 429],
  ],
]);

/**
 * Builds the row of a new message.
 *
 * @throws TwilioProblem when Twilio would refuse the message
 */
export function createMessage(form: Form, world: World): Row {
  const to = form.get('To') ?? '';
  const from = form.get('From');
  const service = form.get('MessagingServiceSid');
  const body = form.get('Body') ?? '';
  const media = form.getAll('MediaUrl');
  if (!from && !service)
    throw new TwilioProblem(400, 21_603, "A 'From' phone number or a 'MessagingServiceSid' is required.");
  if (!body && media.length === 0 && !form.get('ContentSid')) {
    throw new TwilioProblem(400, 21_602, 'Message body is required.');
  }
  if (body.length > MAX_BODY_LENGTH) {
    throw new TwilioProblem(400, 21_617, 'The concatenated message body exceeds the 1600 character limit.');
  }
  if (media.length > MAX_MEDIA) throw new TwilioProblem(400, 21_623, `A message takes at most ${MAX_MEDIA} media.`);
  checkUrls(form, media);
  checkValidity(form);
  checkRecipient(to);
  if (from) checkSender(from, to, world);
  if (service) checkService(service, world);
  const sendAt = readSchedule(form, world);
  const now = world.now();
  const sid = world.sid(media.length > 0 ? 'MM' : 'SM');
  for (const url of media) world.table('Media').put(newMedia(url, sid, world));
  return {
    ...baseMessage(world.accountSid, sid),
    to,
    from: from || null,
    body,
    direction: 'outbound-api',
    messaging_service_sid: service || null,
    num_media: String(media.length),
    num_segments: String(countSegments(body)),
    status: sendAt === undefined ? (service ? 'accepted' : 'queued') : 'scheduled',
    date_created: now,
    date_updated: now,
    moves: true,
    status_callback: statusCallbackOf(form, world),
    ...(sendAt !== undefined && { send_at: sendAt }),
  };
}

/** The values that all messages share. */
export function baseMessage(accountSid: string, sid: string): Row {
  return { sid, account_sid: accountSid, api_version: '2010-04-01', num_media: '0', price: null, price_unit: 'USD' };
}

function checkRecipient(to: string): void {
  checkNotRefused(to, RECIPIENTS);
  if (isPhoneNumber(numberOf(to))) return;
  throw new TwilioProblem(400, 21_211, `The 'To' number ${to} is not a valid phone number.`);
}

function checkUrls(form: Form, media: readonly string[]): void {
  const callback = form.get('StatusCallback');
  if (callback && !isAbsoluteUrl(callback)) {
    throw new TwilioProblem(400, 21_609, `The StatusCallback URL ${callback} is not a valid URL.`);
  }
  const wrong = media.find((url) => !isAbsoluteUrl(url));
  if (wrong !== undefined) throw new TwilioProblem(400, 21_620, `Invalid media URL: ${wrong}`);
}

function checkValidity(form: Form): void {
  const seconds = Number(form.get('ValidityPeriod') || MAX_VALIDITY_SECONDS);
  if (seconds >= 1 && seconds <= MAX_VALIDITY_SECONDS) return;
  throw new TwilioProblem(400, 21_624, VALIDITY_MESSAGE);
}

/** https://www.twilio.com/docs/api/errors/21701 */
function checkService(sid: string, world: World): void {
  if (world.table('MessagingServices').get(sid)) return;
  throw new TwilioProblem(404, 21_701, `The Messaging Service ${sid} does not exist.`);
}

/** A verified caller ID can call, but it cannot send messages. */
function checkSender(from: string, to: string, world: World): void {
  checkNotRefused(from, SENDERS);
  if (from === to) {
    throw new TwilioProblem(400, 21_266, `'To' and 'From' number cannot be the same: ${from}`);
  }
  if (isAlphanumericSender(from) && isPhoneNumber(to)) {
    if (!to.startsWith(NORTH_AMERICA)) return;
    // https://www.twilio.com/docs/api/errors/21612
    const pair = `'To' (${to}) and/or 'From' (${from})`;
    throw new TwilioProblem(400, 21_612, `Message cannot be sent with the current combination of ${pair} parameters`);
  }
  if (from === WHATSAPP_SANDBOX || from === MAGIC_SENDER || findNumber(from, 'IncomingPhoneNumbers', world)) return;
  const message = `The 'From' phone number ${from} is not a message-capable number of this account.`;
  throw new TwilioProblem(400, 21_606, message);
}

/** When to send the message; undefined for immediately. */
function readSchedule(form: Form, world: World): number | undefined {
  if (form.get('ScheduleType') !== 'fixed') return undefined;
  if (!form.get('MessagingServiceSid')) {
    throw new TwilioProblem(400, 35_118, 'MessagingServiceSid is required to schedule a message.');
  }
  const text = form.get('SendAt');
  if (!text) throw new TwilioProblem(400, 35_111, 'SendAt timestamp is missing.');
  const at = parseTime(text)?.ms ?? Number.NaN;
  const waitMs = at - world.now();
  if (waitMs >= MIN_SCHEDULE_MS && waitMs <= MAX_SCHEDULE_MS) return at;
  throw new TwilioProblem(400, 35_114, SCHEDULE_MESSAGE);
}
