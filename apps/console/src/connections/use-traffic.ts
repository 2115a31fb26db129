import { useQuery } from '@tanstack/react-query';
import type { ConnectionPlace } from '../resources/connection.ts';
import { readSeries, type Series } from '../resources/time-series.ts';

const MINUTE_MS = 60_000;
const REFRESH_MS = 60_000;
/** How far each column looks back. */
const RATE_MS = 5 * MINUTE_MS;
const THROTTLED_MS = 60 * MINUTE_MS;

/** The sum of a metric for each connection of a project. */
function useSums(project: string, metric: string, lengthMs: number): readonly Series[] | undefined {
  const { data } = useQuery({
    queryKey: ['traffic', project, metric],
    refetchInterval: REFRESH_MS,
    queryFn: ({ signal }) => {
      const untilMs = Date.now();
      const window = { sinceMs: untilMs - lengthMs, untilMs, stepMs: lengthMs };
      const groupBy = ['resource.labels.location', 'resource.labels.connection'];
      return readSeries({ project, metric, ...window, aligner: 'ALIGN_DELTA', groupBy }, signal);
    },
  });
  return data;
}

function sumOf(series: readonly Series[], { location, connection }: ConnectionPlace): number {
  const own = series.find(({ labels }) => labels.location === location && labels.connection === connection);
  return (own?.points ?? []).reduce((total, { value }) => total + value, 0);
}

/** The traffic of the connections of a project, as texts. */
interface Traffic {
  /** Requests to Twilio in a second, over the last five minutes. */
  rate(place: ConnectionPlace): string;
  /** Requests that waited for a slot in the last hour. */
  throttled(place: ConnectionPlace): string;
}

export function useTraffic(project: string): Traffic {
  const requests = useSums(project, 'connectors.googleapis.com/connection/request_count', RATE_MS);
  const throttled = useSums(project, 'twilio-connector/throttled', THROTTLED_MS);
  return {
    rate(place) {
      const sum = requests && sumOf(requests, place);
      return sum === undefined ? '–' : sum === 0 ? '0' : ((sum * 1000) / RATE_MS).toFixed(2);
    },
    throttled: (place) => (throttled ? sumOf(throttled, place).toLocaleString('en') : '–'),
  };
}
