import type { Resource } from '../resource.js';

const COMPANY = { permissions: ['get-all'] };

export const connectApps: Resource = {
  name: 'ConnectApps',
  path: '/2010-04-01/Accounts/{AccountSid}/ConnectApps',
  share: 0.01,
  sample: (_draft, { index }) => ({ ...COMPANY, company_name: `Company ${index + 1}`, description: 'Reads calls' }),
};

export const authorizedConnectApps: Resource = {
  name: 'AuthorizedConnectApps',
  path: '/2010-04-01/Accounts/{AccountSid}/AuthorizedConnectApps',
  instancePath: '/2010-04-01/Accounts/{AccountSid}/AuthorizedConnectApps/{ConnectAppSid}',
  key: ['connect_app_sid'],
  share: 0.01,
  sample: (_draft, { index, random }) => ({
    ...COMPANY,
    connect_app_sid: random.sid('CN'),
    connect_app_company_name: `Partner ${index + 1}`,
    connect_app_friendly_name: `Reports of partner ${index + 1}`,
    connect_app_description: 'Reads messages',
  }),
};
