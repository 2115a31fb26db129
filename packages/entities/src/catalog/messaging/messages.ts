import { boolean, decimal, defineEntityType, integer, json, oneOf, sid, text, timestamp } from '../../model/index.js';

const DIRECTIONS = ['inbound', 'outbound-api', 'outbound-call', 'outbound-reply'] as const;
const STATUSES = [
  'queued',
  'sending',
  'sent',
  'failed',
  'delivered',
  'undelivered',
  'receiving',
  'received',
  'accepted',
  'scheduled',
  'read',
  'partially_delivered',
  'canceled',
] as const;

export const messages = defineEntityType({
  name: 'Messages',
  group: 'Messaging',
  description: 'Messages sent or received by the account: SMS, MMS, WhatsApp and other channels.',
  docs: 'https://www.twilio.com/docs/messaging/api/message-resource',
  path: '/2010-04-01/Accounts/{AccountSid}/Messages',
  collection: 'messages',
  operations: ['LIST', 'GET', 'CREATE', 'UPDATE', 'DELETE'],
  defaultSortBy: 'DateSent',
  // Messages that were not sent have no DateSent.
  window: { column: 'DateSent', precision: 'second', changesForDays: 3 },
  // Otherwise Twilio answers with error 21603 or 21602.
  createNeedsOneOf: [
    ['Sender', 'MessagingServiceSid'],
    ['Body', 'MediaUrl', 'ContentSid'],
  ],
  // Google's documentation shows an empty answer; other entity types return their key.
  answer: { UPDATE: [] },
  consequences: {
    CREATE: 'sends a message, which costs money and reaches a person',
    UPDATE: 'permanently redacts or cancels the message',
    DELETE: 'permanently deletes the message',
  },
  summary: ['Sid', 'To', 'DateSent', 'Status', 'ErrorCode', 'Sender', 'Body'],
  fields: {
    Sid: sid(['SM', 'MM'], { key: true }),
    AccountSid: sid('AC', { references: 'Accounts' }),
    MessagingServiceSid: sid('MG', { create: 'optional', references: 'MessagingServices' }),
    Sender: text({
      wire: 'From',
      filter: ['='],
      create: 'optional',
      description:
        'A number of the account in E.164 format, a channel address such as whatsapp:+14155238886, or a short code.',
    }),
    To: text({
      filter: ['='],
      create: 'required',
      description: 'The recipient: a number in E.164 format or a channel address such as whatsapp:+15552229999.',
    }),
    Body: text({
      create: 'optional',
      update: [''],
      description: "The text, at most 1,600 characters. UPDATE can only set it to '', which redacts the message.",
    }),
    Status: oneOf(STATUSES, { update: ['canceled'] }),
    Direction: oneOf(DIRECTIONS),
    DateSent: timestamp({
      filter: ['=', '<', '<=', '>', '>='],
      description: 'The time at which it was sent or received.',
    }),
    DateCreated: timestamp(),
    DateUpdated: timestamp(),
    NumSegments: integer({ description: 'The number of segments.' }),
    NumMedia: integer({ description: 'The number of attached media.' }),
    Price: decimal({ description: 'The amount that Twilio charged, as a negative number; null until known.' }),
    PriceUnit: text({ description: 'The ISO 4217 currency of Price.' }),
    ErrorCode: integer(),
    ErrorMessage: text({ description: 'The description of ErrorCode.' }),
    ApiVersion: text(),
    Uri: text(),
    SubresourceUris: json(),
    MediaUrl: text({ readable: false, create: 'optional', repeats: true, description: 'At most ten media URLs.' }),
    ContentSid: sid('HX', { readable: false, create: 'optional' }),
    ContentVariables: json({ readable: false, create: 'optional' }),
    StatusCallback: text({ readable: false, create: 'optional' }),
    ApplicationSid: sid('AP', { readable: false, create: 'optional', description: 'The application that handles it.' }),
    MaxPrice: decimal({
      readable: false,
      create: 'optional',
      description: 'Ignored by Twilio since June 2024.',
    }),
    ProvideFeedback: boolean({
      readable: false,
      create: 'optional',
      description: 'Whether MessageFeedback will report whether the recipient acted on it.',
    }),
    Attempt: integer({
      readable: false,
      create: 'optional',
      description: 'The number of attempts so far, including this one.',
    }),
    ValidityPeriod: integer({ readable: false, create: 'optional', minimum: 1, maximum: 36_000 }),
    ForceDelivery: boolean({ readable: false, create: 'optional', description: 'Reserved by Twilio.' }),
    ContentRetention: oneOf(['retain', 'discard'], {
      readable: false,
      create: 'optional',
      description: 'Whether Twilio keeps the text: retain or discard.',
    }),
    AddressRetention: oneOf(['retain', 'obfuscate'], {
      readable: false,
      create: 'optional',
      description: "Whether Twilio keeps the recipient's number: retain or obfuscate.",
    }),
    SmartEncoded: boolean({
      readable: false,
      create: 'optional',
      description: 'Whether special characters are replaced to save segments.',
    }),
    PersistentAction: text({
      readable: false,
      create: 'optional',
      repeats: true,
      description: 'Rich channel actions, such as a location.',
    }),
    TrafficType: oneOf(['free'], {
      readable: false,
      create: 'optional',
      description: 'free, on channels that support it.',
    }),
    ShortenUrls: boolean({
      readable: false,
      create: 'optional',
      description: 'Whether links are shortened; requires MessagingServiceSid.',
    }),
    ScheduleType: oneOf(['fixed'], {
      readable: false,
      create: 'optional',
      description: 'fixed, to send the message at SendAt.',
    }),
    SendAt: timestamp({
      readable: false,
      create: 'optional',
      description: 'The time at which to send it; requires MessagingServiceSid and ScheduleType.',
    }),
    SendAsMms: boolean({ readable: false, create: 'optional', description: 'Whether to send it as a single MMS.' }),
    MessageIntent: text({
      readable: false,
      create: 'optional',
      description: 'The intent of the message, where regulations require it.',
    }),
    RiskCheck: oneOf(['enable', 'disable'], {
      readable: false,
      create: 'optional',
      description: 'Whether to check it for fraud: enable or disable.',
    }),
    FallbackFrom: text({
      readable: false,
      create: 'optional',
      description: 'The sender to use if the first one fails.',
    }),
  },
});
