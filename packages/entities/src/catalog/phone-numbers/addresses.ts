import { boolean, defineEntityType, sid, text, timestamp } from '../../model/index.js';

const setting = { create: 'optional', update: true } as const;

export const addresses = defineEntityType({
  name: 'Addresses',
  group: 'Phone numbers',
  description: 'Addresses of the account or its customers. Some countries require one for a phone number.',
  docs: 'https://www.twilio.com/docs/usage/api/address',
  path: '/2010-04-01/Accounts/{AccountSid}/Addresses',
  collection: 'addresses',
  operations: ['LIST', 'GET', 'CREATE', 'UPDATE', 'DELETE'],
  consequences: { DELETE: 'permanently deletes the address' },
  summary: ['Sid', 'CustomerName', 'City', 'IsoCountry', 'Name', 'PostalCode', 'Street', 'Validated'],
  fields: {
    Sid: sid('AD', { key: true }),
    AccountSid: sid('AC', { references: 'Accounts' }),
    City: text({ create: 'required', update: true, description: 'The city.' }),
    CustomerName: text({
      filter: ['='],
      create: 'required',
      update: true,
      description: 'The customer whose address it is.',
    }),
    Name: text({ ...setting, wire: 'FriendlyName', filter: ['='] }),
    IsoCountry: text({ filter: ['='], create: 'required' }),
    PostalCode: text({ create: 'required', update: true }),
    Region: text({ create: 'required', update: true }),
    Street: text({ create: 'required', update: true, description: 'Street and number.' }),
    EmergencyEnabled: boolean({
      ...setting,
      filter: ['='],
      description: 'Whether it can be used for emergency calling.',
    }),
    Validated: boolean({ description: 'Whether Twilio validated that the address exists.' }),
    Verified: boolean({ description: 'Whether the address was verified for regulatory purposes.' }),
    StreetSecondary: text({ ...setting, description: 'Apartment, floor or suite.' }),
    DateCreated: timestamp(),
    DateUpdated: timestamp(),
    Uri: text(),
    AutoCorrectAddress: boolean({
      ...setting,
      readable: false,
      description: 'Whether Twilio may correct the address. Default: true.',
    }),
  },
});
