import { defineEntityType, json, sid, text, timestamp } from '../../model/index.js';

export const assignedAddOns = defineEntityType({
  name: 'AssignedAddOns',
  group: 'Phone numbers',
  description: 'The add-ons assigned to one phone number.',
  docs: 'https://www.twilio.com/docs/phone-numbers/api/assignedaddons-resource',
  path: '/2010-04-01/Accounts/{AccountSid}/IncomingPhoneNumbers/{ResourceSid}/AssignedAddOns',
  collection: 'assigned_add_ons',
  operations: ['LIST', 'GET', 'CREATE', 'DELETE'],
  consequences: {
    CREATE: 'assigns an add-on, which may cost money per use',
    DELETE: 'removes the add-on from the number',
  },
  summary: ['Sid', 'UniqueName', 'DateCreated', 'Name', 'Description'],
  fields: {
    Sid: sid('XE', { key: true }),
    ResourceSid: sid('PN', { references: 'IncomingPhoneNumbers', description: 'The phone number.' }),
    AccountSid: sid('AC', { references: 'Accounts' }),
    Name: text({ wire: 'FriendlyName' }),
    Description: text(),
    Configuration: json({ description: "The add-on's settings, as JSON." }),
    UniqueName: text(),
    DateCreated: timestamp(),
    DateUpdated: timestamp(),
    Uri: text(),
    SubresourceUris: json(),
    InstalledAddOnSid: sid('XE', {
      readable: false,
      create: 'required',
      description: 'The add-on installation of the account.',
    }),
  },
});
