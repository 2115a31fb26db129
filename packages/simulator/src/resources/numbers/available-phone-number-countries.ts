import type { Declaration } from '../../model/resource.js';

const COUNTRIES = { CA: 'Canada', DE: 'Germany', GB: 'United Kingdom', US: 'United States' };

export const availablePhoneNumberCountries: Declaration = {
  name: 'AvailablePhoneNumberCountries',
  path: '/2010-04-01/Accounts/{AccountSid}/AvailablePhoneNumbers',
  key: ['country_code'],
  isShared: true,
  seed: () =>
    Object.entries(COUNTRIES).map(([code, country]) => ({ sid: code, country_code: code, country, beta: false })),
};
