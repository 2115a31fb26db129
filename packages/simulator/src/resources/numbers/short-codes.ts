import type { Resource } from '../resource.js';

export const shortCodes: Resource = {
  name: 'ShortCodes',
  path: '/2010-04-01/Accounts/{AccountSid}/SMS/ShortCodes',
  share: 0.03,
  blank: { api_version: '2010-04-01' },
  sample: (_draft, { index }) => ({ short_code: String(894_546 + index), friendly_name: String(894_546 + index) }),
};
