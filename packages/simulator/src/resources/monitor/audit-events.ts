import type { Declaration } from '../../model/resource.js';
import { newestRows } from '../../model/table.js';

export const auditEvents: Declaration = {
  name: 'AuditEvents',
  product: 'monitor',
  path: '/v1/Events',
  filters: {
    StartDate: { property: 'event_date', by: 'time', sign: '>' },
    EndDate: { property: 'event_date', by: 'time', sign: '<' },
  },
  sample: (index, world) => ({
    actor_sid: world.random.sid('US'),
    actor_type: 'user',
    event_type: 'phone-number.updated',
    event_data: { resource_properties: { friendly_name: { previous: '', updated: 'Front desk' } } },
    resource_type: 'phone-number',
    resource_sid: newestRows(world.table('IncomingPhoneNumbers'), index + 1).at(-1)?.sid,
    source: 'web',
    source_ip_address: '192.0.2.1',
  }),
};
