import type { Resource } from '../resource.js';

const TOWNS = [
  ['1 Market Street', 'San Francisco', 'CA', '94105', 'US'],
  ['12 Rue de la Paix', 'Paris', 'Île-de-France', '75002', 'FR'],
  ['4 Hauptstraße', 'Köln', 'Nordrhein-Westfalen', '50667', 'DE'],
] as const;

export const addresses: Resource = {
  name: 'Addresses',
  path: '/2010-04-01/Accounts/{AccountSid}/Addresses',
  share: 0.02,
  blank: { emergency_enabled: false, validated: false, verified: false },
  sample(_draft, { index, random }) {
    const [street, city, region, code, country] = random.pick<(typeof TOWNS)[number]>(TOWNS);
    return {
      customer_name: `Customer ${index + 1}`,
      friendly_name: `Office in ${city}`,
      street,
      city,
      region,
      postal_code: code,
      iso_country: country,
      validated: true,
    };
  },
};
