import { defineEntityType, json, sid, text } from '../../model/index.js';

export const authorizedConnectApps = defineEntityType({
  name: 'AuthorizedConnectApps',
  group: 'Account',
  description: 'Third-party apps that have access to the account.',
  docs: 'https://www.twilio.com/docs/iam/api/authorized-connect-apps',
  path: '/2010-04-01/Accounts/{AccountSid}/AuthorizedConnectApps',
  collection: 'authorized_connect_apps',
  operations: ['LIST', 'GET'],
  summary: ['ConnectAppSid', 'ConnectAppFriendlyName', 'ConnectAppCompanyName', 'ConnectAppHomepageUrl'],
  fields: {
    ConnectAppSid: sid('CN', { key: true, description: 'The app.' }),
    AccountSid: sid('AC', { references: 'Accounts' }),
    ConnectAppCompanyName: text({ description: 'The company behind the app.' }),
    ConnectAppDescription: text({ description: 'A description of the app.' }),
    ConnectAppFriendlyName: text({ description: "The app's name." }),
    ConnectAppHomepageUrl: text({ description: "The app's website." }),
    Permissions: json({ list: true }),
    Uri: text(),
  },
});
