import type { Declaration } from '../../model/resource.js';
import { newestRows } from '../../model/table.js';
import { newSender, senderValues } from './senders.js';

export const messagingServicePhoneNumbers: Declaration = {
  name: 'MessagingServicePhoneNumbers',
  product: 'messaging',
  path: '/v1/Services/{ServiceSid}/PhoneNumbers',
  key: ['service_sid', 'sid'],
  create(form, world, { draft }) {
    const sid = form.get('PhoneNumberSid') ?? '';
    const from = { sid, resource: 'IncomingPhoneNumbers', table: 'MessagingServicePhoneNumbers' };
    return newSender(draft(), from, world);
  },
  sample(index, world, row) {
    const number = newestRows(world.table('IncomingPhoneNumbers'), index + 1).at(-1);
    return number ? senderValues(number) : row;
  },
};
