import { boolean, defineEntityType, json, text } from '../../model/index.js';

const parameter = { readable: false, filter: ['='] } as const;

export const phoneNumberLookup = defineEntityType({
  name: 'PhoneNumberLookup',
  description:
    'What Twilio knows of a phone number. A condition on PhoneNumber may give the parameters too, Fields above all.',
  docs: 'https://www.twilio.com/docs/lookup/v2-api',
  product: 'lookups',
  path: '/v2/PhoneNumbers/{PhoneNumber}',
  operations: ['GET'],
  fields: {
    PhoneNumber: text({ key: true, description: 'The number, in E.164 or as it is written in CountryCode.' }),
    CallingCountryCode: text({ description: "The country's calling code." }),
    CountryCode: text({ filter: ['='] }),
    NationalFormat: text({ description: 'The number as it is written in its country.' }),
    Valid: boolean({ description: 'Whether the number can exist.' }),
    ValidationErrors: json({ list: true, description: 'Why it is not valid.' }),
    CallerName: json(),
    SimSwap: json({ description: 'When the SIM was last swapped.' }),
    CallForwarding: json({ description: 'Whether calls are forwarded.' }),
    LineTypeIntelligence: json({ description: 'Mobile, landline, VoIP and the like; the carrier.' }),
    LineStatus: json({ description: 'Whether the line is in use.' }),
    IdentityMatch: json({ description: 'How well name and address fit the number.' }),
    ReassignedNumber: json({ description: 'Whether the number has a new owner.' }),
    SmsPumpingRisk: json({ description: 'How likely SMS to it are fraud.' }),
    PhoneNumberQualityScore: json({ description: 'How trustworthy the number is.' }),
    PreFill: json({ description: 'What is known of the owner, to fill in a form.' }),
    Url: text(),
    Fields: text({
      ...parameter,
      description: 'A parameter only: what to look up beyond validity, with commas between; each costs money.',
    }),
    FirstName: text({ ...parameter, description: 'A parameter only, for identity_match: the first name.' }),
    LastName: text({ ...parameter, description: 'A parameter only, for identity_match: the last name.' }),
    AddressLine1: text({ ...parameter, description: 'A parameter only, for identity_match: the street.' }),
    AddressLine2: text({ ...parameter, description: 'A parameter only, for identity_match: the rest of the street.' }),
    City: text({ ...parameter, description: 'A parameter only, for identity_match: the city.' }),
    State: text({ ...parameter, description: 'A parameter only, for identity_match: the state.' }),
    PostalCode: text({ ...parameter, description: 'A parameter only, for identity_match: the postal code.' }),
    AddressCountryCode: text({
      ...parameter,
      description: "A parameter only, for identity_match: the address's country.",
    }),
    NationalId: text({ ...parameter, description: 'A parameter only, for identity_match: a national id.' }),
    DateOfBirth: text({ ...parameter, description: 'A parameter only, for identity_match: as YYYYMMDD.' }),
    LastVerifiedDate: text({ ...parameter, description: 'A parameter only, for reassigned_number: as YYYYMMDD.' }),
    VerificationSid: text({
      ...parameter,
      description: 'A parameter only, for sim_swap and the like: the verification.',
    }),
    PartnerSubId: text({ ...parameter, description: "A parameter only, for pre_fill: the partner's id." }),
  },
});
