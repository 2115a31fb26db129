import type { Declaration } from '../resource.js';

export const applications: Declaration = {
  name: 'Applications',
  path: '/2010-04-01/Accounts/{AccountSid}/Applications',
};
