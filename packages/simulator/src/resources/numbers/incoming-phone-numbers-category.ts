import type { Declaration } from '../../model/resource.js';
import { buyNumber } from './incoming-phone-numbers.js';

const TYPES = new Map([
  ['Local', 'local'],
  ['Mobile', 'mobile'],
  ['TollFree', 'toll-free'],
]);

export const incomingPhoneNumbersCategory: Declaration = {
  name: 'IncomingPhoneNumbersCategory',
  path: '/2010-04-01/Accounts/{AccountSid}/IncomingPhoneNumbers/{Category}',
  pathValues: { parameter: 'Category', values: [...TYPES.keys()] },
  sharesRowsOf: 'IncomingPhoneNumbers',
  parents: { Category: { property: 'type', to: (word) => TYPES.get(word) } },
  filters: { Beta: { by: 'hide' }, PhoneNumber: { by: 'contains' } },
  create: (form, world, { params }) => ({ ...buyNumber(form, world), type: TYPES.get(params.Category ?? '') }),
};
