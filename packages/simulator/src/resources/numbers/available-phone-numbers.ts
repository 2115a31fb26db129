import type { Resource, SeedPlace } from '../resource.js';

const AREAS = [
  ['415', 'SAN FRANCISCO', 'CA', '94105', 37.79, -122.4],
  ['212', 'NEW YORK', 'NY', '10001', 40.75, -73.99],
  ['312', 'CHICAGO', 'IL', '60601', 41.89, -87.62],
] as const;
const COUNTRIES = { US: 'United States', GB: 'United Kingdom', DE: 'Germany', FR: 'France', CA: 'Canada' } as const;
const TYPES = {
  Local: 'local',
  MachineToMachine: 'machine-to-machine',
  Mobile: 'mobile',
  National: 'national',
  SharedCost: 'shared-cost',
  TollFree: 'toll-free',
  Voip: 'voip',
} as const;
const CODES = { US: '1', CA: '1', GB: '44', DE: '49', FR: '33' } as const;
const NUMBERS_EACH = 30;

export const availablePhoneNumberCountries: Resource = {
  name: 'AvailablePhoneNumberCountries',
  path: '/2010-04-01/Accounts/{AccountSid}/AvailablePhoneNumbers',
  instancePath: '/2010-04-01/Accounts/{AccountSid}/AvailablePhoneNumbers/{CountryCode}',
  key: ['country_code'],
  share: 0,
  *seed(_count, { accountSid, end }) {
    for (const [index, [code, country]] of Object.entries(COUNTRIES).entries()) {
      const date_created = end - 10_000 + index;
      yield { sid: code, account_sid: accountSid, country_code: code, country, beta: false, date_created };
    }
  },
};

export const availablePhoneNumbers: Resource = {
  name: 'AvailablePhoneNumbers',
  path: '/2010-04-01/Accounts/{AccountSid}/AvailablePhoneNumbers/{CountryCode}/{Type}',
  parameters: { CountryCode: 'iso_country' },
  words: { Type: TYPES },
  share: 0,
  filters: {
    Contains: { property: 'phone_number', by: 'part' },
    SmsEnabled: { property: 'capabilities.sms', by: 'equals' },
    MmsEnabled: { property: 'capabilities.mms', by: 'equals' },
    VoiceEnabled: { property: 'capabilities.voice', by: 'equals' },
    FaxEnabled: { property: 'capabilities.fax', by: 'equals' },
    Beta: { property: 'beta', by: 'hide' },
    InPostalCode: { property: 'postal_code', by: 'equals' },
    InRegion: { property: 'region', by: 'equals' },
    InRateCenter: { property: 'rate_center', by: 'equals' },
    InLata: { property: 'lata', by: 'equals' },
    InLocality: { property: 'locality', by: 'equals' },
    AreaCode: { property: 'area_code', by: 'equals' },
  },
  *seed(_count, world) {
    for (const country of ['US', 'CA', 'GB', 'DE', 'FR'] as const) {
      for (const type of Object.values(TYPES)) {
        for (let line = 0; line < NUMBERS_EACH; line++) yield available({ ...world, line }, country, type);
      }
    }
  },
};

function available(
  { accountSid, random, end, line }: Pick<SeedPlace, 'accountSid' | 'random' | 'end'> & { readonly line: number },
  country: keyof typeof COUNTRIES,
  type: string,
) {
  const [local, locality, region, postal, latitude, longitude] = random.pick<(typeof AREAS)[number]>(AREAS);
  const area = type === 'toll-free' ? '800' : local;
  const number = `+${CODES[country]}${area}555${String(1000 + line)}`;
  const isLocal = type === 'local' && country === 'US';
  return {
    sid: `${country}/${type}/${number}`,
    account_sid: accountSid,
    date_created: end - 1,
    type,
    area_code: area,
    phone_number: number,
    friendly_name: number.replace(/^\+1(\d{3})(\d{3})(\d{4})$/, '($1) $2-$3'),
    iso_country: country,
    address_requirements: 'none',
    beta: false,
    capabilities: { voice: true, sms: true, mms: isLocal, fax: false },
    ...(isLocal && { locality, region, postal_code: postal, latitude, longitude, lata: '722', rate_center: locality }),
  };
}
