import type { Declaration, World } from '../../model/resource.js';
import type { Row } from '../../model/row.js';
import { notFound, TwilioProblem } from '../../twilio/problem.js';
import { findPending } from './pending-verification.js';

const MAX_CHECKS = 5;

// A wrong code is not an error: the verification stays pending. The right code ends it, so a second check returns 404.
export const verificationCheck: Declaration = {
  name: 'VerificationCheck',
  product: 'verify',
  path: '/v2/Services/{ServiceSid}/VerificationCheck',
  request(form, world, { ServiceSid: service = '' }) {
    const row = findPending(service, form.get('VerificationSid') || form.get('To') || '', world);
    if (!row) throw notFound(`/v2/Services/${service}/VerificationCheck`);
    const checks = Number(row.checks ?? 0) + 1;
    // https://www.twilio.com/docs/api/errors/60202
    if (checks > MAX_CHECKS) throw new TwilioProblem(429, 60_202, 'Max check attempts reached');
    const isRight = row.code === form.get('Code');
    if (isRight) convertAttempts(row, world);
    const ending = isRight && { status: 'approved', valid: true };
    return world.table('Verifications').put({ ...row, ...ending, checks, date_updated: world.now() });
  },
  seed: () => [],
};

function convertAttempts({ sid }: Row, world: World): void {
  const attempts = world.table('VerificationAttempts');
  for (const attempt of attempts.oldestFirst()) {
    if (attempt.verification_sid === sid) attempts.put({ ...attempt, conversion_status: 'converted' });
  }
}
