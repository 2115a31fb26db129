import { defineEntityType, json, sid, text, timestamp } from '../../model/index.js';

export const messagingServiceShortCodes = defineEntityType({
  name: 'MessagingServiceShortCodes',
  group: 'Messaging',
  description: 'The short codes of one messaging service.',
  docs: 'https://www.twilio.com/docs/messaging/api/services-shortcode-resource',
  product: 'messaging',
  path: '/v1/Services/{ServiceSid}/ShortCodes',
  collection: 'short_codes',
  operations: ['LIST', 'GET', 'CREATE', 'DELETE'],
  consequences: { DELETE: 'removes the short code from the service' },
  fields: {
    Sid: sid('SC', { key: true }),
    ServiceSid: sid('MG', { references: 'MessagingServices' }),
    AccountSid: sid('AC', { references: 'Accounts' }),
    ShortCode: text(),
    CountryCode: text({ references: 'AvailablePhoneNumberCountries' }),
    Capabilities: json({ list: true }),
    DateCreated: timestamp(),
    DateUpdated: timestamp(),
    Url: text(),
    ShortCodeSid: sid('SC', {
      readable: false,
      create: 'required',
      references: 'ShortCodes',
      description: 'The short code to add.',
    }),
  },
});
