import { TwilioProblem } from '../../problem.js';
import type { Row, Values } from '../../store.js';
import type { Form, Resource, World } from '../resource.js';

const UNDER_WAY = ['in-progress', 'paused'];

export const callRecordings: Resource = {
  name: 'CallRecordings',
  path: '/2010-04-01/Accounts/{AccountSid}/Calls/{CallSid}/Recordings',
  table: 'Recordings',
  share: 0,
  createdStatus: 201,
  isAlso: isCurrent,
  create(form, world, draft) {
    const given = draft();
    checkCall(given, world);
    return {
      ...given,
      status: 'in-progress',
      source: 'StartCallRecordingAPI',
      channels: form.get('RecordingChannels') === 'dual' ? 2 : 1,
      track: form.get('RecordingTrack') ?? 'both',
      start_time: given.date_created,
      media_url: `https://api.twilio.com/2010-04-01/Accounts/${world.accountSid}/Recordings/${given.sid}`,
    };
  },
  update: change,
};

/** Only a call that is under way has a sound. */
function checkCall({ call_sid: sid }: Row, world: World): void {
  const call = world.table('Calls').get(String(sid));
  const isUnderWay = call?.moves === true && world.now() - Number(call.date_created) < 13_000;
  if (isUnderWay) return;
  throw new TwilioProblem(400, 21_220, 'Call is not in a state that allows this; it is not in progress.');
}

export const conferenceRecordings: Resource = {
  name: 'ConferenceRecordings',
  path: '/2010-04-01/Accounts/{AccountSid}/Conferences/{ConferenceSid}/Recordings',
  table: 'Recordings',
  share: 0,
  isAlso: isCurrent,
  update: change,
};

function isCurrent(row: Row, word: string): boolean {
  return word === 'Twilio.CURRENT' && UNDER_WAY.includes(String(row.status));
}

function change(row: Row, form: Form, _world: World, { date_updated: now }: Values): Values {
  const status = form.get('Status');
  if (!UNDER_WAY.includes(String(row.status))) {
    throw new TwilioProblem(
      400,
      21_220,
      `The recording is not in a state that allows this; it is ${String(row.status)}.`,
    );
  }
  if (status !== 'stopped') return { status, date_updated: now };
  const seconds = Math.round((Number(now) - Number(row.start_time)) / 1000);
  return { status, date_updated: now, duration: String(seconds) };
}
