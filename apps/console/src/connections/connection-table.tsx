import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { useFormatTime } from '../format/clock.ts';
import { accountOf, type Connection, nodesOf, placeOf } from '../resources/connection.ts';
import { stateWords } from '../resources/connection-state.ts';
import type { LogEntry } from '../resources/log-entry.ts';
import { lastErrorsQuery } from '../resources/last-errors.ts';
import { Mono, Pill, StateBadge } from '../ui/badge.tsx';
import { type Column, Table } from '../ui/table.tsx';
import { ConnectionMenu } from './connection-menu.tsx';
import { useTraffic } from './use-traffic.ts';

function Name({ connection }: { readonly connection: Connection }) {
  const place = placeOf(connection.name);
  const labels = Object.entries(connection.labels ?? {});
  return (
    <>
      <Link to="/c/$project/$location/$connection" params={place}>
        {place.connection}
      </Link>{' '}
      {labels.map(([key, value]) => (
        <Pill key={key}>
          {key}={value}
        </Pill>
      ))}
    </>
  );
}

interface LastErrorProps {
  readonly connection: Connection;
  readonly errors: ReadonlyMap<string, LogEntry> | undefined;
}

/** Why a connection does not work, or else the last error in its log. */
function LastError({ connection: { name, status }, errors }: LastErrorProps) {
  const formatTime = useFormatTime();
  const error = errors?.get(name);
  if (status?.description || !error) return status?.description || '–';
  return (
    <Link
      to="/c/$project/$location/$connection/logs"
      params={placeOf(name)}
      search={error.operation?.id ? { call: error.operation.id } : { level: 'ERROR', range: '24h' }}
    >
      {formatTime(error.timestamp)} {error.jsonPayload.message}
    </Link>
  );
}

export function ConnectionTable({ connections }: { readonly connections: readonly Connection[] }) {
  const traffic = useTraffic(placeOf(connections[0]?.name ?? '').project);
  const { data: errors } = useQuery(lastErrorsQuery(connections.map(({ name }) => name)));
  const columns: readonly Column<Connection>[] = [
    { title: 'Name', cell: (connection) => <Name connection={connection} /> },
    {
      title: 'Status',
      cell: ({ status }) => {
        const { word, tone } = stateWords(status?.state);
        return <StateBadge tone={tone}>{word}</StateBadge>;
      },
    },
    { title: 'Account', cell: (connection) => <Mono>{accountOf(connection)}</Mono> },
    { title: 'Region', cell: ({ name }) => placeOf(name).location },
    {
      title: 'Nodes',
      kind: 'number',
      cell: (connection) => `${nodesOf(connection).least}–${nodesOf(connection).most}`,
    },
    { title: 'Requests/s', kind: 'number', cell: ({ name }) => traffic.rate(placeOf(name)) },
    { title: 'Throttled', kind: 'number', cell: ({ name }) => traffic.throttled(placeOf(name)) },
    { title: 'Last error', kind: 'wrap', cell: (connection) => <LastError {...{ connection, errors }} /> },
    {
      title: 'What can be done',
      isTitleHidden: true,
      cell: (connection) => <ConnectionMenu connection={connection} />,
    },
  ];
  return <Table label="Connections" columns={columns} rows={connections} keyOf={({ name }) => name} />;
}
