import { boolean, defineEntityType, integer, json, oneOf, sid, text, timestamp } from '../../model/index.js';
import { METHODS } from '../methods.js';

const setting = { create: 'optional', update: true } as const;

export const messagingServices = defineEntityType({
  name: 'MessagingServices',
  description: 'Pools of senders with settings of their own: a message names the service in place of a number.',
  docs: 'https://www.twilio.com/docs/messaging/api/service-resource',
  product: 'messaging',
  path: '/v1/Services',
  collection: 'services',
  operations: ['LIST', 'GET', 'CREATE', 'UPDATE', 'DELETE'],
  consequences: { DELETE: 'deletes the service; its senders stay' },
  fields: {
    Sid: sid('MG', { key: true }),
    AccountSid: sid('AC', { references: 'Accounts' }),
    Name: text({ wire: 'FriendlyName', create: 'required', update: true }),
    InboundRequestUrl: text({ ...setting, description: 'URL asked when a message comes in.' }),
    InboundMethod: oneOf(METHODS, { ...setting, description: 'HTTP method of InboundRequestUrl.' }),
    FallbackUrl: text(setting),
    FallbackMethod: oneOf(METHODS, setting),
    StatusCallback: text(setting),
    StickySender: boolean({ ...setting, description: 'Whether a recipient always hears from the same number.' }),
    MmsConverter: boolean({ ...setting, description: 'Whether MMS become SMS with a link where needed.' }),
    SmartEncoding: boolean({ ...setting, description: 'Whether characters are replaced so that messages stay short.' }),
    ScanMessageContent: oneOf(['inherit', 'enable', 'disable'], {
      ...setting,
      description: 'Whether bodies are scanned: inherit, enable or disable.',
    }),
    FallbackToLongCode: boolean({ ...setting, description: 'Whether long codes stand in for short codes.' }),
    AreaCodeGeomatch: boolean({ ...setting, description: "Whether a number of the recipient's area is preferred." }),
    SynchronousValidation: boolean({ ...setting, description: 'Reserved by Twilio.' }),
    ValidityPeriod: integer(setting),
    Usecase: text({ ...setting, description: 'What its messages are for, such as notifications.' }),
    UsAppToPersonRegistered: boolean({ description: 'Whether it is registered for messages to US numbers.' }),
    UseInboundWebhookOnNumber: boolean({
      ...setting,
      description: "Whether the number's own URL is asked in place of the service's.",
    }),
    DateCreated: timestamp(),
    DateUpdated: timestamp(),
    Url: text(),
    Links: json(),
  },
});
