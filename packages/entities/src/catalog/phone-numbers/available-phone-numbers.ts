import { boolean, defineEntityType, double, integer, json, oneOf, text } from '../../model/index.js';

const TYPES = ['Local', 'MachineToMachine', 'Mobile', 'National', 'SharedCost', 'TollFree', 'Voip'] as const;

const parameter = { readable: false, filter: ['='] } as const;

export const availablePhoneNumbers = defineEntityType({
  name: 'AvailablePhoneNumbers',
  description: 'Phone numbers that can be bought, a sample for each search.',
  docs: 'https://www.twilio.com/docs/phone-numbers/api/availablephonenumber-resource',
  path: '/2010-04-01/Accounts/{AccountSid}/AvailablePhoneNumbers/{CountryCode}/{Type}',
  collection: 'available_phone_numbers',
  leavesOut: 'most of the numbers that can be bought: it is a sample of them, on one page',
  operations: ['LIST'],
  fields: {
    CountryCode: text({
      references: 'AvailablePhoneNumberCountries',
      description: 'The country to search in, in ISO 3166-1 alpha-2.',
    }),
    Type: oneOf(TYPES, { description: 'The kind of number to search for.' }),
    Name: text({ wire: 'FriendlyName', description: 'The number as it is written for people.' }),
    PhoneNumber: text(),
    Lata: text({ description: 'The local access and transport area, in the US.' }),
    Locality: text({ description: 'The city.' }),
    RateCenter: text({ description: 'The rate center, in the US and Canada.' }),
    Latitude: double({ description: 'Degrees north.' }),
    Longitude: double({ description: 'Degrees east.' }),
    Region: text(),
    PostalCode: text(),
    IsoCountry: text(),
    AddressRequirements: text(),
    Beta: boolean({ filter: ['='] }),
    Capabilities: json(),
    AreaCode: integer({ ...parameter, description: 'A parameter only: the area code (US and Canada).' }),
    Contains: text({ ...parameter, description: 'A parameter only: a pattern of 2 to 16 digits, letters, * and %.' }),
    SmsEnabled: boolean({ ...parameter, description: 'A parameter only: whether it can have SMS.' }),
    MmsEnabled: boolean({ ...parameter, description: 'A parameter only: whether it can have MMS.' }),
    VoiceEnabled: boolean({ ...parameter, description: 'A parameter only: whether it can have calls.' }),
    ExcludeAllAddressRequired: boolean({
      ...parameter,
      description: 'A parameter only: leaves out numbers that need any address.',
    }),
    ExcludeLocalAddressRequired: boolean({
      ...parameter,
      description: 'A parameter only: leaves out numbers that need a local address.',
    }),
    ExcludeForeignAddressRequired: boolean({
      ...parameter,
      description: 'A parameter only: leaves out numbers that need a foreign address.',
    }),
    NearNumber: text({ ...parameter, description: 'A parameter only: near this number (US and Canada).' }),
    NearLatLong: text({ ...parameter, description: "A parameter only: near 'latitude,longitude' (US and Canada)." }),
    Distance: integer({
      ...parameter,
      description: 'A parameter only: miles for NearNumber and NearLatLong, at most 500.',
    }),
    InPostalCode: text({ ...parameter, description: 'A parameter only: in this postal code (US and Canada).' }),
    InRegion: text({ ...parameter, description: 'A parameter only: in this state or province (US and Canada).' }),
    InRateCenter: text({ ...parameter, description: 'A parameter only: in this rate center; needs InLata.' }),
    InLata: text({ ...parameter, description: 'A parameter only: in this LATA (US and Canada).' }),
    InLocality: text({ ...parameter, description: 'A parameter only: in this city.' }),
    FaxEnabled: boolean({ ...parameter, description: 'A parameter only: whether it can have faxes.' }),
  },
});
