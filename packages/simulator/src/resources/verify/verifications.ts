import { TwilioProblem } from '../../problem.js';
import type { Row } from '../../store.js';
import type { Form, Resource, World } from '../resource.js';

const SERVICE = '/v2/Services/{ServiceSid}';
/** The code that was sent is the beginning of this, in the length that its service has. */
const DIGITS = '1234567890';
const CHANNELS = ['sms', 'call', 'email', 'whatsapp', 'sna', 'auto', 'rcs'];

export const verifications: Resource = {
  name: 'Verifications',
  product: 'verify',
  path: `${SERVICE}/Verifications`,
  share: 0,
  isAlso: (row, word) => row.to === word && row.status === 'pending',
  blank: { status: 'pending', valid: false, lookup: {}, send_code_attempts: [] },
  create(form, world, draft) {
    if (!CHANNELS.includes(form.get('Channel') ?? ''))
      throw new TwilioProblem(400, 60_200, 'Invalid parameter: Channel');
    const given = draft();
    const service = world.table('VerifyServices').get(String(given.service_sid));
    const code = form.get('CustomCode') || DIGITS.slice(0, Number(service?.code_length ?? 6));
    return { ...given, code, channel: channelOf(form) };
  },
};

/** What Twilio chooses by itself is a text here. */
function channelOf(form: Form): string {
  const channel = form.get('Channel') ?? '';
  return ['auto', 'rcs'].includes(channel) ? 'sms' : channel;
}

export const verificationChecks: Resource = {
  name: 'VerificationChecks',
  product: 'verify',
  path: `${SERVICE}/VerificationCheck`,
  share: 0,
  createdStatus: 201,
  request: check,
};

/** A wrong code is no error: the verification goes on being pending. */
function check(form: Form, world: World, draft: () => Row) {
  const { service_sid: service } = draft();
  const sid = form.get('VerificationSid');
  const to = form.get('To');
  if (!sid && !to) throw new TwilioProblem(400, 60_200, 'Invalid parameter: give To or VerificationSid.');
  const pending = [...world.table('Verifications').oldestFirst()].findLast(
    (row) => row.service_sid === service && row.status === 'pending' && (sid ? row.sid === sid : row.to === to),
  );
  if (!pending)
    throw new TwilioProblem(404, 20_404, 'The requested resource was not found: no verification is pending.');
  const isRight = form.get('Code') === pending.code;
  const changes = { status: isRight ? 'approved' : 'pending', valid: isRight, date_updated: world.now() };
  return { ...world.table('Verifications').update(pending.sid, changes) };
}
