import { defineEntityType, integer, oneOf, sid, text, timestamp } from '../../model/index.js';
import { METHODS } from '../methods.js';

export const notifications = defineEntityType({
  name: 'Notifications',
  group: 'Account',
  description: 'Errors and warnings of the account, as logged by Twilio. Superseded by Alerts.',
  docs: 'https://www.twilio.com/docs/usage/api/notification',
  path: '/2010-04-01/Accounts/{AccountSid}/Notifications',
  collection: 'notifications',
  operations: ['LIST', 'GET'],
  summary: ['Sid', 'MessageDate', 'Log', 'ErrorCode', 'CallSid', 'MessageText'],
  fields: {
    Sid: sid('NO', { key: true }),
    AccountSid: sid('AC', { references: 'Accounts' }),
    CallSid: sid('CA', { references: 'Calls' }),
    ErrorCode: integer(),
    Log: text({ filter: ['='] }),
    MessageDate: timestamp({ filter: ['=', '<', '<=', '>', '>='], byDay: true }),
    MessageText: text(),
    MoreInfo: text(),
    RequestMethod: oneOf(METHODS),
    RequestUrl: text(),
    RequestVariables: text({ onlyIn: 'GET' }),
    ResponseBody: text({ onlyIn: 'GET' }),
    ResponseHeaders: text({ onlyIn: 'GET' }),
    DateCreated: timestamp(),
    DateUpdated: timestamp(),
    ApiVersion: text(),
    Uri: text(),
  },
});
