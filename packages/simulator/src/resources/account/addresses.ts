import type { Declaration } from '../../model/resource.js';

export const addresses: Declaration = {
  name: 'Addresses',
  path: '/2010-04-01/Accounts/{AccountSid}/Addresses',
  defaults: { validated: true, verified: false },
  sample: (index) => ({
    customer_name: `Customer ${index + 1}`,
    street: `${index + 1} Main Street`,
    city: 'San Francisco',
    region: 'CA',
    postal_code: '94105',
  }),
};
