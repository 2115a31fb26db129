import { OTLPMetricExporter } from '@opentelemetry/exporter-metrics-otlp-http';
import { OTLPTraceExporter } from '@opentelemetry/exporter-trace-otlp-http';
import { type IMetricReader, PeriodicExportingMetricReader } from '@opentelemetry/sdk-metrics';
import { BatchSpanProcessor } from '@opentelemetry/sdk-trace';
import { createTracing, type Tracing } from './tracing.js';

/** The export of metrics and traces over OTLP/HTTP. */
export interface Otlp extends Pick<Tracing, 'call' | 'attempt'> {
  /** Exports the metrics once a minute. */
  readonly reader: IMetricReader;
  /** Exports what was not exported yet. A collector that does not answer delays it by a few seconds at most. */
  close(): Promise<void>;
}

const EXPORT_MS = 60_000;
const TIMEOUT_MS = 3000;

/**
 * @param endpoint the URL of the collector. The exporters also read `OTEL_EXPORTER_OTLP_HEADERS` and the other variables of
 * OpenTelemetry from the environment.
 */
export function openOtlp(endpoint: string): Otlp {
  const urlOf = (signal: string) => `${endpoint.replace(/\/$/, '')}/v1/${signal}`;
  const reader = new PeriodicExportingMetricReader({
    exporter: new OTLPMetricExporter({ url: urlOf('metrics'), timeoutMillis: TIMEOUT_MS }),
    exportIntervalMillis: EXPORT_MS,
    exportTimeoutMillis: TIMEOUT_MS,
  });
  const exporter = new OTLPTraceExporter({ url: urlOf('traces'), timeoutMillis: TIMEOUT_MS });
  const tracing = createTracing(new BatchSpanProcessor({ exporter, exportTimeoutMillis: TIMEOUT_MS }));
  return {
    reader,
    call: tracing.call,
    attempt: tracing.attempt,
    async close() {
      // An error of the collector must not keep the server from stopping.
      await Promise.allSettled([reader.shutdown(), tracing.close()]);
    },
  };
}
