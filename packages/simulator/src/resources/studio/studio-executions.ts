import type { Declaration } from '../../model/resource.js';
import { TwilioProblem } from '../../twilio/problem.js';
import { startSteps } from './studio-steps.js';

const DEFAULTS = { status: 'active', initiated_by: 'API', context: {} };

/** Starts an execution. Versions 1 and 2 of the API do it alike. */
export const createExecution: NonNullable<Declaration['create']> = (form, world, { draft }) => {
  const row = {
    ...draft(),
    ...DEFAULTS,
    contact_channel_address: form.get('To'),
    contact_sid: world.sid('FC'),
    flow_version: 1,
  };
  startSteps(row, world);
  return row;
};

export const studioExecutions: Declaration = {
  name: 'StudioExecutions',
  product: 'studio',
  path: '/v2/Flows/{FlowSid}/Executions',
  filters: {
    DateCreatedFrom: { property: 'date_created', by: 'time', sign: '>' },
    DateCreatedTo: { property: 'date_created', by: 'time', sign: '<' },
  },
  create: createExecution,
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
