import type { Declaration } from '../../model/resource.js';

export const connectApps: Declaration = {
  name: 'ConnectApps',
  path: '/2010-04-01/Accounts/{AccountSid}/ConnectApps',
  sample: (index) => ({ company_name: 'Example', description: `App ${index + 1}`, permissions: ['get-all'] }),
};

export const authorizedConnectApps: Declaration = {
  name: 'AuthorizedConnectApps',
  path: '/2010-04-01/Accounts/{AccountSid}/AuthorizedConnectApps',
  key: ['connect_app_sid'],
  sample: (index, { random }) => ({
    connect_app_sid: random.sid('CN'),
    connect_app_company_name: 'Example',
    connect_app_description: `App ${index + 1}`,
    permissions: ['get-all'],
  }),
};
