import { google, type monitoring_v3 } from 'googleapis';
import { vi } from 'vitest';
import { startTestBed, type TestBed } from './test-bed.js';

/** A connector on a port, Google's client of Cloud Monitoring, and a wall clock that the test moves. */
export interface MonitoringBed extends TestBed {
  /** Differs from the one for Google in `rootUrl` and the token. */
  readonly monitoring: monitoring_v3.Resource$Projects;
  /** Moves the wall clock. */
  pass(ms: number): void;
  /** Lists the series of a metric in the last hour. */
  series(
    filter: string,
    options?: monitoring_v3.Params$Resource$Projects$Timeseries$List,
  ): Promise<readonly monitoring_v3.Schema$TimeSeries[]>;
}

export const REQUEST_COUNT = 'metric.type = "connectors.googleapis.com/connection/request_count"';

/** Call `vi.useRealTimers()` at the end. */
export async function startMonitoringBed(env: Readonly<Record<string, string>> = {}): Promise<MonitoringBed> {
  vi.useFakeTimers({ toFake: ['Date'], now: Date.parse('2026-11-30T10:00:00Z') });
  const bed = await startTestBed({ CONNECTOR_MIN_NODES: '100', ...env });
  const headers = { Authorization: `Bearer ${bed.token}` };
  const monitoring = google.monitoring({ version: 'v3', rootUrl: `${bed.url}/`, headers, retry: false }).projects;
  return {
    ...bed,
    monitoring,
    pass: (ms) => void vi.setSystemTime(Date.now() + ms),
    async series(filter, options) {
      const interval = {
        'interval.startTime': new Date(Date.now() - 3_600_000).toISOString(),
        'interval.endTime': new Date().toISOString(),
      };
      const { data } = await monitoring.timeSeries.list({ name: 'projects/local', filter, ...interval, ...options });
      return data.timeSeries ?? [];
    },
  };
}

/** The sum of the points of series, by the value of a metric label. */
export function sumsBy(label: string, series: readonly monitoring_v3.Schema$TimeSeries[]): Record<string, number> {
  return Object.fromEntries(
    series.map(({ metric, points = [] }) => [
      metric?.labels?.[label] ?? '',
      points.reduce((sum, { value }) => sum + Number(value?.int64Value ?? value?.doubleValue), 0),
    ]),
  );
}
