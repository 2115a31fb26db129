import type { Declaration } from '../../model/resource.js';
import { newestRows } from '../../model/table.js';

const MAX_ROWS = 50;

export const conferenceInsights: Declaration = {
  name: 'ConferenceInsights',
  product: 'insights',
  path: '/v1/Conferences',
  key: ['conference_sid'],
  filters: {
    CreatedAfter: { property: 'create_time', by: 'time', sign: '>' },
    CreatedBefore: { property: 'create_time', by: 'time', sign: '<' },
    Tags: { by: 'none' },
    DetectedIssues: { by: 'none' },
  },
  *seed(_count, world) {
    for (const conference of newestRows(world.table('Conferences'), MAX_ROWS).toReversed()) {
      const seconds = (Number(conference.date_updated) - Number(conference.date_created)) / 1000;
      const isOver = conference.status === 'completed';
      yield {
        sid: conference.sid,
        conference_sid: conference.sid,
        account_sid: world.accountSid,
        friendly_name: conference.friendly_name,
        create_time: conference.date_created,
        start_time: conference.date_created,
        end_time: isOver ? conference.date_updated : null,
        duration_seconds: Math.round(seconds),
        connect_duration_seconds: Math.round(seconds),
        status: isOver ? 'completed' : 'in_progress',
        end_reason: isOver ? 'last_participant_left' : null,
        max_participants: 250,
        max_concurrent_participants: 2,
        unique_participants: 2,
        mixer_region: 'us1',
        mixer_region_requested: 'us1',
        recording_enabled: isOver,
        processing_state: isOver ? 'complete' : 'in_progress',
        tags: [],
      };
    }
  },
};
