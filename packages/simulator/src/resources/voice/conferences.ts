import { TwilioProblem } from '../../problem.js';
import type { Resource } from '../resource.js';

const ENDED = { status: 'completed', reason_conference_ended: 'conference-ended-via-api' };

export const conferences: Resource = {
  name: 'Conferences',
  path: '/2010-04-01/Accounts/{AccountSid}/Conferences',
  share: 0.05,
  update(row, form, _world, changes) {
    if (row.status === 'completed') throw new TwilioProblem(400, 20_001, 'The conference is over.');
    return form.get('Status') === 'completed' ? { ...changes, ...ENDED } : { date_updated: changes.date_updated };
  },
  // Every third is still going on.
  sample: (_draft, { index, made, random }) => ({
    api_version: '2010-04-01',
    friendly_name: `Meeting ${index + 1}`,
    region: 'us1',
    date_updated: made + 60_000 * (1 + random.below(50)),
    reason_conference_ended: null,
    ...(index % 3 === 2
      ? { status: 'in-progress', date_updated: made }
      : { status: 'completed', reason_conference_ended: 'last-participant-left' }),
  }),
};
