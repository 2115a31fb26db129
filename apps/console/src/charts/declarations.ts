import type { ChartDeclaration } from './read-chart.ts';

const REQUESTS = 'connectors.googleapis.com/connection/request_count';
const NODES = 'connectors.googleapis.com/connection/nodes';
const LATENCY = 'twilio-connector/latency';
const WAIT = 'twilio-connector/queue_wait';

export const TRANSACTIONS: ChartDeclaration = {
  title: 'Transactions by outcome',
  unit: 'requests',
  isCount: true,
  lines: [{ label: 'status', metric: REQUESTS, aligner: 'ALIGN_DELTA' }],
};

export const FAILED_CALLS: ChartDeclaration = {
  title: 'Failed calls by reason',
  unit: 'calls',
  isCount: true,
  lines: [
    {
      label: 'status',
      metric: 'twilio-connector/calls',
      aligner: 'ALIGN_DELTA',
      filter: 'metric.labels.status != "OK"',
    },
  ],
};

/** The charts of the monitoring page. */
export const CHARTS: readonly ChartDeclaration[] = [
  TRANSACTIONS,
  FAILED_CALLS,
  {
    title: 'Latency of Twilio',
    unit: 'ms',
    lines: [
      { name: 'p50', metric: LATENCY, aligner: 'ALIGN_PERCENTILE_50' },
      { name: 'p95', metric: LATENCY, aligner: 'ALIGN_PERCENTILE_95' },
      { name: 'p99', metric: LATENCY, aligner: 'ALIGN_PERCENTILE_99' },
    ],
  },
  {
    title: 'Throttled and refused',
    unit: 'requests',
    isCount: true,
    lines: [
      { name: 'waited for a slot', metric: 'twilio-connector/throttled', aligner: 'ALIGN_DELTA' },
      { name: 'refused', metric: 'twilio-connector/refused', aligner: 'ALIGN_DELTA' },
      { name: 'retried', metric: 'twilio-connector/retries', aligner: 'ALIGN_DELTA' },
    ],
  },
  {
    title: 'Wait for a slot',
    unit: 'ms',
    lines: [
      { name: 'p50', metric: WAIT, aligner: 'ALIGN_PERCENTILE_50' },
      { name: 'p95', metric: WAIT, aligner: 'ALIGN_PERCENTILE_95' },
    ],
  },
  {
    title: 'Nodes',
    unit: 'nodes',
    lines: [
      { name: 'least', metric: NODES, aligner: 'ALIGN_MIN' },
      { name: 'most', metric: NODES, aligner: 'ALIGN_MAX' },
    ],
  },
];
