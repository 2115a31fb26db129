import type { Resource } from '../resource.js';

export const serverlessServices: Resource = {
  name: 'ServerlessServices',
  product: 'serverless',
  path: '/v1/Services',
  share: 0.01,
  isAlso: (row, word) => row.unique_name === word,
  blank: { include_credentials: true, ui_editable: false },
  create(form, _world, draft) {
    const given = draft();
    return { ...given, domain_base: `${form.get('UniqueName')}-${given.sid.slice(2, 6)}` };
  },
  sample: ({ sid }, { index }) => ({
    unique_name: `service-${index + 1}`,
    domain_base: `service-${index + 1}-${sid.slice(2, 6)}`,
  }),
};
