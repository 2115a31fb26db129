import type { Declaration, SeedWorld, World } from '../../model/resource.js';
import type { Row } from '../../model/row.js';
import { notFound } from '../../twilio/problem.js';
import { conferenceAtTime, hangUpAll } from './conference-life.js';
import { callsInConference } from './seeded-calls.js';

export const conferences: Declaration = {
  name: 'Conferences',
  path: '/2010-04-01/Accounts/{AccountSid}/Conferences',
  update(row, form, world, changes) {
    // A completed conference can be read, but it can no longer be changed.
    if (row.status === 'completed') throw notFound(`Conference ${row.sid}`);
    if (form.get('Status') !== 'completed') return { ...changes, date_updated: world.now() };
    hangUpAll(row.sid, world);
    return { ...changes, reason_conference_ended: 'conference-ended-via-api', date_updated: world.now() };
  },
  atTime: conferenceAtTime,
  *seed(_count, world) {
    const recordings = [...world.table('Recordings').oldestFirst()].filter((row) => row.conference_sid != null);
    for (const { conference_sid: sid, date_created: from, date_updated: to } of recordings) {
      const name = `Room ${String(sid).slice(2, 6)}`;
      yield { ...baseConference(world, String(sid), name), date_created: from, date_updated: to, ...COMPLETED };
    }
    const [first] = callsInConference(world);
    const opened = world.start - 60_000;
    yield {
      ...baseConference(world, world.random.sid('CF'), 'Standup'),
      status: 'in-progress',
      date_created: first?.date_created ?? opened,
      date_updated: first?.start_time ?? opened,
    };
  },
};

const COMPLETED = { status: 'completed', reason_conference_ended: 'last-participant-left' };

/** Builds the row of a conference that a participant is called into. It starts when the participant answers. */
export function newConference(world: World, name: string): Row {
  const now = world.now();
  const row = baseConference(world, world.sid('CF'), name);
  return { ...row, status: 'init', date_created: now, date_updated: now };
}

function baseConference({ accountSid }: Pick<SeedWorld, 'accountSid'>, sid: string, name: string) {
  return { sid, account_sid: accountSid, api_version: '2010-04-01', friendly_name: name, region: 'us1' };
}
