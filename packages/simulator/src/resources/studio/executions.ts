import { TwilioProblem } from '../../problem.js';
import type { Resource } from '../resource.js';

export const studioExecutions: Resource = {
  name: 'StudioExecutions',
  product: 'studio',
  path: '/v2/Flows/{FlowSid}/Executions',
  share: 0.05,
  blank: { status: 'active', context: {}, initiated_by: 'API' },
  fields: { To: 'contact_channel_address' },
  filters: {
    DateCreatedFrom: { property: 'date_created', by: 'from' },
    DateCreatedTo: { property: 'date_created', by: 'until' },
  },
  create(form, world, draft) {
    const given = draft();
    const flow = world.table('StudioFlows').get(String(given.flow_sid));
    const parameters = form.get('Parameters');
    const context = { flow: { data: parameters ? (JSON.parse(parameters) as unknown) : {} } };
    return { ...given, flow_version: flow?.revision, context };
  },
  beforeDelete({ status }) {
    if (status === 'active')
      throw new TwilioProblem(409, 20_009, 'The execution cannot be deleted while it is active.');
  },
  sample: (_draft, { index, random }) => ({
    status: 'ended',
    contact_channel_address: `+1555010${String(index % 10_000).padStart(4, '0')}`,
    contact_sid: random.sid('FC'),
    flow_version: 1,
    context: { flow: { data: {} } },
    initiated_by: 'API',
  }),
};
