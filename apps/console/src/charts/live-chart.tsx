import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { useRef } from 'react';
import type { Range } from '../format/ranges.ts';
import { type ConnectionPlace, nameOf } from '../resources/connection.ts';
import { ErrorPanel, Loading } from '../ui/states.tsx';
import styles from './chart.module.css';
import { Chart } from './chart.tsx';
import { type ChartDeclaration, readChart, REFRESH_MS, windowOf } from './read-chart.ts';
import { useOnScreen } from './use-on-screen.ts';

interface LiveChartProps {
  readonly place: ConnectionPlace;
  readonly chart: ChartDeclaration;
  readonly range: Range;
}

/** Reading usage costs no requests to Twilio, so charts follow by themselves while they are on the screen. */
export function LiveChart({ place, chart, range }: LiveChartProps) {
  const figure = useRef<HTMLElement>(null);
  const isOnScreen = useOnScreen(figure);
  const { data, error, refetch } = useQuery({
    queryKey: ['chart', nameOf(place), chart.title, range.id],
    enabled: isOnScreen,
    refetchInterval: REFRESH_MS,
    placeholderData: keepPreviousData,
    queryFn: async ({ signal }) => {
      const window = windowOf(range, Date.now());
      return { window, lines: await readChart(place, chart, { window, signal }) };
    },
  });
  return (
    <figure ref={figure} className={styles.chart}>
      {data ? (
        <Chart title={chart.title} unit={chart.unit} {...data} />
      ) : error ? (
        <ErrorPanel error={error} onRetry={() => void refetch()} />
      ) : (
        <Loading what={chart.title} />
      )}
    </figure>
  );
}
