import { defineEntityType, oneOf, sid, text, timestamp } from '../../model/index.js';
import { METHODS } from '../methods.js';

export const shortCodes = defineEntityType({
  name: 'ShortCodes',
  group: 'Phone numbers',
  description: "The account's short codes for messaging.",
  docs: 'https://www.twilio.com/docs/messaging/api/short-codes',
  path: '/2010-04-01/Accounts/{AccountSid}/SMS/ShortCodes',
  collection: 'short_codes',
  operations: ['LIST', 'GET', 'UPDATE'],
  fields: {
    Sid: sid('SC', { key: true }),
    AccountSid: sid('AC', { references: 'Accounts' }),
    Name: text({ wire: 'FriendlyName', filter: ['='], update: true }),
    ShortCode: text({ filter: ['='] }),
    SmsFallbackMethod: oneOf(METHODS, { update: true }),
    SmsFallbackUrl: text({ update: true }),
    SmsMethod: oneOf(METHODS, { update: true }),
    SmsUrl: text({ update: true }),
    DateCreated: timestamp(),
    DateUpdated: timestamp(),
    ApiVersion: text({ update: true }),
    Uri: text(),
  },
});
