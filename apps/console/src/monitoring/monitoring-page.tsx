import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { getRouteApi } from '@tanstack/react-router';
import { toCommand, toCurl } from '../api/copy-forms.ts';
import { SuspendedStrip } from '../overview/suspended-strip.tsx';
import { type ConnectionPlace, connectionQuery, nameOf } from '../resources/connection.ts';
import { useMay } from '../resources/permissions.ts';
import { type Range, rangeOf } from '../format/ranges.ts';
import { seriesQuery } from '../resources/time-series.ts';
import { CopyMenu } from '../ui/copy-menu.tsx';
import { Page } from '../ui/page.tsx';
import { RangeChoice } from '../ui/range-choice.tsx';
import { ErrorPanel, Loading, Permitted } from '../ui/states.tsx';
import { Chart } from './chart.tsx';
import styles from './chart.module.css';
import { type ChartDeclaration, CHARTS, readChart, windowOf } from './charts.ts';

const route = getRouteApi('/c/$project/$location/$connection/monitoring');

const REFRESH_MS = 10_000;
const RATE_PER_NODE = 25;

function formsOf(place: ConnectionPlace, range: Range) {
  const query = seriesQuery({
    project: place.project,
    connection: place,
    metric: 'connectors.googleapis.com/connection/request_count',
    ...windowOf(range, Date.now()),
    stepSeconds: range.stepSeconds,
    aligner: 'ALIGN_DELTA',
  });
  return [
    toCurl({ path: `/monitoring/v3/projects/${place.project}/timeSeries`, query }),
    toCommand('usage', place.connection, '--since', range.id),
  ];
}

export function Monitoring() {
  const place = route.useParams();
  const { range: id } = route.useSearch();
  const navigate = route.useNavigate();
  const range = rangeOf(id);
  const may = useMay(place);
  const { data: connection } = useQuery(connectionQuery(place));
  const least = connection?.nodeConfig?.minNodeCount ?? 2;
  const most = connection?.nodeConfig?.maxNodeCount ?? 50;
  return (
    <Page
      name={`Monitoring of ${place.connection}`}
      title="Monitoring"
      description={`Each node takes ${RATE_PER_NODE} requests a second: this connection takes ${least * RATE_PER_NODE} at once and up to ${most * RATE_PER_NODE} as its nodes grow.`}
      actions={
        <>
          <RangeChoice range={id} onChange={(next) => void navigate({ search: { range: next } })} />
          <CopyMenu forms={formsOf(place, range)} />
        </>
      }
    >
      <SuspendedStrip place={place} />
      <Permitted may={may} permission="connectors.connections.get" what="the usage of this connection">
        <div className={styles.charts}>
          {CHARTS.map((chart) => (
            <LiveChart key={chart.title} place={place} chart={chart} range={range} />
          ))}
        </div>
      </Permitted>
    </Page>
  );
}

interface LiveChartProps {
  readonly place: ConnectionPlace;
  readonly chart: ChartDeclaration;
  readonly range: Range;
}

/** Reading usage costs no requests to Twilio, so charts follow by themselves while they are visible. */
function LiveChart({ place, chart, range }: LiveChartProps) {
  const query = useQuery({
    queryKey: ['chart', nameOf(place), chart.title, range.id],
    refetchInterval: REFRESH_MS,
    placeholderData: keepPreviousData,
    queryFn: async ({ signal }) => {
      const window = windowOf(range, Date.now());
      return { window, lines: await readChart(place, chart, { range, window, signal }) };
    },
  });
  if (query.data) return <Chart title={chart.title} unit={chart.unit} {...query.data} />;
  if (query.error) return <ErrorPanel error={query.error} onRetry={() => void query.refetch()} />;
  return <Loading what={chart.title} />;
}
