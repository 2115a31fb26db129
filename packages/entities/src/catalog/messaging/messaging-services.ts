import { boolean, defineEntityType, integer, json, oneOf, sid, text, timestamp } from '../../model/index.js';
import { METHODS } from '../methods.js';

const setting = { create: 'optional', update: true } as const;

export const messagingServices = defineEntityType({
  name: 'MessagingServices',
  group: 'Messaging',
  description: 'Pools of senders with shared settings. A message can name a service instead of a sender.',
  docs: 'https://www.twilio.com/docs/messaging/api/service-resource',
  product: 'messaging',
  path: '/v1/Services',
  collection: 'services',
  operations: ['LIST', 'GET', 'CREATE', 'UPDATE', 'DELETE'],
  consequences: { DELETE: 'deletes the service; its senders remain' },
  summary: ['Sid', 'Name', 'DateCreated', 'Usecase', 'InboundRequestUrl'],
  fields: {
    Sid: sid('MG', { key: true }),
    AccountSid: sid('AC', { references: 'Accounts' }),
    Name: text({ wire: 'FriendlyName', create: 'required', update: true }),
    InboundRequestUrl: text({ ...setting, description: 'URL requested for an incoming message.' }),
    InboundMethod: oneOf(METHODS, { ...setting, description: 'HTTP method of InboundRequestUrl.' }),
    FallbackUrl: text(setting),
    FallbackMethod: oneOf(METHODS, setting),
    StatusCallback: text(setting),
    StickySender: boolean({
      ...setting,
      description: 'Whether each recipient always gets messages from the same number.',
    }),
    MmsConverter: boolean({
      ...setting,
      description: 'Whether MMS are converted to SMS with a link where MMS is unsupported.',
    }),
    SmartEncoding: boolean({ ...setting, description: 'Whether special characters are replaced to save segments.' }),
    ScanMessageContent: oneOf(['inherit', 'enable', 'disable'], {
      ...setting,
      description: 'Whether message bodies are scanned: inherit, enable or disable.',
    }),
    FallbackToLongCode: boolean({
      ...setting,
      description: 'Whether to fall back to a long code when a short code fails.',
    }),
    AreaCodeGeomatch: boolean({
      ...setting,
      description: "Whether numbers with the recipient's area code are preferred.",
    }),
    SynchronousValidation: boolean({ ...setting, description: 'Reserved by Twilio.' }),
    ValidityPeriod: integer(setting),
    Usecase: text({ ...setting, description: 'The use case of the messages, such as notifications.' }),
    UsAppToPersonRegistered: boolean({ description: 'Whether it is registered for A2P messaging to US numbers.' }),
    UseInboundWebhookOnNumber: boolean({
      ...setting,
      description: "Whether the number's own webhook is used instead of the service's.",
    }),
    DateCreated: timestamp(),
    DateUpdated: timestamp(),
    Url: text(),
    Links: json(),
  },
});
