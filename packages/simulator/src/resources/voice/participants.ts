import type { Declaration } from '../../model/resource.js';
import { newestRows } from '../../model/table.js';
import { newCall } from './call-life.js';
import { callbackSettings, callWebhooks } from './call-webhooks.js';
import { callsInConference } from './seeded-calls.js';

export const participants: Declaration = {
  name: 'Participants',
  path: '/2010-04-01/Accounts/{AccountSid}/Conferences/{ConferenceSid}/Participants',
  key: ['conference_sid', 'call_sid'],
  defaults: { start_conference_on_enter: true },
  // The path can name a participant by the SID of its call or by its label.
  find({ ConferenceSid: conference = '', CallSid: name = '' }, world) {
    const table = world.table('Participants');
    const bySid = table.get(`${conference}/${name}`);
    if (bySid) return bySid;
    for (const row of table.oldestFirst()) if (row.conference_sid === conference && row.label === name) return row;
    return undefined;
  },
  create(form, world, { draft }) {
    const ends = { to: form.get('To') ?? '', from: form.get('From') ?? '' };
    const call = world.table('Calls').put({ ...newCall(world, ends), ...callbackSettings(form, world) });
    world.plan(call.sid, callWebhooks(call));
    return { ...draft(), call_sid: call.sid, status: 'queued' };
  },
  *seed(_count, world) {
    const conference = newestRows(world.table('Conferences'), 1)[0];
    for (const call of callsInConference(world)) {
      yield {
        sid: call.sid,
        account_sid: world.accountSid,
        conference_sid: conference?.sid,
        call_sid: call.sid,
        label: null,
        muted: false,
        hold: false,
        start_conference_on_enter: true,
        end_conference_on_exit: false,
        coaching: false,
        status: 'connected',
        queue_time: '0',
        date_created: call.date_created,
        date_updated: call.start_time,
      };
    }
  },
};
