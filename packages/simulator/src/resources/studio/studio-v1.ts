import type { Declaration } from '../../model/resource.js';
import { createExecution } from './studio-executions.js';

/** Version 1 of the Studio API shows the entities of version 2 at paths of its own. */
export const studioV1: readonly Declaration[] = [
  {
    name: 'StudioFlowsV1',
    product: 'studio',
    path: '/v1/Flows',
    sharesRowsOf: 'StudioFlows',
    // Version 1 calls the revision of a flow its version.
    atTime: ({ revision }) => ({ version: revision }),
  },
  {
    name: 'StudioExecutionsV1',
    product: 'studio',
    path: '/v1/Flows/{FlowSid}/Executions',
    sharesRowsOf: 'StudioExecutions',
    filters: {
      DateCreatedFrom: { property: 'date_created', by: 'time', sign: '>' },
      DateCreatedTo: { property: 'date_created', by: 'time', sign: '<' },
    },
    create: createExecution,
  },
  {
    name: 'StudioStepsV1',
    product: 'studio',
    path: '/v1/Flows/{FlowSid}/Executions/{ExecutionSid}/Steps',
    sharesRowsOf: 'StudioSteps',
  },
];
