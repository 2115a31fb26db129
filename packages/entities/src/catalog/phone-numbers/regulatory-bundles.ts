import { boolean, defineEntityType, json, oneOf, sid, text, timestamp } from '../../model/index.js';

const STATUSES = [
  'draft',
  'pending-review',
  'in-review',
  'twilio-rejected',
  'twilio-approved',
  'provisionally-approved',
] as const;

const parameter = { readable: false, filter: ['='] } as const;

export const regulatoryBundles = defineEntityType({
  name: 'RegulatoryBundles',
  group: 'Phone numbers',
  description: 'Bundles of documents required to hold phone numbers of a country.',
  docs: 'https://www.twilio.com/docs/phone-numbers/regulatory/api/bundles',
  product: 'numbers',
  path: '/v2/RegulatoryCompliance/Bundles',
  collection: 'results',
  operations: ['LIST', 'GET', 'CREATE', 'UPDATE', 'DELETE'],
  consequences: { DELETE: 'permanently deletes the bundle' },
  summary: ['Sid', 'Name', 'Status', 'ValidUntil', 'DateCreated', 'Email'],
  fields: {
    Sid: sid('BU', { key: true }),
    AccountSid: sid('AC', { references: 'Accounts' }),
    RegulationSid: sid('RN', { filter: ['='], create: 'optional', description: 'The regulation that it satisfies.' }),
    Name: text({ wire: 'FriendlyName', filter: ['='], create: 'required', update: true }),
    Status: oneOf(STATUSES, { filter: ['='], update: true }),
    ValidUntil: timestamp({
      filter: { '=': 'ValidUntilDate', '<=': 'ValidUntilDate<', '>=': 'ValidUntilDate>' },
      description: 'The expiry date.',
    }),
    Email: text({ create: 'required', update: true, description: 'The email address notified of status changes.' }),
    StatusCallback: text({ create: 'optional', update: true }),
    DateCreated: timestamp(),
    DateUpdated: timestamp(),
    Url: text(),
    Links: json(),
    IsoCountry: text({
      ...parameter,
      create: 'optional',
      description: 'The country of the regulation, as an ISO 3166-1 alpha-2 code.',
    }),
    EndUserType: oneOf(['individual', 'business'], {
      ...parameter,
      create: 'optional',
      description: 'individual or business.',
    }),
    NumberType: text({
      ...parameter,
      create: 'optional',
      description: 'The phone number type: local, mobile, national or toll-free.',
    }),
    IsTest: boolean({
      readable: false,
      create: 'optional',
      description: 'Whether it is a test bundle, which can be submitted but authorizes no numbers.',
    }),
    BundleSids: text({ ...parameter, description: 'Parameter only: bundle SIDs, comma-separated.' }),
    HasValidUntilDate: boolean({ ...parameter, description: 'Parameter only: whether it has an expiry date.' }),
    SortBy: oneOf(['valid-until', 'date-updated'], parameter),
    SortDirection: oneOf(['ASC', 'DESC'], {
      ...parameter,
      description: 'Parameter only: the sort direction, ASC or DESC.',
    }),
  },
});
