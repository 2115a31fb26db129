import { boolean, defineEntityType, oneOf, sid, text, timestamp } from '../../model/index.js';
import { METHODS } from '../methods.js';

const setting = { create: 'optional', update: true } as const;

export const applications = defineEntityType({
  name: 'Applications',
  description: 'Sets of URLs that say what happens to calls and messages; a number can point to one.',
  docs: 'https://www.twilio.com/docs/usage/api/applications',
  path: '/2010-04-01/Accounts/{AccountSid}/Applications',
  collection: 'applications',
  operations: ['LIST', 'GET', 'CREATE', 'UPDATE', 'DELETE'],
  consequences: { DELETE: 'deletes the application for good; numbers that point to it fall back on their own URLs' },
  fields: {
    Sid: sid('AP', { key: true }),
    AccountSid: sid('AC', { references: 'Accounts' }),
    Name: text({ ...setting, wire: 'FriendlyName', filter: ['='] }),
    MessageStatusCallback: text({ ...setting, description: 'URL told of the status of messages.' }),
    SmsFallbackMethod: oneOf(METHODS, setting),
    SmsFallbackUrl: text(setting),
    SmsMethod: oneOf(METHODS, setting),
    SmsStatusCallback: text({ ...setting, description: 'URL told of the status of messages, the older setting.' }),
    SmsUrl: text(setting),
    StatusCallback: text(setting),
    StatusCallbackMethod: oneOf(METHODS, setting),
    VoiceCallerIdLookup: boolean(setting),
    VoiceFallbackMethod: oneOf(METHODS, setting),
    VoiceFallbackUrl: text(setting),
    VoiceMethod: oneOf(METHODS, setting),
    VoiceUrl: text(setting),
    PublicApplicationConnectEnabled: boolean({ ...setting, description: 'Whether other accounts may call it.' }),
    DateCreated: timestamp(),
    DateUpdated: timestamp(),
    ApiVersion: text(setting),
    Uri: text(),
  },
});
