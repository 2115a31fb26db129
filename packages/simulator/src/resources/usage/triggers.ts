import type { Resource } from '../resource.js';

export const triggers: Resource = {
  name: 'Triggers',
  path: '/2010-04-01/Accounts/{AccountSid}/Usage/Triggers',
  share: 0.02,
  blank: {
    api_version: '2010-04-01',
    callback_method: 'POST',
    current_value: '0',
    recurring: 'alltime',
    trigger_by: 'usage',
  },
  create(form, world, draft) {
    const records = `/2010-04-01/Accounts/${world.accountSid}/Usage/Records.json`;
    return { ...draft(), usage_record_uri: `${records}?Category=${form.get('UsageCategory')}` };
  },
  sample: ({ account_sid: account }) => ({
    usage_category: 'calls',
    trigger_value: '1000',
    date_fired: null,
    usage_record_uri: `/2010-04-01/Accounts/${String(account)}/Usage/Records.json?Category=calls`,
  }),
};
