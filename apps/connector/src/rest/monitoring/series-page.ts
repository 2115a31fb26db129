import { createPagePlaces, unknownToken } from '../page-place.js';
import { type PageRequest, toPageSize } from '../page.js';
import type { Series, SeriesPoint } from './series.js';

const PAGE_LIMITS = { default: 100_000, max: 100_000 };

/** A series on a page, with its points on that page, newest first. */
interface OnPage {
  readonly series: Series;
  readonly points: readonly SeriesPoint[];
}

/** A point, or a series whose points are not listed. */
interface Item {
  readonly series: Series;
  readonly key: string;
  readonly point?: SeriesPoint;
}

/**
 * One page of points, or of series without their points. The page token names the last point, not its number, because points
 * come and go between two pages.
 *
 * @param query the other parameters of the request
 * @throws ConnectorError INVALID_ARGUMENT
 */
export function pageOfSeries(
  all: readonly Series[],
  { pageSize, pageToken, query, isHeaders }: PageRequest & { readonly query: unknown; readonly isHeaders: boolean },
): { readonly items: readonly OnPage[]; readonly nextPageToken?: string } {
  const places = createPagePlaces(query, 'filter, interval, aggregation and view');
  const after = pageToken ? toPlace(places.fromToken(pageToken)) : undefined;
  const size = toPageSize(pageSize, PAGE_LIMITS);
  const sorted = all
    .map((series): Item => ({ series, key: keyOf(series) }))
    .toSorted((a, b) => (a.key < b.key ? -1 : 1));
  const items = sorted.flatMap(({ series, key }): readonly Item[] =>
    isHeaders ? [{ series, key }] : series.points.toReversed().map((point) => ({ series, key, point })),
  );
  const left = after ? items.filter((item) => isAfter(item, after)) : items;
  const page = left.slice(0, size);
  const last = left.length > size ? page.at(-1) : undefined;
  return {
    items: [...Map.groupBy(page, ({ series }) => series)].map(([series, on]) => ({
      series,
      points: on.flatMap(({ point }) => point ?? []),
    })),
    ...(last && { nextPageToken: places.toToken(`${last.point?.endMs ?? ''}:${last.key}`) }),
  };
}

/** The labels of a series, without spaces. */
function keyOf({ resourceLabels, metricLabels }: Series): string {
  return encodeURIComponent(JSON.stringify([resourceLabels, metricLabels]));
}

interface Place {
  readonly key: string;
  /** The end of a point. */
  readonly endMs: number;
}

function toPlace(text: string): Place {
  const [, endMs = '', key = ''] = /^(\d*):(.+)$/.exec(text) ?? [];
  if (key === '') throw unknownToken();
  return { key, endMs: Number(endMs) };
}

function isAfter({ key, point }: Item, after: Place): boolean {
  return key > after.key || (key === after.key && point !== undefined && point.endMs < after.endMs);
}
