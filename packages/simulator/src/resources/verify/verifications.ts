import type { Declaration, Form, World } from '../../model/resource.js';
import type { Row } from '../../model/row.js';
import { TwilioProblem } from '../../twilio/problem.js';
import { toIso } from '../../twilio/times.js';
import { isPhoneNumber } from '../phone-number.js';
import { findPending, verificationAtTime } from './pending-verification.js';

/** The first digits of this, as many as the service's `CodeLength`, are the code of a verification without `CustomCode`. */
const DIGITS = '1234567890';
const CHANNELS = ['sms', 'call', 'email', 'whatsapp', 'sna'];
const MAX_SENDS = 5;

export const verifications: Declaration = {
  name: 'Verifications',
  product: 'verify',
  path: '/v2/Services/{ServiceSid}/Verifications',
  // While a verification is pending, the path can name it by its SID or by its recipient.
  find: ({ ServiceSid: service = '', Sid: key = '' }, world) => findPending(service, key, world),
  create(form, world, { params, draft }) {
    const [to = '', channel = ''] = [form.get('To'), form.get('Channel')];
    checkRecipient(to, channel);
    const service = world.table('VerifyServices').get(params.ServiceSid ?? '');
    const pending = findPending(service?.sid ?? '', to, world);
    const row = pending ?? { ...draft(), status: 'pending', code: DIGITS.slice(0, Number(service?.code_length)) };
    return sendCode(row, form, world);
  },
  atTime: verificationAtTime,
  seed: () => [],
};

function checkRecipient(to: string, channel: string): void {
  if (!CHANNELS.includes(channel)) throw new TwilioProblem(400, 60_200, 'Invalid parameter: Channel');
  if (channel === 'email' ? to.includes('@') : isPhoneNumber(to)) return;
  throw new TwilioProblem(400, 60_200, 'Invalid parameter: To');
}

/** Sends the code again while the verification is pending: it stays the same (https://www.twilio.com/docs/api/errors/60203). */
function sendCode(row: Row, form: Form, world: World): Row {
  const now = world.now();
  const sent = Array.isArray(row.send_code_attempts) ? (row.send_code_attempts as readonly object[]) : [];
  if (sent.length >= MAX_SENDS) throw new TwilioProblem(429, 60_203, 'Max send attempts reached');
  const channel = form.get('Channel');
  const attempt = world.table('VerificationAttempts').put({
    sid: world.sid('VL'),
    account_sid: world.accountSid,
    service_sid: row.service_sid,
    verification_sid: row.sid,
    channel,
    channel_data: { to: row.to },
    conversion_status: 'unconverted',
    date_created: now,
    date_updated: now,
  });
  return {
    ...row,
    channel,
    code: form.get('CustomCode') || row.code,
    date_updated: now,
    send_code_attempts: [...sent, { attempt_sid: attempt.sid, channel, time: toIso(now) }],
  };
}
