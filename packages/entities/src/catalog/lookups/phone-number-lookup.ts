import { boolean, defineEntityType, json, text } from '../../model/index.js';

const parameter = { readable: false, filter: ['='] } as const;

export const phoneNumberLookup = defineEntityType({
  name: 'PhoneNumberLookup',
  group: 'Lookup',
  description:
    'Information about a phone number. Select it with a condition on PhoneNumber; the same condition can set parameters of the lookup, such as Fields.',
  docs: 'https://www.twilio.com/docs/lookup/v2-api',
  product: 'lookups',
  path: '/v2/PhoneNumbers/{PhoneNumber}',
  operations: ['GET'],
  summary: ['PhoneNumber', 'Valid', 'CountryCode', 'NationalFormat', 'ValidationErrors'],
  fields: {
    PhoneNumber: text({
      key: true,
      description: 'The number, in E.164 format or in the national format of CountryCode.',
    }),
    CallingCountryCode: text({ description: "The country's calling code." }),
    CountryCode: text({ filter: ['='] }),
    NationalFormat: text({ description: 'The number in national format.' }),
    Valid: boolean({ description: 'Whether the number is valid.' }),
    ValidationErrors: json({ list: true, description: 'The reasons why the number is invalid.' }),
    CallerName: json(),
    SimSwap: json({ description: 'Information about the last SIM swap.' }),
    CallForwarding: json({ description: 'Call forwarding status.' }),
    LineTypeIntelligence: json({ description: 'The line type (mobile, landline, VoIP, …) and the carrier.' }),
    LineStatus: json({ description: 'The line status.' }),
    IdentityMatch: json({ description: "How well the given name and address match the number's owner." }),
    ReassignedNumber: json({ description: 'Whether the number was reassigned to a new owner.' }),
    SmsPumpingRisk: json({ description: 'The SMS pumping fraud risk.' }),
    PhoneNumberQualityScore: json({ description: 'The quality score of the number.' }),
    PreFill: json({ description: 'Owner data for pre-filling forms.' }),
    Url: text(),
    Fields: text({
      ...parameter,
      description: 'Parameter only: the data packages to look up, comma-separated; each costs money.',
    }),
    FirstName: text({ ...parameter, description: 'Parameter only, for identity_match: the first name.' }),
    LastName: text({ ...parameter, description: 'Parameter only, for identity_match: the last name.' }),
    AddressLine1: text({ ...parameter, description: 'Parameter only, for identity_match: the street.' }),
    AddressLine2: text({ ...parameter, description: 'Parameter only, for identity_match: the second address line.' }),
    City: text({ ...parameter, description: 'Parameter only, for identity_match: the city.' }),
    State: text({ ...parameter, description: 'Parameter only, for identity_match: the state.' }),
    PostalCode: text({ ...parameter, description: 'Parameter only, for identity_match: the postal code.' }),
    AddressCountryCode: text({
      ...parameter,
      description: 'Parameter only, for identity_match: the country of the address.',
    }),
    NationalId: text({ ...parameter, description: 'Parameter only, for identity_match: a national ID.' }),
    DateOfBirth: text({
      ...parameter,
      description: 'Parameter only, for identity_match: the date of birth as YYYYMMDD.',
    }),
    LastVerifiedDate: text({
      ...parameter,
      description: 'Parameter only, for reassigned_number: the date of the last verification as YYYYMMDD.',
    }),
    VerificationSid: text({
      ...parameter,
      description: 'Parameter only, for sim_swap and similar packages: the verification.',
    }),
    PartnerSubId: text({ ...parameter, description: "Parameter only, for pre_fill: the partner's ID." }),
  },
});
