import type { Meter } from '@opentelemetry/api';
import { createConnectionLabels } from './connection-labels.js';

/** The scope of the metrics that name connections. They are shown only to those who may see the names. */
export const CONNECTION_SCOPE = 'twilio-connector/connections';

/** A connection and its current nodes. */
export interface ConnectionNodes {
  readonly name: string;
  readonly nodes: number;
}

/** Counts what the connections do, each under its own label. */
export interface ConnectionMetrics {
  attempt(attempt: {
    readonly connection: string;
    readonly status?: number;
    readonly error?: string;
    readonly waitMs: number;
    readonly durationMs: number;
    readonly attempt: number;
  }): void;
  call(call: {
    readonly record: { readonly resource: string; readonly subject?: { readonly operation: string } };
    readonly failure: { readonly code: string; readonly reason: string } | undefined;
  }): void;
}

/** The number of connections with labels. All others are `other`. */
const MAX_LABELS = 100;
// In seconds. A request waits at most ten seconds for a slot, and takes at most thirty.
const BUCKETS = [0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30];
/** An attempt that waited for so long had to wait for a slot. A shorter wait is the time that asking for one takes. */
export const THROTTLED_MS = 1;

export function createConnectionMetrics(
  meter: Meter,
  connections: () => Promise<readonly ConnectionNodes[]>,
): ConnectionMetrics {
  const labels = createConnectionLabels(MAX_LABELS);
  const counter = (name: string, description: string) =>
    meter.createCounter(`twilio_connector_connection_${name}`, { description });
  const histogram = (name: string, description: string) =>
    meter.createHistogram(`twilio_connector_connection_${name}`, {
      description,
      advice: { explicitBucketBoundaries: BUCKETS },
    });
  const transactions = counter('transactions', 'HTTP attempts at Twilio.');
  const throttled = counter('throttled', 'HTTP attempts at Twilio that had to wait for a slot.');
  const retries = counter('retries', 'HTTP attempts at Twilio after the first one of a request.');
  const calls = counter('calls', 'Calls on entities and actions.');
  const latency = histogram('latency_seconds', 'Duration of one HTTP attempt at Twilio.');
  const waits = histogram('queue_wait_seconds', 'Time that HTTP attempts waited for a slot.');
  meter
    .createObservableGauge('twilio_connector_connection_nodes', { description: 'Nodes of the connection.' })
    .addCallback(async (result) => {
      const sums = new Map<string, number>();
      for (const { name, nodes } of await connections()) {
        const connection = labels.labelOf(name);
        sums.set(connection, (sums.get(connection) ?? 0) + nodes);
      }
      for (const [connection, nodes] of sums) result.observe(nodes, { connection });
    });
  return {
    attempt({ connection: name, status, error, waitMs, durationMs, attempt }) {
      const connection = labels.count(name);
      transactions.add(1, { connection, status: error ?? String(status) });
      if (waitMs >= THROTTLED_MS) throttled.add(1, { connection });
      if (attempt > 1) retries.add(1, { connection });
      latency.record(durationMs / 1000, { connection });
      waits.record(waitMs / 1000, { connection });
    },
    call({ record: { resource, subject }, failure }) {
      if (!subject) return;
      const connection = labels.labelOf(resource);
      calls.add(1, { connection, operation: subject.operation, status: failure?.code ?? 'OK' });
    },
  };
}
