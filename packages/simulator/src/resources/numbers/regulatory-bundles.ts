import type { Resource } from '../resource.js';

export const regulatoryBundles: Resource = {
  name: 'RegulatoryBundles',
  product: 'numbers',
  path: '/v2/RegulatoryCompliance/Bundles',
  share: 0.02,
  blank: { status: 'draft' },
  filters: { BundleSids: { property: 'sid', by: 'among' } },
  sample: (_draft, { index, random }) => ({
    regulation_sid: random.sid('RN'),
    email: `compliance-${index + 1}@example.com`,
    iso_country: 'DE',
    number_type: 'local',
    end_user_type: 'business',
  }),
};
