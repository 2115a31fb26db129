import type { Env } from '../env.js';
import type { LogDestination } from './buffered-output.js';
import { createKnownSecrets } from './known-secrets.js';
import { createLog } from './log.js';
import { createMetrics, type MetricsSources } from './metrics.js';
import { createRefusalLog } from './refusal-log.js';

interface ObservabilityOptions extends Omit<MetricsSources, 'droppedLogLines'> {
  readonly env: Env;
  /** The secrets of the server itself. */
  readonly secrets: readonly string[];
  readonly logDestination: LogDestination;
}

const SUM_INTERVAL_MS = 60_000;

/**
 * Joins the log, the metrics, their export and the secrets that the log hides. `close` logs what was only counted until then, and
 * exports what was not exported yet.
 */
export async function openObservability({ env, secrets, logDestination, ...sources }: ObservabilityOptions) {
  const known = createKnownSecrets(secrets);
  const level = env.CONNECTOR_LOG_LEVEL ?? 'info';
  const log = createLog({ level, hide: known.hide, destination: logDestination });
  const refusals = createRefusalLog(log);
  const summing = setInterval(() => refusals.sum(), SUM_INTERVAL_MS).unref();
  const { OTEL_EXPORTER_OTLP_ENDPOINT: endpoint } = env;
  // The exporter is large, and most servers do not use it.
  const otlp = endpoint === undefined ? undefined : (await import('./otlp.js')).openOtlp(endpoint);
  return {
    known,
    log,
    refusals,
    metrics: createMetrics({ ...sources, droppedLogLines: log.dropped, readers: otlp ? [otlp.reader] : [] }),
    /** Is told of calls and attempts, to export them as spans. */
    tracing: otlp ?? {},
    async close() {
      clearInterval(summing);
      refusals.sum();
      await otlp?.close();
    },
  };
}
