import { defineEntityType, oneOf, sid, text } from '../../model/index.js';
import { METHODS } from '../methods.js';

export const connectApps = defineEntityType({
  name: 'ConnectApps',
  group: 'Account',
  description: 'Apps of the account that can access other accounts.',
  docs: 'https://www.twilio.com/docs/iam/api/connect-apps',
  path: '/2010-04-01/Accounts/{AccountSid}/ConnectApps',
  collection: 'connect_apps',
  operations: ['LIST', 'GET', 'UPDATE', 'DELETE'],
  consequences: { DELETE: 'permanently deletes the app and its access to other accounts' },
  summary: ['Sid', 'Name', 'CompanyName', 'Description', 'HomepageUrl'],
  fields: {
    Sid: sid('CN', { key: true }),
    AccountSid: sid('AC', { references: 'Accounts' }),
    AuthorizeRedirectUrl: text({
      update: true,
      description: 'URL to which users are redirected after they authorize the app.',
    }),
    CompanyName: text({ update: true, description: 'The company behind the app.' }),
    DeauthorizeCallbackMethod: oneOf(METHODS, { update: true, description: 'HTTP method of DeauthorizeCallbackUrl.' }),
    DeauthorizeCallbackUrl: text({ update: true, description: "URL called when an account revokes the app's access." }),
    Description: text({ update: true }),
    Name: text({ wire: 'FriendlyName', update: true }),
    HomepageUrl: text({ update: true, description: "The app's website." }),
    Permissions: oneOf(['get-all', 'post-all'], { update: true, repeats: true }),
    Uri: text(),
  },
});
