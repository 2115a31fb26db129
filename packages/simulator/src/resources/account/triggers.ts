import type { Declaration } from '../../model/resource.js';

export const triggers: Declaration = {
  name: 'Triggers',
  path: '/2010-04-01/Accounts/{AccountSid}/Usage/Triggers',
  defaults: { recurring: 'alltime', trigger_by: 'usage', current_value: '0' },
  sample: (_index, { accountSid }) => ({
    usage_category: 'sms',
    current_value: '12',
    trigger_value: '1000',
    date_fired: null,
    usage_record_uri: `/2010-04-01/Accounts/${accountSid}/Usage/Records.json?Category=sms`,
  }),
};
