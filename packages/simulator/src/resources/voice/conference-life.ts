import type { Values, World } from '../../model/resource.js';
import type { Row } from '../../model/row.js';
import { callNow, hasEnded, hungUp } from './call-life.js';
import { callWebhooks } from './call-webhooks.js';

/**
 * The values of a conference that follow from the calls of its participants; undefined when none do. It starts when one of them
 * is answered and ends when all of them have ended, or one whose end ends the conference.
 */
export function conferenceAtTime(row: Row, _now: number, world: World): Values | undefined {
  if (row.status === 'completed') return undefined;
  const members = participantsOf(row.sid, world).map((participant) => ({
    participant,
    call: callNow(String(participant.call_sid), world),
  }));
  if (members.length === 0) return undefined;
  const ended = members.filter(({ call }) => !call || hasEnded(call));
  const ending = ended.find(({ participant }) => participant.end_conference_on_exit === true);
  if (ending) return endedBy(ending.call, 'participant-with-end-conference-on-exit-left');
  if (ended.length === members.length) return endedBy(lastOf(ended)?.call, 'last-participant-left');
  const starts = members
    .filter(({ participant, call }) => participant.start_conference_on_enter !== false && call?.start_time != null)
    .map(({ call }) => Number(call?.start_time));
  if (row.status === 'in-progress' || starts.length === 0) return undefined;
  return { status: 'in-progress', date_updated: Math.min(...starts) };
}

/** A conference in its current state; undefined when it does not exist. */
export function conferenceNow(sid: string, world: World): Row | undefined {
  const row = world.table('Conferences').get(sid);
  return row && { ...row, ...conferenceAtTime(row, world.now(), world) };
}

/** Hangs up everyone in a conference. */
export function hangUpAll(conference: string, world: World): void {
  for (const { call_sid: call } of participantsOf(conference, world)) hangUp(String(call), world);
}

/** Ends a call unless it has ended. */
export function hangUp(sid: string, world: World): void {
  const call = callNow(sid, world);
  if (!call || hasEnded(call)) return;
  const ended = hungUp(call, world);
  world.table('Calls').update(sid, ended);
  world.plan(sid, callWebhooks({ ...call, ...ended, sid }));
}

/** The participants of a conference, also those that have left it because their call has ended. */
export function participantsOf(conference: string, world: World): readonly Row[] {
  return [...world.table('Participants').oldestFirst()].filter((row) => row.conference_sid === conference);
}

function endedBy(call: Row | undefined, reason: string): Values {
  return {
    status: 'completed',
    reason_conference_ended: reason,
    call_sid_ending_conference: call?.sid ?? null,
    ...(call && { date_updated: call.end_time }),
  };
}

function lastOf<T extends { readonly call: Row | undefined }>(ended: readonly T[]): T | undefined {
  return ended.toSorted((a, b) => Number(a.call?.end_time ?? 0) - Number(b.call?.end_time ?? 0)).at(-1);
}
