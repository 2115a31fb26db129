import type { Resource } from '../resource.js';

export const accounts: Resource = {
  name: 'Accounts',
  path: '/2010-04-01/Accounts',
  share: 0.01,
  blank: { status: 'active', type: 'Full', friendly_name: 'SubAccount' },
  create: (_form, world, draft) => ({ ...draft(), owner_account_sid: world.accountSid, auth_token: world.sid('') }),
  // The first is the account that logs in; the others are below it.
  sample: ({ sid }, { index, accountSid, random }) => ({
    sid: index === 0 ? accountSid : sid,
    owner_account_sid: accountSid,
    friendly_name: index === 0 ? 'Simulated account' : `Subaccount ${index}`,
    auth_token: random.sid(''),
    status: 'active',
    type: 'Full',
  }),
};
