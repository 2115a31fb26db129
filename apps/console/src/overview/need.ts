import { queryOptions } from '@tanstack/react-query';
import { REFRESH_MS } from '../charts/read-chart.ts';
import { type ConnectionPlace, nameOf, RATE_PER_NODE } from '../resources/connection.ts';
import { readSeries, type Series } from '../resources/time-series.ts';

const MINUTE_MS = 60_000;
const DAY_MS = 24 * 60 * MINUTE_MS;

/** How busy a connection was in the last 24 hours. */
interface Need {
  /** Its nodes now; undefined while it has none. */
  readonly nodes: number | undefined;
  /** The minute with most requests to Twilio; undefined if there were none. */
  readonly busiest: { readonly timeMs: number; readonly perSecond: number } | undefined;
  /** Requests that waited for a slot. */
  readonly throttled: number;
}

/** How many nodes a rate of requests takes. */
export const nodesFor = (perSecond: number): number => Math.ceil(perSecond / RATE_PER_NODE);

const pointsOf = (series: readonly Series[]) => series.flatMap(({ points }) => points);

export function toNeed(requests: readonly Series[], nodes: readonly Series[], throttled: readonly Series[]): Need {
  const busiest = pointsOf(requests).toSorted((a, b) => b.value - a.value)[0];
  return {
    nodes: pointsOf(nodes).at(-1)?.value,
    busiest:
      busiest && busiest.value > 0
        ? { timeMs: busiest.timeMs, perSecond: busiest.value / (MINUTE_MS / 1000) }
        : undefined,
    throttled: pointsOf(throttled).reduce((sum, { value }) => sum + value, 0),
  };
}

export const needQuery = (place: ConnectionPlace) =>
  queryOptions({
    queryKey: ['need', nameOf(place)],
    refetchInterval: REFRESH_MS,
    queryFn: async ({ signal }) => {
      // The minute that has not ended counts, too.
      const untilMs = Math.ceil(Date.now() / MINUTE_MS) * MINUTE_MS;
      const of = { project: place.project, connection: place, untilMs };
      const day = { ...of, sinceMs: untilMs - DAY_MS, groupBy: [], aligner: 'ALIGN_DELTA' };
      const google = 'connectors.googleapis.com/connection';
      const [requests, nodes, throttled] = await Promise.all([
        readSeries({ ...day, metric: `${google}/request_count`, stepMs: MINUTE_MS }, signal),
        readSeries(
          {
            ...of,
            metric: `${google}/nodes`,
            sinceMs: untilMs - 2 * MINUTE_MS,
            stepMs: MINUTE_MS,
            aligner: 'ALIGN_MAX',
          },
          signal,
        ),
        readSeries({ ...day, metric: 'twilio-connector/throttled', stepMs: DAY_MS }, signal),
      ]);
      return toNeed(requests, nodes, throttled);
    },
  });
