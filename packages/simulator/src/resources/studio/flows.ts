import type { Resource } from '../resource.js';

const DEFINITION = {
  description: 'Answers',
  states: [{ name: 'Trigger', type: 'trigger' }],
  initial_state: 'Trigger',
  flags: {},
};

export const studioFlows: Resource = {
  name: 'StudioFlows',
  product: 'studio',
  path: '/v2/Flows',
  share: 0.01,
  blank: { revision: 1, valid: true, errors: [], warnings: [] },
  create(_form, _world, draft) {
    const given = draft();
    return {
      ...given,
      webhook_url: `https://webhooks.twilio.com/v1/Accounts/${String(given.account_sid)}/Flows/${given.sid}`,
    };
  },
  // A change is a new revision.
  update: (row, _form, _world, changes) => ({ ...changes, revision: Number(row.revision) + 1 }),
  sample: () => ({ definition: DEFINITION, status: 'published', revision: 1, valid: true, errors: [], warnings: [] }),
};
