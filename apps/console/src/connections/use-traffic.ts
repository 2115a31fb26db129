import { useQuery } from '@tanstack/react-query';
import type { ConnectionPlace } from '../resources/connection.ts';
import { readSeries } from '../resources/time-series.ts';

const WINDOW_MS = 300_000;
const REFRESH_MS = 60_000;

/** How many requests each connection of a project sent to Twilio in the last five minutes. */
export function useTraffic(project: string): { rate(place: ConnectionPlace): string } {
  const { data } = useQuery({
    queryKey: ['traffic', project],
    refetchInterval: REFRESH_MS,
    queryFn: ({ signal }) => {
      const untilMs = Date.now();
      const stepSeconds = WINDOW_MS / 1000;
      return readSeries(
        {
          project,
          metric: 'connectors.googleapis.com/connection/request_count',
          sinceMs: untilMs - WINDOW_MS,
          untilMs,
          stepSeconds,
          aligner: 'ALIGN_DELTA',
          groupBy: ['resource.labels.location', 'resource.labels.connection'],
        },
        signal,
      );
    },
  });
  return {
    rate({ location, connection }) {
      if (!data) return '–';
      const series = data.find(({ labels }) => labels.location === location && labels.connection === connection);
      const sum = (series?.points ?? []).reduce((total, { value }) => total + value, 0);
      return sum === 0 ? '0' : (sum / (WINDOW_MS / 1000)).toFixed(2);
    },
  };
}
