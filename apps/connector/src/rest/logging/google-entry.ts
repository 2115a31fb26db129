import type { LogEntry } from '../../logs/log-entry.js';

/** Google's monitored resource for a connection. */
const RESOURCE_TYPE = 'connectors.googleapis.com/Connection';
/** The id of the log, encoded as in a name. */
const LOG_ID = encodeURIComponent('connectors.googleapis.com/connection');
const PRODUCER = 'twilio-connector';

/** The part of an entry that depends on its connection alone. */
export function toGoogleSource(connection: string) {
  const [, project_id = '', , location = '', , connection_id = ''] = connection.split('/');
  return {
    logName: `projects/${project_id}/logs/${LOG_ID}`,
    resource: { type: RESOURCE_TYPE, labels: { project_id, location, connection_id } },
  };
}

/** An entry as Google's LogEntry: https://cloud.google.com/logging/docs/reference/v2/rest/v2/LogEntry */
export function toGoogleEntry({ id, timeMs, connection, severity, callId, place, receiveTime, payload }: LogEntry) {
  return {
    ...toGoogleSource(connection),
    timestamp: new Date(timeMs).toISOString(),
    receiveTimestamp: receiveTime,
    severity,
    insertId: id,
    ...(callId !== undefined && {
      labels: { call_id: callId },
      operation: {
        id: callId,
        producer: PRODUCER,
        ...((place === 'first' || place === 'only') && { first: true }),
        ...((place === 'last' || place === 'only') && { last: true }),
      },
    }),
    jsonPayload: payload,
  };
}

export type GoogleEntry = ReturnType<typeof toGoogleEntry>;
