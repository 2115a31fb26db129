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
  description: 'Bundles of documents that show who may have numbers of a country.',
  docs: 'https://www.twilio.com/docs/phone-numbers/regulatory/api/bundles',
  product: 'numbers',
  path: '/v2/RegulatoryCompliance/Bundles',
  collection: 'results',
  operations: ['LIST', 'GET', 'CREATE', 'UPDATE', 'DELETE'],
  consequences: { DELETE: 'deletes the bundle for good' },
  fields: {
    Sid: sid('BU', { key: true }),
    AccountSid: sid('AC', { references: 'Accounts' }),
    RegulationSid: sid('RN', { filter: ['='], create: 'optional', description: 'The regulation that it is for.' }),
    Name: text({ wire: 'FriendlyName', filter: ['='], create: 'required', update: true }),
    Status: oneOf(STATUSES, { filter: ['='], update: true }),
    ValidUntil: timestamp({
      filter: { '=': 'ValidUntilDate', '<=': 'ValidUntilDate<', '>=': 'ValidUntilDate>' },
      description: 'Until when it holds.',
    }),
    Email: text({ create: 'required', update: true, description: 'Who is told of changes of its status.' }),
    StatusCallback: text({ create: 'optional', update: true }),
    DateCreated: timestamp(),
    DateUpdated: timestamp(),
    Url: text(),
    Links: json(),
    IsoCountry: text({
      ...parameter,
      create: 'optional',
      description: 'The country whose rules it meets, in ISO 3166-1 alpha-2.',
    }),
    EndUserType: oneOf(['individual', 'business'], {
      ...parameter,
      create: 'optional',
      description: 'individual or business.',
    }),
    NumberType: text({
      ...parameter,
      create: 'optional',
      description: 'The type of phone number that it is for: local, mobile, national, toll-free.',
    }),
    IsTest: boolean({
      readable: false,
      create: 'optional',
      description: 'Whether it is a test that can be submitted but allows nothing.',
    }),
    BundleSids: text({ ...parameter, description: 'A parameter only: bundles, with commas between.' }),
    HasValidUntilDate: boolean({ ...parameter, description: 'A parameter only: whether it ends at a date.' }),
    SortBy: oneOf(['valid-until', 'date-updated'], parameter),
    SortDirection: oneOf(['ASC', 'DESC'], { ...parameter, description: 'A parameter only: ASC or DESC.' }),
  },
});
