import type { Declaration } from '../../model/resource.js';
import { newestRows } from '../../model/table.js';
import { otherNumber } from '../../seed/seeding.js';

export const verificationAttempts: Declaration = {
  name: 'VerificationAttempts',
  product: 'verify',
  path: '/v2/Attempts',
  filters: {
    DateCreatedAfter: { property: 'date_created', by: 'time', sign: '>' },
    DateCreatedBefore: { property: 'date_created', by: 'time', sign: '<' },
    'ChannelData.To': {
      test: ({ channel_data: data }, value) => (data as { readonly to?: string } | null)?.to === value,
    },
    Status: { property: 'conversion_status' },
    VerifyServiceSid: { property: 'service_sid' },
  },
  sample: (index, world) => ({
    service_sid: newestRows(world.table('VerifyServices'), index + 1).at(-1)?.sid,
    verification_sid: world.random.sid('VE'),
    channel: 'sms',
    channel_data: { to: otherNumber(world) },
    price: { value: '0.05', currency: 'usd' },
  }),
};
