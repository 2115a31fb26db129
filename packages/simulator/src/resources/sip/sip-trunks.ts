import type { Declaration, Form } from '../../model/resource.js';
import { TwilioProblem } from '../../twilio/problem.js';
import { checkFriendlyName } from '../phone-number.js';

const DEFAULTS = {
  secure: false,
  cnam_lookup_enabled: false,
  symmetric_rtp_enabled: false,
  recording: { mode: 'do-not-record', trim: 'do-not-trim' },
  transfer_mode: 'disable-all',
  transfer_caller_id: 'from-transferee',
  auth_type: '',
  auth_type_set: [],
};

export const sipTrunks: Declaration = {
  name: 'SipTrunks',
  product: 'trunking',
  path: '/v1/Trunks',
  defaults: DEFAULTS,
  create(form, _world, { draft }) {
    check(form);
    return draft();
  },
  update(_row, form, _world, changes) {
    check(form);
    return changes;
  },
  sample: (index) => ({
    ...DEFAULTS,
    friendly_name: `Office ${index + 1}`,
    domain_name: `office-${index + 1}.pstn.twilio.com`,
    disaster_recovery_method: 'POST',
  }),
};

function check(form: Form): void {
  checkFriendlyName(form);
  const domain = form.get('DomainName');
  if (!domain || /^[a-z0-9][a-z0-9-]*\.pstn\.twilio\.com$/i.test(domain)) return;
  throw new TwilioProblem(400, 20_001, 'DomainName must be letters, digits and hyphens before .pstn.twilio.com.');
}
