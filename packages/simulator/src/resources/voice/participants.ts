import type { Declaration, Form, Params, Values, World } from '../../model/resource.js';
import type { Row } from '../../model/row.js';
import { newestRows } from '../../model/table.js';
import { notFound, TwilioProblem } from '../../twilio/problem.js';
import { isAbsoluteUrl } from '../absolute-url.js';
import { callNow, hasEnded, newCall } from './call-life.js';
import { callbackSettings, callWebhooks } from './call-webhooks.js';
import { checkEnds } from './calls.js';
import { conferenceNow, hangUp, participantsOf } from './conference-life.js';
import { newConference } from './conferences.js';
import { callsInConference } from './seeded-calls.js';

const [MIN_TIMEOUT_SECONDS, MAX_TIMEOUT_SECONDS] = [5, 600];
const TIMEOUT_MESSAGE = `Timeout must be a number of seconds from ${MIN_TIMEOUT_SECONDS} to ${MAX_TIMEOUT_SECONDS}.`;

/** The status of a participant, by that of its call. A participant whose call has ended has left. */
const STATUSES: Readonly<Record<string, string>> = {
  queued: 'queued',
  ringing: 'ringing',
  'in-progress': 'connected',
};

// Only participants of a conference that is not completed, whose call has not ended, can be found
// (https://www.twilio.com/docs/voice/api/conference-participant-resource).
export const participants: Declaration = {
  name: 'Participants',
  path: '/2010-04-01/Accounts/{AccountSid}/Conferences/{ConferenceSid}/Participants',
  key: ['conference_sid', 'call_sid'],
  defaults: { start_conference_on_enter: true },
  refusals: { Timeout: [21_208, TIMEOUT_MESSAGE] },
  makesParent: conferenceFor,
  // The path can name a participant by the SID of its call or by its label.
  find({ ConferenceSid: conference = '', CallSid: name = '' }, world) {
    const bySid = world.table('Participants').get(`${conference}/${name}`);
    return bySid ?? participantsOf(conference, world).find((row) => row.label === name && isActive(row, world));
  },
  create(form, world, { params, draft }) {
    const ends = check(form, world);
    const conference = params.ConferenceSid ?? '';
    const label = form.get('Label');
    if (label && participantsOf(conference, world).some((row) => row.label === label && isActive(row, world))) {
      throw new TwilioProblem(400, 16_026, `The participant label ${label} is in use by another participant.`);
    }
    const call = world.table('Calls').put({ ...newCall(world, ends), ...callbackSettings(form, world) });
    world.plan(call.sid, callWebhooks(call));
    return { ...draft(), call_sid: call.sid, status: 'queued' };
  },
  atTime: participantAtTime,
  // A participant that is removed is hung up.
  beforeDelete: (row, world) => leave(row, world),
  *seed(_count, world) {
    const [conference] = newestRows(world.table('Conferences'), 1);
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
        queue_time: '0',
        date_created: call.date_created,
        date_updated: call.start_time,
      };
    }
  },
};

/** The conference of a new participant. The path can name it by its friendly name, which starts one of that name if there is none. */
function conferenceFor({ ConferenceSid: name = '' }: Params, form: Form, world: World): Params {
  if (!world.table('Accounts').get(world.accountSid)) return {};
  const bySid = conferenceNow(name, world);
  if (bySid?.status === 'completed' || (!bySid && /^CF[0-9a-f]{32}$/i.test(name))) throw notFound(`Conference ${name}`);
  if (bySid) return { ConferenceSid: bySid.sid };
  check(form, world);
  for (const row of world.table('Conferences').olderThan() ?? []) {
    const isOwn = row.friendly_name === name && row.account_sid === world.accountSid;
    if (isOwn && conferenceNow(row.sid, world)?.status !== 'completed') return { ConferenceSid: row.sid };
  }
  return { ConferenceSid: world.table('Conferences').put(newConference(world, name)).sid };
}

function check(form: Form, world: World) {
  const timeout = Number(form.get('Timeout') || MAX_TIMEOUT_SECONDS);
  if (timeout < MIN_TIMEOUT_SECONDS || timeout > MAX_TIMEOUT_SECONDS) {
    throw new TwilioProblem(400, 21_208, TIMEOUT_MESSAGE);
  }
  const callback = form.get('StatusCallback');
  if (callback && !isAbsoluteUrl(callback)) {
    throw new TwilioProblem(400, 21_609, `The StatusCallback URL ${callback} is not a valid URL.`);
  }
  return checkEnds(form, world);
}

function participantAtTime(row: Row, now: number, world: World): Values {
  const call = callNow(String(row.call_sid), world);
  const isOver = conferenceNow(String(row.conference_sid), world)?.status === 'completed';
  if (isOver || !call || hasEnded(call)) return { deleted_at: now };
  return { status: STATUSES[String(call.status)] ?? 'connecting' };
}

function isActive(row: Row, world: World): boolean {
  return participantAtTime(row, world.now(), world).deleted_at === undefined;
}

/** Ends the conference, too, if this was the last participant or one that ends it. */
function leave(row: Row, world: World): void {
  const conference = String(row.conference_sid);
  hangUp(String(row.call_sid), world);
  const others = participantsOf(conference, world).filter((other) => other !== row && isActiveCall(other, world));
  const endsConference = row.end_conference_on_exit === true;
  if (others.length > 0 && !endsConference) return;
  if (endsConference) for (const { call_sid: call } of others) hangUp(String(call), world);
  world.table('Conferences').update(conference, {
    status: 'completed',
    reason_conference_ended: endsConference
      ? 'participant-with-end-conference-on-exit-kicked'
      : 'last-participant-kicked',
    call_sid_ending_conference: row.call_sid,
    date_updated: world.now(),
  });
}

function isActiveCall(row: Row, world: World): boolean {
  const call = callNow(String(row.call_sid), world);
  return call !== undefined && !hasEnded(call);
}
