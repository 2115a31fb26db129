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

/** Joins the log, the metrics and the secrets that the log hides. `close` logs what was only counted until then. */
export function openObservability({ env, secrets, logDestination, ...sources }: ObservabilityOptions) {
  const known = createKnownSecrets(secrets);
  const level = env.CONNECTOR_LOG_LEVEL ?? 'info';
  const log = createLog({ level, hide: known.hide, destination: logDestination });
  const refusals = createRefusalLog(log);
  const summing = setInterval(() => refusals.sum(), SUM_INTERVAL_MS).unref();
  return {
    known,
    log,
    refusals,
    metrics: createMetrics({ ...sources, droppedLogLines: log.dropped }),
    close: () => {
      clearInterval(summing);
      refusals.sum();
    },
  };
}
