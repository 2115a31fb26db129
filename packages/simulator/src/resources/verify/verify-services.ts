import type { Declaration } from '../../model/resource.js';

const DEFAULTS = {
  code_length: 6,
  tts_name: null,
  push: { include_date: true },
  totp: { issuer: 'Example', time_step: 30, code_length: 6, skew: 1 },
};

export const verifyServices: Declaration = {
  name: 'VerifyServices',
  product: 'verify',
  path: '/v2/Services',
  subresources: { verification_checks: 'VerificationCheck', verifications: 'Verifications' },
  defaults: DEFAULTS,
  sample: () => DEFAULTS,
};
