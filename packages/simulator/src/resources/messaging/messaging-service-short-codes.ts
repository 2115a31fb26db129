import type { Declaration } from '../../model/resource.js';
import { newestRows } from '../../model/table.js';
import { newSender, senderValues } from './senders.js';

export const messagingServiceShortCodes: Declaration = {
  name: 'MessagingServiceShortCodes',
  product: 'messaging',
  path: '/v1/Services/{ServiceSid}/ShortCodes',
  key: ['service_sid', 'sid'],
  create(form, world, { draft }) {
    const sid = form.get('ShortCodeSid') ?? '';
    return newSender(draft(), { sid, resource: 'ShortCodes', table: 'MessagingServiceShortCodes' }, world);
  },
  sample(index, world, row) {
    const code = newestRows(world.table('ShortCodes'), index + 1).at(-1);
    return code ? senderValues(code) : row;
  },
};
