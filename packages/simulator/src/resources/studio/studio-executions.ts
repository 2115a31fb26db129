import type { Declaration } from '../../model/resource.js';
import { TwilioProblem } from '../../twilio/problem.js';

export const studioExecutions: Declaration = {
  name: 'StudioExecutions',
  product: 'studio',
  path: '/v2/Flows/{FlowSid}/Executions',
  filters: {
    DateCreatedFrom: { property: 'date_created', by: 'time', sign: '>' },
    DateCreatedTo: { property: 'date_created', by: 'time', sign: '<' },
  },
  defaults: { status: 'active', initiated_by: 'API', context: {} },
  create: (form, world, { draft }) => ({
    ...draft(),
    contact_channel_address: form.get('To'),
    contact_sid: world.sid('FC'),
    flow_version: 1,
  }),
  beforeDelete({ status }) {
    if (status === 'ended') return;
    throw new TwilioProblem(409, 20_009, 'The execution cannot be deleted while it is active.');
  },
  sample: (index, { random }) => ({
    status: 'ended',
    contact_channel_address: `+1555010020${index % 10}`,
    contact_sid: random.sid('FC'),
    flow_version: 1,
    initiated_by: 'API',
    context: {},
  }),
};
