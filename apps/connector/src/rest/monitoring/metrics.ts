import { callLabels } from '../../usage/counts.js';
import type { Histogram } from '../../usage/histogram.js';
import type { Point } from '../../usage/point.js';

/** A value of a series at one point. */
export type Value = number | Histogram;
export type Labels = Readonly<Record<string, string>>;

/** A metric, as Cloud Monitoring describes it, and how its series follow from usage. */
export interface Metric {
  readonly type: string;
  readonly displayName: string;
  readonly description: string;
  /** DELTA: a change over an interval. GAUGE: a state at its end. */
  readonly metricKind: 'DELTA' | 'GAUGE';
  readonly valueType: 'INT64' | 'DOUBLE' | 'DISTRIBUTION';
  readonly unit: string;
  /** The labels of its series beside those of the connection, with descriptions. */
  readonly labels: Labels;
  /** One value for each series that has one in the interval. */
  readonly values: (point: Point) => readonly (readonly [Labels, Value])[];
}

/** The metrics that Google's Integration Connectors have. Google documents their names, but not all of their labels. */
const OF_GOOGLE: readonly Metric[] = [
  {
    type: 'connectors.googleapis.com/connection/request_count',
    displayName: 'Request count',
    description: 'Transactions: HTTP requests that the connection sent to Twilio, retries included.',
    metricKind: 'DELTA',
    valueType: 'INT64',
    unit: '1',
    labels: { status: 'The HTTP status of the answer, or an error code such as ECONNRESET if there was none.' },
    values: ({ counts }) => [...counts.transactions].map(([status, count]) => [{ status: String(status) }, count]),
  },
  {
    type: 'connectors.googleapis.com/connection/nodes',
    displayName: 'Nodes',
    description: 'The highest number of nodes that the connection had in the interval.',
    metricKind: 'GAUGE',
    valueType: 'INT64',
    unit: '1',
    labels: {},
    values: ({ nodes }) => (nodes ? [[{}, nodes.max]] : []),
  },
  {
    type: 'connectors.googleapis.com/connection/state',
    displayName: 'Connection state',
    description: '1 if the connection is active, otherwise 0.',
    metricKind: 'GAUGE',
    valueType: 'INT64',
    unit: '1',
    labels: {},
    values: ({ state }) => (state === undefined ? [] : [[{}, state === 'ACTIVE' ? 1 : 0]]),
  },
  {
    type: 'connectors.googleapis.com/connection/connection_status',
    displayName: 'Connection status',
    description: 'Always 1, in the series of the status that the connection has.',
    metricKind: 'GAUGE',
    valueType: 'INT64',
    unit: '1',
    labels: { status: 'The state of the connection, such as ACTIVE, INACTIVE or ERROR.' },
    values: ({ state }) => (state === undefined ? [] : [[{ status: state }, 1]]),
  },
];

type CountName = 'throttled' | 'refused' | 'retries';

function ofCount(name: CountName, displayName: string, description: string): Metric {
  return {
    type: `twilio-connector/${name}`,
    displayName,
    description,
    metricKind: 'DELTA',
    valueType: 'INT64',
    unit: '1',
    labels: {},
    values: ({ counts }) => (counts[name] > 0 ? [[{}, counts[name]]] : []),
  };
}

function ofDurations(name: string, displayName: string, description: string, key: 'latencies' | 'waits'): Metric {
  return {
    type: `twilio-connector/${name}`,
    displayName,
    description,
    metricKind: 'DELTA',
    valueType: 'DISTRIBUTION',
    unit: 'ms',
    labels: {},
    values: ({ counts }) => (counts[key].count > 0 ? [[{}, counts[key]]] : []),
  };
}

const OURS: readonly Metric[] = [
  ofCount('throttled', 'Throttled', 'Transactions that had to wait, because the nodes or Twilio were at their limit.'),
  ofCount('refused', 'Refused', 'Calls that were refused, because the queue was full or the wait was too long.'),
  ofCount('retries', 'Retries', 'Transactions after the first one of a request.'),
  ofDurations('latency', 'Latency', 'The time from the start of a transaction to the end of the answer.', 'latencies'),
  ofDurations('queue_wait', 'Queue wait', 'The time that transactions waited for a slot.', 'waits'),
  {
    type: 'twilio-connector/node_seconds',
    displayName: 'Node-seconds',
    description: 'The number of nodes, summed over the seconds of the interval.',
    metricKind: 'DELTA',
    valueType: 'DOUBLE',
    unit: 's',
    labels: {},
    values: ({ nodes }) => (nodes && nodes.seconds > 0 ? [[{}, nodes.seconds]] : []),
  },
  {
    type: 'twilio-connector/calls',
    displayName: 'Calls',
    description: 'Calls on entities and actions.',
    metricKind: 'DELTA',
    valueType: 'INT64',
    unit: '1',
    labels: {
      operation: 'LIST, GET, CREATE, UPDATE, DELETE, or EXECUTE for an action.',
      type: 'The entity type or the action.',
      status: 'OK, or the canonical code of the failure, such as RESOURCE_EXHAUSTED.',
    },
    values: ({ counts }) => [...counts.calls].map(([key, count]) => [{ ...callLabels(key) }, count]),
  },
];

/** Every metric. */
export const METRICS: readonly Metric[] = [...OF_GOOGLE, ...OURS];

/** The monitored resource of every series. */
export const RESOURCE_TYPE = 'connectors.googleapis.com/Connection';

/** The labels of a connection. Google documents `location`, `connection` and `provider`. */
export function resourceLabels(connection: string): Labels {
  const [, project = '', , location = '', , id = ''] = connection.split('/');
  return { resource_container: project, location, connection: id, provider: 'twilio' };
}
