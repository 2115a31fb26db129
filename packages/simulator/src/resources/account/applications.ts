import type { Resource } from '../resource.js';

export const applications: Resource = {
  name: 'Applications',
  path: '/2010-04-01/Accounts/{AccountSid}/Applications',
  share: 0.02,
  blank: {
    api_version: '2010-04-01',
    voice_method: 'POST',
    sms_method: 'POST',
    voice_fallback_method: 'POST',
    sms_fallback_method: 'POST',
    status_callback_method: 'POST',
    voice_caller_id_lookup: false,
    public_application_connect_enabled: false,
  },
};
