import type { Declaration, SeedWorld, Values } from '../../model/resource.js';
import { type Row, textOf } from '../../model/row.js';

const METRICS = { total_packets_received: 3000, total_packets_lost: 0, jitter: { avg: 0.2, max: 1.1 }, mos: 4.4 };

export const conferenceParticipantSummaries: Declaration = {
  name: 'ConferenceParticipantSummaries',
  product: 'insights',
  path: '/v1/Conferences/{ConferenceSid}/Participants',
  instancePath: '/v1/Conferences/{ConferenceSid}/Participants/{ParticipantSid}',
  key: ['participant_sid'],
  filters: {
    Events: { test: (row, value) => value in ((row.events as Values | null) ?? {}) },
  },
  *seed(_count, world) {
    for (const conference of world.table('ConferenceInsights').oldestFirst()) {
      const participants = [...world.table('Participants').oldestFirst()];
      for (const [index, row] of participants.filter((each) => each.conference_sid === conference.sid).entries()) {
        yield summaryOf(conference, row, { isFirst: index === 0, world });
      }
    }
  },
};

function summaryOf(
  conference: Row,
  participant: Row,
  { isFirst, world }: { readonly isFirst: boolean; readonly world: SeedWorld },
): Row {
  const callSid = textOf(participant, 'call_sid');
  const call = world.table('Calls').get(callSid);
  const isOver = conference.end_time != null;
  const sid = `CP${callSid.slice(2)}`;
  return {
    sid,
    participant_sid: sid,
    label: participant.label ?? null,
    conference_sid: conference.sid,
    call_sid: callSid,
    account_sid: world.accountSid,
    call_direction: call?.direction === 'inbound' ? 'inbound' : 'outbound',
    from: call?.from ?? null,
    to: call?.to ?? null,
    call_status: isOver ? 'completed' : 'answered',
    call_type: 'carrier',
    country_code: 'US',
    is_moderator: isFirst,
    join_time: conference.start_time,
    leave_time: conference.end_time,
    duration_seconds: isOver ? conference.duration_seconds : null,
    outbound_queue_length: 0,
    outbound_time_in_queue: 0,
    jitter_buffer_size: 'small',
    is_coach: false,
    coached_participants: null,
    participant_region: 'us1',
    conference_region: conference.mixer_region,
    processing_state: conference.processing_state,
    properties: { start_conference_on_enter: isFirst, end_conference_on_exit: false, enter_muted: false },
    events: { mute: [conference.start_time] },
    metrics: { inbound: METRICS, outbound: METRICS },
  };
}
