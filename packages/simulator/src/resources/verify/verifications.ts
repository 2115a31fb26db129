import { TwilioProblem } from '../../twilio/problem.js';
import { toIso } from '../../twilio/times.js';
import { isPhoneNumber } from '../phone-number.js';
import type { Declaration } from '../../model/resource.js';

/** The code of a verification that does not bring its own: the first of these, as many as its service says. */
const DIGITS = '1234567890';
const CHANNELS = ['sms', 'call', 'email', 'whatsapp', 'sna'];

export const verifications: Declaration = {
  name: 'Verifications',
  product: 'verify',
  path: '/v2/Services/{ServiceSid}/Verifications',
  // A verification goes by its SID or by whom it is for, while that is open.
  find({ Sid: key = '' }, world) {
    const table = world.table('Verifications');
    const open = [...table.oldestFirst()].findLast((row) => row.to === key && row.status === 'pending');
    return table.get(key) ?? open;
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
