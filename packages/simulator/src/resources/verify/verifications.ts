import type { Declaration } from '../../model/resource.js';
import { TwilioProblem } from '../../twilio/problem.js';
import { toIso } from '../../twilio/times.js';
import { isPhoneNumber } from '../phone-number.js';

/** The first digits of this, as many as the service's `CodeLength`, are the code of a verification without `CustomCode`. */
const DIGITS = '1234567890';
const CHANNELS = ['sms', 'call', 'email', 'whatsapp', 'sna'];

export const verifications: Declaration = {
  name: 'Verifications',
  product: 'verify',
  path: '/v2/Services/{ServiceSid}/Verifications',
  // The path can name a verification by its SID or, while it is pending, by its recipient.
  find({ Sid: key = '' }, world) {
    const table = world.table('Verifications');
    const pending = [...table.oldestFirst()].findLast((row) => row.to === key && row.status === 'pending');
    return table.get(key) ?? pending;
  },
  create(form, world, { params, draft }) {
    const [to = '', channel = ''] = [form.get('To'), form.get('Channel')];
    if (!CHANNELS.includes(channel)) throw new TwilioProblem(400, 60_200, 'Invalid parameter: Channel');
    if (channel === 'email' ? !to.includes('@') : !isPhoneNumber(to)) {
      throw new TwilioProblem(400, 60_200, 'Invalid parameter: To');
    }
    const service = world.table('VerifyServices').get(params.ServiceSid ?? '');
    const code = form.get('CustomCode') || DIGITS.slice(0, Number(service?.code_length));
    const row = { ...draft(), status: 'pending', code };
    const attempt = world.table('VerificationAttempts').put({
      sid: world.sid('VL'),
      account_sid: world.accountSid,
      service_sid: params.ServiceSid,
      verification_sid: row.sid,
      channel,
      channel_data: { to },
      conversion_status: 'unconverted',
      date_created: world.now(),
      date_updated: world.now(),
    });
    return { ...row, send_code_attempts: [{ attempt_sid: attempt.sid, channel, time: toIso(world.now()) }] };
  },
  seed: () => [],
};
