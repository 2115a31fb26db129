import type { Resource } from '../resource.js';

export const verificationAttempts: Resource = {
  name: 'VerificationAttempts',
  product: 'verify',
  path: '/v2/Attempts',
  share: 0.05,
  filters: {
    DateCreatedAfter: { property: 'date_created', by: 'from' },
    DateCreatedBefore: { property: 'date_created', by: 'until' },
    'ChannelData.To': { property: 'channel_data.to', by: 'equals' },
    Country: { property: 'channel_data.country', by: 'equals' },
    VerifyServiceSid: { property: 'service_sid', by: 'equals' },
    Status: { property: 'conversion_status', by: 'equals' },
  },
  sample(_draft, { random, other }) {
    return {
      service_sid: other('VerifyServices')?.sid,
      verification_sid: random.sid('VE'),
      channel: 'sms',
      channel_data: { to: `+1555010${String(random.below(10_000)).padStart(4, '0')}`, country: 'US' },
      price: { currency: 'usd', value: '-0.05' },
    };
  },
};
