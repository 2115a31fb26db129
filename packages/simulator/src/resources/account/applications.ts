import type { Declaration } from '../../model/resource.js';

export const applications: Declaration = {
  name: 'Applications',
  path: '/2010-04-01/Accounts/{AccountSid}/Applications',
};
