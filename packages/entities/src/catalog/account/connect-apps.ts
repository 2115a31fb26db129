import { defineEntityType, oneOf, sid, text } from '../../model/index.js';
import { METHODS } from '../methods.js';

export const connectApps = defineEntityType({
  name: 'ConnectApps',
  description: 'Apps of the account that may work in accounts of others.',
  docs: 'https://www.twilio.com/docs/iam/api/connect-apps',
  path: '/2010-04-01/Accounts/{AccountSid}/ConnectApps',
  collection: 'connect_apps',
  operations: ['LIST', 'GET', 'UPDATE', 'DELETE'],
  consequences: { DELETE: 'deletes the app for good, and with it its access to other accounts' },
  fields: {
    Sid: sid('CN', { key: true }),
    AccountSid: sid('AC', { references: 'Accounts' }),
    AuthorizeRedirectUrl: text({ update: true, description: 'Where people go after they allowed the app.' }),
    CompanyName: text({ update: true, description: 'The company behind the app.' }),
    DeauthorizeCallbackMethod: oneOf(METHODS, { update: true, description: 'HTTP method of DeauthorizeCallbackUrl.' }),
    DeauthorizeCallbackUrl: text({ update: true, description: 'URL told when an account no longer allows the app.' }),
    Description: text({ update: true }),
    Name: text({ wire: 'FriendlyName', update: true }),
    HomepageUrl: text({ update: true, description: "The app's site." }),
    Permissions: oneOf(['get-all', 'post-all'], { update: true, repeats: true }),
    Uri: text(),
  },
});
