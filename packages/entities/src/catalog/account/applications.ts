import { boolean, defineEntityType, oneOf, sid, text, timestamp } from '../../model/index.js';
import { METHODS } from '../methods.js';

const setting = { create: 'optional', update: true } as const;

export const applications = defineEntityType({
  name: 'Applications',
  group: 'Account',
  description: 'Sets of URLs that handle calls and messages. A phone number can refer to an application.',
  docs: 'https://www.twilio.com/docs/usage/api/applications',
  path: '/2010-04-01/Accounts/{AccountSid}/Applications',
  collection: 'applications',
  operations: ['LIST', 'GET', 'CREATE', 'UPDATE', 'DELETE'],
  consequences: { DELETE: 'permanently deletes the application; numbers that refer to it fall back to their own URLs' },
  summary: ['Sid', 'Name', 'DateCreated', 'VoiceUrl', 'SmsUrl'],
  fields: {
    Sid: sid('AP', { key: true }),
    AccountSid: sid('AC', { references: 'Accounts' }),
    Name: text({ ...setting, wire: 'FriendlyName', filter: ['='] }),
    MessageStatusCallback: text({ ...setting, description: 'URL notified of the status of messages.' }),
    SmsFallbackMethod: oneOf(METHODS, setting),
    SmsFallbackUrl: text(setting),
    SmsMethod: oneOf(METHODS, setting),
    SmsStatusCallback: text({ ...setting, description: 'URL notified of the status of messages; legacy setting.' }),
    SmsUrl: text(setting),
    StatusCallback: text(setting),
    StatusCallbackMethod: oneOf(METHODS, setting),
    VoiceCallerIdLookup: boolean(setting),
    VoiceFallbackMethod: oneOf(METHODS, setting),
    VoiceFallbackUrl: text(setting),
    VoiceMethod: oneOf(METHODS, setting),
    VoiceUrl: text(setting),
    PublicApplicationConnectEnabled: boolean({ ...setting, description: 'Whether other accounts can call it.' }),
    DateCreated: timestamp(),
    DateUpdated: timestamp(),
    ApiVersion: text(setting),
    Uri: text(),
  },
});
