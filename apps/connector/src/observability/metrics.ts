import { PrometheusExporter, PrometheusSerializer } from '@opentelemetry/exporter-prometheus';
import { MeterProvider } from '@opentelemetry/sdk-metrics';

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
  attempt(attempt: {
    readonly method: string;
    readonly status?: number;
    readonly error?: string;
    readonly durationMs: number;
  }): void;
  /** A client was disconnected because it holds too much. */
  clientDisconnected(reason: string): void;
  /** In the Prometheus text format. */
  toText(): Promise<string>;
}

/** The counters of other parts, read when the metrics are collected. */
export interface MetricsSources {
  readonly queue: () => QueueCounts;
  /** The log lines so far that could not be logged. */
  readonly droppedLogLines: () => number;
  /** The memory that calls in flight have reserved. */
  readonly reservedBytes: () => number;
}

/** Creates the metrics, once per process. */
export function createMetrics({ queue, droppedLogLines, reservedBytes }: MetricsSources): Metrics {
  const exporter = new PrometheusExporter({ preventServerStart: true });
  const meter = new MeterProvider({ readers: [exporter] }).getMeter('twilio-connector');
  const histogram = (name: string, description: string) =>
    meter.createHistogram(name, { description, advice: { explicitBucketBoundaries: BUCKETS } });
  const observe = (name: string, description: string, read: (counts: QueueCounts) => number) =>
    meter.createObservableCounter(name, { description }).addCallback((result) => result.observe(read(queue())));

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
  observe('twilio_connector_throttled', 'Requests to Twilio that had to queue.', ({ throttled }) => throttled);
  observe('twilio_connector_refused', 'Requests to Twilio refused by the queue.', ({ refused }) => refused);
  observe('twilio_connector_queue_waited', 'Requests to Twilio that queued and then started.', ({ waited }) => waited);
  observe('twilio_connector_queue_wait_seconds', 'Total time in the queue.', ({ waitMs }) => waitMs / 1000);
  meter
    .createObservableCounter('twilio_connector_log_lines_dropped', {
      description: 'Log lines that could not be written.',
    })
    .addCallback((result) => result.observe(droppedLogLines()));
  meter
    .createObservableGauge('twilio_connector_queued', { description: 'Requests to Twilio in the queue.' })
    .addCallback((result) => result.observe(queue().queued));

  meter
    .createObservableGauge('twilio_connector_call_memory_bytes', { description: 'Memory that calls in flight hold.' })
    .addCallback((result) => result.observe(reservedBytes()));

  const serializer = new PrometheusSerializer(undefined, false, undefined, true, true);
  return {
    request({ method, status, durationMs }) {
      requests.add(1, { method, status });
      if (durationMs !== undefined) latency.record(durationMs / 1000, { method });
    },
    attempt({ method, status, error, durationMs }) {
      attempts.add(1, { method, outcome: error ?? String(status) });
      attemptLatency.record(durationMs / 1000, { method });
    },
    clientDisconnected(reason) {
      disconnected.add(1, { reason });
    },
    async toText() {
      const { resourceMetrics } = await exporter.collect();
      return serializer.serialize(resourceMetrics);
    },
  };
}
