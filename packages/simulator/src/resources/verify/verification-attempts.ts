import type { Declaration } from '../../model/resource.js';
import { madeAfter, otherNumber, rowAt } from '../../seed/seeding.js';

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
  sample(_index, world, row) {
    const service = rowAt(world.table('VerifyServices'), Number(row.date_created));
    return {
      ...madeAfter(row, service?.date_created),
      service_sid: service?.sid,
      verification_sid: world.random.sid('VE'),
      channel: 'sms',
      channel_data: { to: otherNumber(world) },
      price: { value: '0.05', currency: 'usd' },
    };
  },
};
