import type { Declaration } from '../../model/resource.js';
import { findBySidOr } from '../find-by-name.js';

export const serverlessServices: Declaration = {
  name: 'ServerlessServices',
  product: 'serverless',
  path: '/v1/Services',
  defaults: { include_credentials: true },
  find: ({ Sid: key = '' }, world) => findBySidOr('unique_name', world.table('ServerlessServices'), key),
  create: (form, _world, { draft }) => ({ ...draft(), domain_base: `${form.get('UniqueName')}-1000` }),
  sample: (index) => ({ unique_name: `service-${index + 1}`, domain_base: `service-${index + 1}-1000` }),
};
