import type { Declaration, SeedWorld } from '../../model/resource.js';
import { TwilioProblem } from '../../twilio/problem.js';
import { callsInConference } from './seeded-calls.js';

export const conferences: Declaration = {
  name: 'Conferences',
  path: '/2010-04-01/Accounts/{AccountSid}/Conferences',
  update(row, form, world, changes) {
    if (row.status === 'completed') throw new TwilioProblem(400, 20_001, 'The conference is over.');
    const ends = form.get('Status') === 'completed' && { reason_conference_ended: 'conference-ended-via-api' };
    return { ...changes, ...ends, date_updated: world.now() };
  },
  *seed(_count, world) {
    const recordings = [...world.table('Recordings').oldestFirst()].filter((row) => row.conference_sid != null);
    for (const { conference_sid: sid, date_created: from, date_updated: to } of recordings) {
      yield { ...baseConference(world, String(sid)), date_created: from, date_updated: to, ...COMPLETED };
    }
    const [first] = callsInConference(world);
    const opened = world.start - 60_000;
    yield {
      ...baseConference(world, world.random.sid('CF')),
      friendly_name: 'Standup',
      status: 'in-progress',
      date_created: first?.date_created ?? opened,
      date_updated: first?.start_time ?? opened,
    };
  },
};

const COMPLETED = { status: 'completed', reason_conference_ended: 'last-participant-left' };

function baseConference({ accountSid }: SeedWorld, sid: string) {
  const name = `Room ${sid.slice(2, 6)}`;
  return { sid, account_sid: accountSid, api_version: '2010-04-01', friendly_name: name, region: 'us1' };
}
