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
  description: 'Messages sent or received by the account: SMS, MMS, WhatsApp and other channels.',
  docs: 'https://www.twilio.com/docs/messaging/api/message-resource',
  path: '/2010-04-01/Accounts/{AccountSid}/Messages',
  collection: 'messages',
  operations: ['LIST', 'GET', 'CREATE', 'UPDATE', 'DELETE'],
  defaultSortBy: 'DateSent',
  // Twilio's errors 21603 and 21602.
  createNeedsOneOf: [
    ['Sender', 'MessagingServiceSid'],
    ['Body', 'MediaUrl', 'ContentSid'],
  ],
  // As Google's page of the connector prints it; the other entity types answer their key.
  answer: { UPDATE: [] },
  consequences: {
    CREATE: 'sends a message, which costs money and reaches a person',
    UPDATE: 'redacts or cancels the message for good',
    DELETE: 'deletes the message for good',
  },
  fields: {
    Sid: sid(['SM', 'MM'], { key: true }),
    AccountSid: sid('AC', { references: 'Accounts' }),
    MessagingServiceSid: sid('MG', { create: 'optional', references: 'MessagingServices' }),
    Sender: text({
      wire: 'From',
      filter: ['='],
      create: 'optional',
      description:
        'A number of the account in E.164, a channel address such as whatsapp:+14155238886, or a short code.',
    }),
    To: text({
      filter: ['='],
      create: 'required',
      description: 'The recipient: a number in E.164 or a channel address such as whatsapp:+15552229999.',
    }),
    Body: text({
      create: 'optional',
      update: [''],
      description: "The text, at most 1,600 characters. An update can only set it to '', which redacts the message.",
    }),
    Status: oneOf(STATUSES, { update: ['canceled'] }),
    Direction: oneOf(DIRECTIONS),
    DateSent: timestamp({ filter: ['=', '<', '<=', '>', '>='], description: 'When it was sent, or received.' }),
    DateCreated: timestamp(),
    DateUpdated: timestamp(),
    NumSegments: integer({ description: 'Into how many segments it was split.' }),
    NumMedia: integer({ description: 'How many media are attached.' }),
    Price: decimal({ description: 'What Twilio charged, negative; null until it is known.' }),
    PriceUnit: text({ description: 'The currency of Price, in ISO 4217.' }),
    ErrorCode: integer(),
    ErrorMessage: text({ description: 'ErrorCode in words.' }),
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
      description: 'Without effect at Twilio since June 2024.',
    }),
    ProvideFeedback: boolean({
      readable: false,
      create: 'optional',
      description: 'Whether MessageFeedback will say if it was acted upon.',
    }),
    Attempt: integer({
      readable: false,
      create: 'optional',
      description: 'How often it was sent before, this time included.',
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
      description: 'Whether characters are replaced so that it stays short.',
    }),
    PersistentAction: text({
      readable: false,
      create: 'optional',
      repeats: true,
      description: 'Rich actions of channels, such as a place.',
    }),
    TrafficType: oneOf(['free'], {
      readable: false,
      create: 'optional',
      description: 'free, on channels that know it.',
    }),
    ShortenUrls: boolean({
      readable: false,
      create: 'optional',
      description: 'Whether links are shortened; needs a MessagingServiceSid.',
    }),
    ScheduleType: oneOf(['fixed'], {
      readable: false,
      create: 'optional',
      description: 'fixed, to send it at SendAt.',
    }),
    SendAt: timestamp({
      readable: false,
      create: 'optional',
      description: 'When to send it; needs a MessagingServiceSid and ScheduleType.',
    }),
    SendAsMms: boolean({ readable: false, create: 'optional', description: 'Whether it is sent as one MMS.' }),
    MessageIntent: text({
      readable: false,
      create: 'optional',
      description: 'What it is for, where rules ask for it.',
    }),
    RiskCheck: oneOf(['enable', 'disable'], {
      readable: false,
      create: 'optional',
      description: 'Whether it is checked for fraud: enable or disable.',
    }),
    FallbackFrom: text({
      readable: false,
      create: 'optional',
      description: 'The sender to use when the first one fails.',
    }),
  },
});
