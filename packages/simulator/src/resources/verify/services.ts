import type { Resource } from '../resource.js';

export const verifyServices: Resource = {
  name: 'VerifyServices',
  product: 'verify',
  path: '/v2/Services',
  share: 0.01,
  blank: {
    code_length: 6,
    lookup_enabled: false,
    psd2_enabled: false,
    skip_sms_to_landlines: false,
    dtmf_input_required: true,
    do_not_share_warning_enabled: false,
    custom_code_enabled: false,
    verify_event_subscription_enabled: false,
  },
};
