import type { Attributes, Meter } from '@opentelemetry/api';
import { PrometheusExporter, PrometheusSerializer } from '@opentelemetry/exporter-prometheus';
import { type IMetricReader, MeterProvider, type ResourceMetrics } from '@opentelemetry/sdk-metrics';
import {
  CONNECTION_SCOPE,
  type ConnectionMetrics,
  type ConnectionNodes,
  createConnectionMetrics,
} from './connection-metrics.js';

// In seconds, up to the time limit of a call (180 s).
const BUCKETS = [0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30, 60, 180];

/** The counters of the queue, read when the metrics are collected. */
export interface QueueCounts {
  readonly queued: number;
  readonly throttled: number;
  readonly refused: number;
  readonly waited: number;
  readonly waitMs: number;
}

/** The metrics of a process. */
export interface Metrics {
  /** A REST request was answered. The duration of a request that could not be read is unknown. */
  request(request: { readonly method: string; readonly status: number; readonly durationMs?: number }): void;
  /** An HTTP attempt at Twilio ended: with a status, or with an error code if there is none. */
  attempt(attempt: Parameters<ConnectionMetrics['attempt']>[0] & { readonly method: string }): void;
  call: ConnectionMetrics['call'];
  /** A client was disconnected because it holds too much. */
  clientDisconnected(reason: string): void;
  /**
   * In the Prometheus text format.
   *
   * @param mayName whether to show the metrics of a connection, or of `other` connections. Default: of none
   */
  toText(mayName?: (connection: string) => Promise<boolean>): Promise<string>;
}

/** The counters of other parts, read when the metrics are collected. */
export interface MetricsSources {
  readonly queue: () => QueueCounts;
  /** The log lines so far that could not be logged. */
  readonly droppedLogLines: () => number;
  /** The memory that calls in flight have reserved. */
  readonly reservedBytes: () => number;
  /** Readers of the metrics beside `toText`, such as one that exports them. Default: none. */
  readonly readers?: readonly IMetricReader[];
  /** The entries of the logs of connections that were lost so far. */
  readonly lostLogEntries: () => number;
  /** All connections. */
  readonly connections: () => Promise<readonly ConnectionNodes[]>;
}

/** Creates the metrics, once per process. */
export function createMetrics(sources: MetricsSources): Metrics {
  const { connections, readers = [] } = sources;
  const exporter = new PrometheusExporter({ preventServerStart: true });
  const provider = new MeterProvider({ readers: [exporter, ...readers] });
  const ofConnections = createConnectionMetrics(provider.getMeter(CONNECTION_SCOPE), connections);
  const meter = provider.getMeter('twilio-connector');
  const histogram = (name: string, description: string) =>
    meter.createHistogram(name, { description, advice: { explicitBucketBoundaries: BUCKETS } });

  const latency = histogram('twilio_connector_request_duration_seconds', 'Time to answer a REST request.');
  const requests = meter.createCounter('twilio_connector_requests', { description: 'REST requests answered.' });
  const attemptLatency = histogram(
    'twilio_connector_twilio_attempt_duration_seconds',
    'Duration of one HTTP attempt at Twilio.',
  );
  const attempts = meter.createCounter('twilio_connector_twilio_attempts', {
    description: 'HTTP attempts at Twilio (transactions).',
  });
  const disconnected = meter.createCounter('twilio_connector_clients_disconnected', {
    description: 'Clients that were disconnected because they hold too many sockets, requests or answers.',
  });
  observeSources(meter, sources);

  const serializer = new PrometheusSerializer(undefined, false, undefined, true, true);
  return {
    request({ method, status, durationMs }) {
      requests.add(1, { method, status });
      if (durationMs !== undefined) latency.record(durationMs / 1000, { method });
    },
    attempt(attempt) {
      const { method, status, error, durationMs } = attempt;
      attempts.add(1, { method, outcome: error ?? String(status) });
      attemptLatency.record(durationMs / 1000, { method });
      ofConnections.attempt(attempt);
    },
    call: (call) => ofConnections.call(call),
    clientDisconnected(reason) {
      disconnected.add(1, { reason });
    },
    async toText(mayName = async () => false) {
      const { resourceMetrics } = await exporter.collect();
      return serializer.serialize(await withNames(resourceMetrics, mayName));
    },
  };
}

/** Reads the counters of other parts when the metrics are collected. */
function observeSources(meter: Meter, { queue, droppedLogLines, lostLogEntries, reservedBytes }: MetricsSources): void {
  const read = (kind: 'Counter' | 'Gauge', name: string, description: string, value: () => number) =>
    meter[`createObservable${kind}`](`twilio_connector_${name}`, { description }).addCallback((result) =>
      result.observe(value()),
    );
  read('Counter', 'throttled', 'Requests to Twilio that had to queue.', () => queue().throttled);
  read('Counter', 'refused', 'Requests to Twilio refused by the queue.', () => queue().refused);
  read('Counter', 'queue_waited', 'Requests to Twilio that queued and then started.', () => queue().waited);
  read('Counter', 'queue_wait_seconds', 'Total time in the queue.', () => queue().waitMs / 1000);
  read('Counter', 'log_lines_dropped', 'Log lines that could not be written.', droppedLogLines);
  read('Counter', 'log_entries_lost', 'Entries of the logs of connections that could not be kept.', lostLogEntries);
  read('Gauge', 'queued', 'Requests to Twilio in the queue.', () => queue().queued);
  read('Gauge', 'call_memory_bytes', 'Memory that calls in flight hold.', reservedBytes);
}

/** Leaves out the metrics of connections that must not be named. */
async function withNames(
  { scopeMetrics, ...metrics }: ResourceMetrics,
  mayName: (connection: string) => Promise<boolean>,
): Promise<ResourceMetrics> {
  const scopes = await Promise.all(
    scopeMetrics.map(async (scope) => {
      if (scope.scope.name !== CONNECTION_SCOPE) return scope;
      const names = scope.metrics.flatMap(({ dataPoints }) => dataPoints.map(nameOf));
      const shown = new Map(
        await Promise.all([...new Set(names)].map(async (name) => [name, await mayName(name)] as const)),
      );
      const kept = scope.metrics.map((metric) => ({
        ...metric,
        dataPoints: metric.dataPoints.filter((point) => shown.get(nameOf(point))),
      }));
      return { ...scope, metrics: kept.filter(({ dataPoints }) => dataPoints.length > 0) as typeof scope.metrics };
    }),
  );
  return { ...metrics, scopeMetrics: scopes };
}

function nameOf({ attributes }: { readonly attributes: Attributes }): string {
  return String(attributes.connection);
}
