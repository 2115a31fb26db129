import { boolean, defineEntityType, double, integer, json, oneOf, text } from '../../model/index.js';

const TYPES = ['Local', 'MachineToMachine', 'Mobile', 'National', 'SharedCost', 'TollFree', 'Voip'] as const;

const parameter = { readable: false, filter: ['='] } as const;

export const availablePhoneNumbers = defineEntityType({
  name: 'AvailablePhoneNumbers',
  group: 'Phone numbers',
  description: 'Phone numbers available for purchase. Each search returns a sample.',
  docs: 'https://www.twilio.com/docs/phone-numbers/api/availablephonenumber-resource',
  path: '/2010-04-01/Accounts/{AccountSid}/AvailablePhoneNumbers/{CountryCode}/{Type}',
  collection: 'available_phone_numbers',
  leavesOut: 'most of the available numbers: Twilio returns a one-page sample',
  operations: ['LIST'],
  summary: ['PhoneNumber', 'Locality', 'Region', 'IsoCountry', 'PostalCode', 'Beta', 'AddressRequirements'],
  fields: {
    CountryCode: text({
      references: 'AvailablePhoneNumberCountries',
      description: 'The country to search, as an ISO 3166-1 alpha-2 code.',
    }),
    Type: oneOf(TYPES, { description: 'The type of number to search for.' }),
    Name: text({ wire: 'FriendlyName', description: 'The formatted number.' }),
    PhoneNumber: text(),
    Lata: text({ description: 'The local access and transport area, in the US.' }),
    Locality: text({ description: 'The city.' }),
    RateCenter: text({ description: 'The rate center, in the US and Canada.' }),
    Latitude: double({ description: 'The latitude in degrees.' }),
    Longitude: double({ description: 'The longitude in degrees.' }),
    Region: text(),
    PostalCode: text(),
    IsoCountry: text(),
    AddressRequirements: text(),
    Beta: boolean({ filter: ['='] }),
    Capabilities: json(),
    AreaCode: integer({ ...parameter, description: 'Parameter only: the area code (US and Canada).' }),
    Contains: text({ ...parameter, description: 'Parameter only: a pattern of 2 to 16 digits, letters, * and %.' }),
    SmsEnabled: boolean({ ...parameter, description: 'Parameter only: whether the number supports SMS.' }),
    MmsEnabled: boolean({ ...parameter, description: 'Parameter only: whether the number supports MMS.' }),
    VoiceEnabled: boolean({ ...parameter, description: 'Parameter only: whether the number supports voice calls.' }),
    ExcludeAllAddressRequired: boolean({
      ...parameter,
      description: 'Parameter only: excludes numbers that require any address.',
    }),
    ExcludeLocalAddressRequired: boolean({
      ...parameter,
      description: 'Parameter only: excludes numbers that require a local address.',
    }),
    ExcludeForeignAddressRequired: boolean({
      ...parameter,
      description: 'Parameter only: excludes numbers that require a foreign address.',
    }),
    NearNumber: text({ ...parameter, description: 'Parameter only: near this number (US and Canada).' }),
    NearLatLong: text({ ...parameter, description: "Parameter only: near 'latitude,longitude' (US and Canada)." }),
    Distance: integer({
      ...parameter,
      description: 'Parameter only: the radius in miles for NearNumber and NearLatLong, at most 500.',
    }),
    InPostalCode: text({ ...parameter, description: 'Parameter only: the postal code to search in (US and Canada).' }),
    InRegion: text({
      ...parameter,
      description: 'Parameter only: the state or province to search in (US and Canada).',
    }),
    InRateCenter: text({ ...parameter, description: 'Parameter only: the rate center to search in; requires InLata.' }),
    InLata: text({ ...parameter, description: 'Parameter only: the LATA to search in (US and Canada).' }),
    InLocality: text({ ...parameter, description: 'Parameter only: the city to search in.' }),
    FaxEnabled: boolean({ ...parameter, description: 'Parameter only: whether the number supports fax.' }),
  },
});
