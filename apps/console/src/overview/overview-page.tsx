import { useQuery } from '@tanstack/react-query';
import { getRouteApi, Link } from '@tanstack/react-router';
import { Database } from 'lucide-react';
import { toCommand, toCurl, toGoogleapis } from '../api/copy-forms.ts';
import { ConnectionMenu } from '../connections/connection-menu.tsx';
import { type Connection, type ConnectionPlace, connectionQuery, nameOf } from '../resources/connection.ts';
import { useMay } from '../resources/permissions.ts';
import { stateWords } from '../resources/connection-state.ts';
import { StateBadge } from '../ui/badge.tsx';
import { buttonClass } from '../ui/button.tsx';
import { CopyMenu } from '../ui/copy-menu.tsx';
import { Page, Section } from '../ui/page.tsx';
import { QueryView } from '../ui/query-view.tsx';
import { SuspendedStrip } from './suspended-strip.tsx';
import { ConnectionFacts } from './connection-facts.tsx';
import { Endpoints } from './endpoints.tsx';
import { LastErrors } from './last-errors.tsx';
import { StatusTest } from './status-test.tsx';
import { Usage } from './usage.tsx';

const route = getRouteApi('/c/$project/$location/$connection/');

function formsOf(place: ConnectionPlace) {
  const name = nameOf(place);
  return [
    toCurl({ path: `/v1/${name}` }),
    toCommand('connections', 'get', place.connection, '--project', place.project, '--location', place.location),
    toGoogleapis('v1', 'projects.locations.connections.get', { name }),
  ];
}

export function Overview() {
  const place = route.useParams();
  const query = useQuery(connectionQuery(place));
  return (
    <QueryView query={query} what="the connection">
      {(connection) => <ConnectionOverview connection={connection} place={place} />}
    </QueryView>
  );
}

function ConnectionOverview({
  connection,
  place,
}: {
  readonly connection: Connection;
  readonly place: ConnectionPlace;
}) {
  const navigate = route.useNavigate();
  const may = useMay(place);
  const { word, tone } = stateWords(connection.status?.state);
  return (
    <Page
      name={place.connection}
      title={
        <>
          {place.connection} <StateBadge tone={tone}>{word}</StateBadge>
        </>
      }
      description={connection.description}
      actions={
        <>
          <CopyMenu forms={formsOf(place)} />
          {may('connectors.entityTypes.list') && (
            <Link to="/c/$project/$location/$connection/data" params={place} className={buttonClass('primary')}>
              <Database size={14} aria-hidden /> Browse data
            </Link>
          )}
          <ConnectionMenu
            connection={connection}
            onDeleted={() => void navigate({ to: '/', search: { project: place.project } })}
          />
        </>
      }
    >
      <SuspendedStrip place={place} />
      <Section>
        <StatusTest place={place} description={connection.status?.description} />
      </Section>
      <Usage connection={connection} />
      <LastErrors connection={connection} />
      <Section title="Connection details">
        <ConnectionFacts connection={connection} />
      </Section>
      <Section title="Endpoints">
        <Endpoints place={place} />
      </Section>
    </Page>
  );
}
