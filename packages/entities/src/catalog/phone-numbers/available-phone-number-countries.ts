import { boolean, defineEntityType, json, text } from '../../model/index.js';

export const availablePhoneNumberCountries = defineEntityType({
  name: 'AvailablePhoneNumberCountries',
  group: 'Phone numbers',
  description: 'The countries in which Twilio sells phone numbers.',
  docs: 'https://www.twilio.com/docs/phone-numbers/api/availablephonenumber-resource',
  path: '/2010-04-01/Accounts/{AccountSid}/AvailablePhoneNumbers',
  collection: 'countries',
  isOnePage: true,
  operations: ['LIST', 'GET'],
  summary: ['CountryCode', 'Country', 'Beta'],
  fields: {
    CountryCode: text({ key: true }),
    Country: text({ description: 'The ISO 3166-1 alpha-2 country code.' }),
    Beta: boolean(),
    Uri: text(),
    SubresourceUris: json(),
  },
});
