import type { Declaration } from '../../model/resource.js';
import { SPAN_MS } from '../../seed/seeding.js';

export const addresses: Declaration = {
  name: 'Addresses',
  path: '/2010-04-01/Accounts/{AccountSid}/Addresses',
  defaults: { validated: true, verified: false },
  sample: (index, { start }) => ({
    customer_name: `Customer ${index + 1}`,
    street: `${index + 1} Main Street`,
    city: 'San Francisco',
    region: 'CA',
    postal_code: '94105',
    // The first address is older than the phone numbers that use it.
    ...(index === 0 && { date_created: start - SPAN_MS, date_updated: start - SPAN_MS }),
  }),
};
