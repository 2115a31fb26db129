import type { Declaration } from '../../model/resource.js';
import { TwilioProblem } from '../../twilio/problem.js';

export const regulatoryBundles: Declaration = {
  name: 'RegulatoryBundles',
  product: 'numbers',
  path: '/v2/RegulatoryCompliance/Bundles',
  defaults: { status: 'draft' },
  filters: {
    ValidUntilDate: { property: 'valid_until' },
    BundleSids: { test: ({ sid }, value) => value.split(',').includes(sid) },
    HasValidUntilDate: { test: ({ valid_until: until }, value) => (until != null) === (value === 'true') },
  },
  beforeDelete({ status }) {
    if (status === 'draft') return;
    throw new TwilioProblem(409, 20_009, 'Only a bundle that is a draft can be deleted.');
  },
  sample: (index, { random }, { date_created: date }) => ({
    regulation_sid: random.sid('RN'),
    status: index % 2 === 0 ? 'draft' : 'twilio-approved',
    valid_until: index % 2 === 0 ? null : Number(date) + 31_536_000_000,
  }),
};
