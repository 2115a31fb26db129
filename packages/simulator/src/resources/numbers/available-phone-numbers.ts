import type { Declaration, Filter } from '../../model/resource.js';
import type { Row } from '../../model/row.js';
import { toFriendlyName } from '../phone-number.js';

const TYPES = ['Local', 'MachineToMachine', 'Mobile', 'National', 'SharedCost', 'TollFree', 'Voip'];
const COUNTRIES = { CA: '+1', DE: '+49', GB: '+44', US: '+1' };
// The lines of each type and country start here plus an offset, so that all numbers are unique.
const FIRST_LINE = 5_550_200;
const AREAS = ['212', '415', '510'] as const;
const NUMBERS_PER_AREA = 5;

/** A filter by a capability of the number. */
const hasCapability = (capability: string): Partial<Filter> => ({
  test: ({ capabilities }, value) =>
    (capabilities as Readonly<Record<string, boolean>>)[capability] === (value === 'true'),
});
const needsNoAddress: Partial<Filter> = {
  test: ({ address_requirements: needs }, value) => value !== 'true' || needs === 'none',
};

export const availablePhoneNumbers: Declaration = {
  name: 'AvailablePhoneNumbers',
  path: '/2010-04-01/Accounts/{AccountSid}/AvailablePhoneNumbers/{CountryCode}/{Type}',
  pathValues: { parameter: 'Type', values: TYPES },
  key: ['phone_number'],
  isShared: true,
  parents: { CountryCode: { property: 'iso_country' }, Type: { property: 'type' } },
  filters: {
    AreaCode: { test: ({ phone_number: number }, value) => String(number).startsWith(`+1${value}`) },
    Contains: { property: 'phone_number', by: 'contains' },
    SmsEnabled: hasCapability('sms'),
    MmsEnabled: hasCapability('mms'),
    VoiceEnabled: hasCapability('voice'),
    FaxEnabled: hasCapability('fax'),
    ExcludeAllAddressRequired: needsNoAddress,
    ExcludeLocalAddressRequired: needsNoAddress,
    ExcludeForeignAddressRequired: needsNoAddress,
    InPostalCode: { property: 'postal_code', by: 'equals' },
    InRegion: { property: 'region', by: 'equals' },
    InRateCenter: { property: 'rate_center', by: 'equals' },
    InLata: { property: 'lata', by: 'equals' },
    InLocality: { property: 'locality', by: 'equals' },
  },
  *seed() {
    for (const [country, prefix] of Object.entries(COUNTRIES)) {
      for (const [typeIndex, type] of TYPES.entries()) {
        for (let index = 0; index < AREAS.length * NUMBERS_PER_AREA; index++) {
          const area = AREAS[Math.floor(index / NUMBERS_PER_AREA)] ?? AREAS[0];
          const line = FIRST_LINE + 100 * typeIndex + (country === 'CA' ? 50 : 0) + index;
          yield available(`${prefix}${type === 'TollFree' ? '800' : area}${line}`, country, type);
        }
      }
    }
  },
};

function available(number: string, country: string, type: string): Row {
  return {
    sid: number,
    type,
    phone_number: number,
    friendly_name: toFriendlyName(number),
    iso_country: country,
    address_requirements: 'none',
    beta: false,
    capabilities: { voice: true, sms: true, mms: country === 'US' || country === 'CA', fax: false },
    ...(type === 'Local' && country === 'US' && { region: 'CA', lata: '722', latitude: 37.78, longitude: -122.42 }),
  };
}
