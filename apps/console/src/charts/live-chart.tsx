import { keepPreviousData, useQuery } from '@tanstack/react-query';
import type { Range } from '../format/ranges.ts';
import { type ConnectionPlace, nameOf } from '../resources/connection.ts';
import { ErrorPanel, Loading } from '../ui/states.tsx';
import styles from './chart.module.css';
import { Chart } from './chart.tsx';
import { type ChartDeclaration, readChart, REFRESH_MS, windowOf } from './read-chart.ts';

interface LiveChartProps {
  readonly place: ConnectionPlace;
  readonly chart: ChartDeclaration;
  readonly range: Range;
}

/** Reading usage costs no requests to Twilio, so charts follow by themselves while they are visible. */
export function LiveChart({ place, chart, range }: LiveChartProps) {
  const query = useQuery({
    queryKey: ['chart', nameOf(place), chart.title, range.id],
    refetchInterval: REFRESH_MS,
    placeholderData: keepPreviousData,
    queryFn: async ({ signal }) => {
      const window = windowOf(range, Date.now());
      return { window, lines: await readChart(place, chart, { window, signal }) };
    },
  });
  if (query.data) return <Chart title={chart.title} unit={chart.unit} {...query.data} />;
  if (query.error) return <ErrorPanel error={query.error} onRetry={() => void query.refetch()} />;
  return (
    <div className={styles.chart}>
      <Loading what={chart.title} />
    </div>
  );
}
