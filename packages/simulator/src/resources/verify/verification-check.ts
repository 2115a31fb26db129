import type { Declaration } from '../../model/resource.js';
import { notFound } from '../../twilio/problem.js';
import { verifications } from './verifications.js';

// A wrong code is not an error: the verification stays pending. The right code ends it, so a second check returns 404.
export const verificationCheck: Declaration = {
  name: 'VerificationCheck',
  product: 'verify',
  path: '/v2/Services/{ServiceSid}/VerificationCheck',
  request(form, world, { ServiceSid: service = '' }) {
    const key = form.get('VerificationSid') || form.get('To') || '';
    const row = verifications.find?.({ ServiceSid: service, Sid: key }, world, new URLSearchParams());
    if (row?.service_sid !== service || row.status !== 'pending') {
      throw notFound(`/v2/Services/${service}/VerificationCheck`);
    }
    if (row.code !== form.get('Code')) return row;
    const approved = { ...row, status: 'approved', valid: true, date_updated: world.now() };
    const attempts = world.table('VerificationAttempts');
    for (const attempt of attempts.oldestFirst()) {
      if (attempt.verification_sid === row.sid) attempts.put({ ...attempt, conversion_status: 'converted' });
    }
    return world.table('Verifications').put(approved);
  },
  seed: () => [],
};
