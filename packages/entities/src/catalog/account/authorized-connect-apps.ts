import { defineEntityType, json, sid, text } from '../../model/index.js';

export const authorizedConnectApps = defineEntityType({
  name: 'AuthorizedConnectApps',
  description: 'Apps of others that may work in the account.',
  docs: 'https://www.twilio.com/docs/iam/api/authorized-connect-apps',
  path: '/2010-04-01/Accounts/{AccountSid}/AuthorizedConnectApps',
  collection: 'authorized_connect_apps',
  operations: ['LIST', 'GET'],
  fields: {
    ConnectAppSid: sid('CN', { key: true, description: 'The app.' }),
    AccountSid: sid('AC', { references: 'Accounts' }),
    ConnectAppCompanyName: text({ description: 'The company behind the app.' }),
    ConnectAppDescription: text({ description: 'What the app does.' }),
    ConnectAppFriendlyName: text({ description: "The app's name." }),
    ConnectAppHomepageUrl: text({ description: "The app's site." }),
    Permissions: json({ list: true }),
    Uri: text(),
  },
});
