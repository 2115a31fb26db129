import type { Declaration } from '../../model/resource.js';
import { TwilioProblem } from '../../twilio/problem.js';

export const sipDomains: Declaration = {
  name: 'SipDomains',
  path: '/2010-04-01/Accounts/{AccountSid}/SIP/Domains',
  defaults: { auth_type: '' },
  create(form, _world, { draft }) {
    if (/^[a-z0-9-]+(\.[a-z0-9-]+)*\.sip\.twilio\.com$/i.test(form.get('DomainName') ?? '')) return draft();
    throw new TwilioProblem(400, 21_232, 'DomainName must end with .sip.twilio.com.');
  },
  sample: (index) => ({ domain_name: `domain-${index + 1}.sip.twilio.com`, auth_type: 'IP_ACL' }),
};
