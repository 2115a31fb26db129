import { newCall } from './calls.js';
import type { Resource } from '../resource.js';

export const participants: Resource = {
  name: 'Participants',
  path: '/2010-04-01/Accounts/{AccountSid}/Conferences/{ConferenceSid}/Participants',
  instancePath: '/2010-04-01/Accounts/{AccountSid}/Conferences/{ConferenceSid}/Participants/{CallSid}',
  key: ['conference_sid', 'call_sid'],
  isAlso: (row, word) => row.label === word,
  share: 0.1,
  blank: {
    status: 'queued',
    muted: false,
    hold: false,
    coaching: false,
    start_conference_on_enter: true,
    end_conference_on_exit: false,
    queue_time: '0',
  },
  // Whoever joins is called.
  create(form, world, draft) {
    const call = newCall(world, { to: form.get('To') ?? '', from: form.get('From') ?? '' });
    return { ...draft(), call_sid: world.table('Calls').put(call).sid };
  },
  sample(_draft, { index, parent, other }) {
    return {
      call_sid: other('Calls')?.sid,
      label: `guest-${index + 1}`,
      status: parent?.status === 'completed' ? 'complete' : 'connected',
      call_sid_to_coach: null,
    };
  },
};
