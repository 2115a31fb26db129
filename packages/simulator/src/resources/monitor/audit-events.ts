import type { Resource } from '../resource.js';

export const auditEvents: Resource = {
  name: 'AuditEvents',
  product: 'monitor',
  path: '/v1/Events',
  share: 0.1,
  filters: {
    StartDate: { property: 'event_date', by: 'from' },
    EndDate: { property: 'event_date', by: 'until' },
  },
  // Each is about one of the account's numbers.
  sample(_draft, { made, random, other }) {
    return {
      actor_sid: random.sid('US'),
      actor_type: 'user',
      event_data: { resource_properties: { friendly_name: { previous: 'Old', updated: 'New' } } },
      event_date: made,
      event_type: 'phone-number.updated',
      resource_sid: other('IncomingPhoneNumbers')?.sid,
      resource_type: 'phone-number',
      source: 'api',
      source_ip_address: '203.0.113.7',
    };
  },
};
