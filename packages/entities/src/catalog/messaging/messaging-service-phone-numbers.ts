import { defineEntityType, json, sid, text, timestamp } from '../../model/index.js';

export const messagingServicePhoneNumbers = defineEntityType({
  name: 'MessagingServicePhoneNumbers',
  group: 'Messaging',
  description: 'The phone numbers of one messaging service.',
  docs: 'https://www.twilio.com/docs/messaging/api/phonenumber-resource',
  product: 'messaging',
  path: '/v1/Services/{ServiceSid}/PhoneNumbers',
  collection: 'phone_numbers',
  operations: ['LIST', 'GET', 'CREATE', 'DELETE'],
  consequences: { DELETE: 'removes the number from the service' },
  summary: ['Sid', 'PhoneNumber', 'CountryCode', 'DateCreated'],
  fields: {
    Sid: sid('PN', { key: true }),
    ServiceSid: sid('MG', { references: 'MessagingServices' }),
    AccountSid: sid('AC', { references: 'Accounts' }),
    PhoneNumber: text(),
    CountryCode: text({ references: 'AvailablePhoneNumberCountries' }),
    Capabilities: json({ list: true }),
    DateCreated: timestamp(),
    DateUpdated: timestamp(),
    Url: text(),
    PhoneNumberSid: sid('PN', { readable: false, create: 'required', references: 'IncomingPhoneNumbers' }),
  },
});
