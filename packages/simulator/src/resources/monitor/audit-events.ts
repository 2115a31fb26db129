import type { Declaration } from '../../model/resource.js';
import { rowAt } from '../../seed/seeding.js';

export const auditEvents: Declaration = {
  name: 'AuditEvents',
  product: 'monitor',
  path: '/v1/Events',
  filters: {
    StartDate: { property: 'event_date', by: 'time', sign: '>' },
    EndDate: { property: 'event_date', by: 'time', sign: '<' },
  },
  sample: (_index, world, row) => ({
    actor_sid: world.random.sid('US'),
    actor_type: 'user',
    event_type: 'phone-number.updated',
    event_data: { resource_properties: { friendly_name: { previous: '', updated: 'Front desk' } } },
    resource_type: 'phone-number',
    resource_sid: rowAt(world.table('IncomingPhoneNumbers'), Number(row.event_date))?.sid,
    source: 'web',
    source_ip_address: '192.0.2.1',
  }),
};
