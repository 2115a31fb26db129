import type { Resource } from '../resource.js';

export const sipDomains: Resource = {
  name: 'SipDomains',
  path: '/2010-04-01/Accounts/{AccountSid}/SIP/Domains',
  share: 0.01,
  blank: {
    api_version: '2010-04-01',
    auth_type: '',
    voice_method: 'POST',
    sip_registration: false,
    emergency_calling_enabled: false,
    secure: false,
  },
  sample: (_draft, { index }) => ({ domain_name: `office-${index + 1}.sip.twilio.com` }),
};
