import { useQuery } from '@tanstack/react-query';
import { getRouteApi } from '@tanstack/react-router';
import { toCommand, toCurl } from '../api/copy-forms.ts';
import styles from '../charts/chart.module.css';
import { CHARTS } from '../charts/declarations.ts';
import { LiveChart } from '../charts/live-chart.tsx';
import { windowOf } from '../charts/read-chart.ts';
import { SuspendedStrip } from '../overview/suspended-strip.tsx';
import { type ConnectionPlace, connectionQuery, nodesOf, RATE_PER_NODE } from '../resources/connection.ts';
import { useMay } from '../resources/permissions.ts';
import { type Range, rangeOf } from '../format/ranges.ts';
import { seriesQuery } from '../resources/time-series.ts';
import { CopyMenu } from '../ui/copy-menu.tsx';
import { Page } from '../ui/page.tsx';
import { RangeChoice } from '../ui/range-choice.tsx';
import { Permitted } from '../ui/states.tsx';

const route = getRouteApi('/c/$project/$location/$connection/monitoring');

function formsOf(place: ConnectionPlace, range: Range) {
  const query = seriesQuery({
    project: place.project,
    connection: place,
    metric: 'connectors.googleapis.com/connection/request_count',
    ...windowOf(range, Date.now()),
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
  const { least, most } = nodesOf(connection ?? {});
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
