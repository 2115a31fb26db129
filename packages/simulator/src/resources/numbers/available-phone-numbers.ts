import type { Row } from '../../model/table.js';
import { toFriendlyName } from '../phone-number.js';
import type { Declaration, Filter } from '../../model/resource.js';

const TYPES = ['Local', 'MachineToMachine', 'Mobile', 'National', 'SharedCost', 'TollFree', 'Voip'];
const COUNTRIES = { CA: '+1', DE: '+49', GB: '+44', US: '+1' };
// The first line of each type, so that no two have the same number.
const FIRST_LINE = 5_550_200;
const AREAS = ['212', '415', '510'] as const;
const EACH = 5;

/** A filter by what a number can do. */
const can = (capability: string): Partial<Filter> => ({
  test: ({ capabilities }, value) =>
    (capabilities as Readonly<Record<string, boolean>>)[capability] === (value === 'true'),
});
const requirement: Partial<Filter> = {
  test: ({ address_requirements: needs }, value) => value !== 'true' || needs === 'none',
};

export const availablePhoneNumbers: Declaration = {
  name: 'AvailablePhoneNumbers',
  path: '/2010-04-01/Accounts/{AccountSid}/AvailablePhoneNumbers/{CountryCode}/{Type}',
  pathValues: { parameter: 'Type', values: TYPES },
  key: ['phone_number'],
  parents: { CountryCode: { property: 'iso_country' }, Type: { property: 'type' } },
  filters: {
    AreaCode: { test: ({ phone_number: number }, value) => String(number).startsWith(`+1${value}`) },
    Contains: { property: 'phone_number', by: 'contains' },
    SmsEnabled: can('sms'),
    MmsEnabled: can('mms'),
    VoiceEnabled: can('voice'),
    FaxEnabled: can('fax'),
    ExcludeAllAddressRequired: requirement,
    ExcludeLocalAddressRequired: requirement,
    ExcludeForeignAddressRequired: requirement,
    InPostalCode: { property: 'postal_code', by: 'equals' },
    InRegion: { property: 'region', by: 'equals' },
    InRateCenter: { property: 'rate_center', by: 'equals' },
    InLata: { property: 'lata', by: 'equals' },
    InLocality: { property: 'locality', by: 'equals' },
  },
  *seed() {
    for (const [country, prefix] of Object.entries(COUNTRIES)) {
      for (const [place, type] of TYPES.entries()) {
        for (let index = 0; index < AREAS.length * EACH; index++) {
          const area = AREAS[Math.floor(index / EACH)] ?? AREAS[0];
          const line = FIRST_LINE + 100 * place + (country === 'CA' ? 50 : 0) + index;
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
