import { defineEntityType, integer, oneOf, sid, text, timestamp } from '../../model/index.js';
import { METHODS } from '../methods.js';

export const callNotifications = defineEntityType({
  name: 'CallNotifications',
  group: 'Voice',
  description: 'Errors and warnings of one call, as logged by Twilio.',
  docs: 'https://www.twilio.com/docs/voice/api/call-notification-resource',
  path: '/2010-04-01/Accounts/{AccountSid}/Calls/{CallSid}/Notifications',
  collection: 'notifications',
  operations: ['LIST', 'GET'],
  summary: ['Sid', 'MessageDate', 'Log', 'ErrorCode', 'MessageText'],
  fields: {
    Sid: sid('NO', { key: true }),
    CallSid: sid('CA', { references: 'Calls' }),
    AccountSid: sid('AC', { references: 'Accounts' }),
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
