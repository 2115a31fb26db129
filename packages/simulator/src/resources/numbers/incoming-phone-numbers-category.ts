import { createNumber } from './incoming-phone-numbers.js';
import type { Resource } from '../resource.js';

export const incomingPhoneNumbersCategory: Resource = {
  name: 'IncomingPhoneNumbersCategory',
  path: '/2010-04-01/Accounts/{AccountSid}/IncomingPhoneNumbers/{Category}',
  parameters: { Category: 'type' },
  words: { Category: { Local: 'local', Mobile: 'mobile', TollFree: 'toll-free' } },
  table: 'IncomingPhoneNumbers',
  share: 0,
  create: createNumber,
};
