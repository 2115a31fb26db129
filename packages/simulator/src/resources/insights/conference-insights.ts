import type { Resource } from '../resource.js';

export const conferenceInsights: Resource = {
  name: 'ConferenceInsights',
  product: 'insights',
  path: '/v1/Conferences',
  instancePath: '/v1/Conferences/{ConferenceSid}',
  parameters: { ConferenceSid: 'sid' },
  table: 'Conferences',
  share: 0,
  show(row) {
    const isOver = row.status === 'completed';
    const seconds = Math.round((Number(row.date_updated) - Number(row.date_created)) / 1000);
    return {
      conference_sid: row.sid,
      create_time: row.date_created,
      start_time: row.date_created,
      end_time: isOver ? row.date_updated : null,
      duration_seconds: isOver ? seconds : null,
      connect_duration_seconds: isOver ? seconds : null,
      status: isOver ? 'completed' : 'in_progress',
      processing_state: isOver ? 'complete' : 'in_progress',
      end_reason:
        typeof row.reason_conference_ended === 'string' ? row.reason_conference_ended.replaceAll('-', '_') : null,
      ended_by: row.call_sid_ending_conference,
      max_participants: 250,
      max_concurrent_participants: 2,
      unique_participants: 2,
      mixer_region: 'us1',
      mixer_region_requested: 'us1',
      recording_enabled: false,
      tags: [],
    };
  },
  filters: {
    CreatedAfter: { property: 'create_time', by: 'from' },
    CreatedBefore: { property: 'create_time', by: 'until' },
  },
};
