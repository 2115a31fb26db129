import type { Declaration } from '../../model/resource.js';
import { TwilioProblem } from '../../twilio/problem.js';

const DEFINITION = {
  description: 'A flow',
  states: [
    { name: 'Trigger', type: 'trigger', transitions: [{ event: 'incomingRequest', next: 'send_message' }] },
    { name: 'send_message', type: 'send-message', transitions: [{ event: 'sent' }] },
  ],
  initial_state: 'Trigger',
};

export const studioFlows: Declaration = {
  name: 'StudioFlows',
  product: 'studio',
  path: '/v2/Flows',
  defaults: { revision: 1, valid: true, errors: [], warnings: [] },
  create(_form, _world, { draft }) {
    const row = draft();
    if (typeof row.definition !== 'object') throw new TwilioProblem(400, 20_001, 'Definition must be a JSON object.');
    return { ...row, webhook_url: `https://webhooks.twilio.com/v1/Flows/${row.sid}` };
  },
  update: (row, _form, _world, changes) => ({ ...changes, revision: Number(row.revision) + 1 }),
  sample: () => ({ definition: DEFINITION, status: 'published', revision: 1, valid: true, errors: [], warnings: [] }),
};
