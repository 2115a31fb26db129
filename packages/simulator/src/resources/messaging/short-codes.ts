import type { Declaration } from '../../model/resource.js';

export const shortCodes: Declaration = {
  name: 'ShortCodes',
  path: '/2010-04-01/Accounts/{AccountSid}/SMS/ShortCodes',
  sample: (index) => ({ short_code: String(55_501 + index) }),
};
