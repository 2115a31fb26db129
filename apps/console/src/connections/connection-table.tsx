import { Link } from '@tanstack/react-router';
import { useFormatTime } from '../format/clock.ts';
import { accountOf, type Connection, placeOf } from '../resources/connection.ts';
import { stateWords } from '../resources/connection-state.ts';
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

export function ConnectionTable({ connections }: { readonly connections: readonly Connection[] }) {
  const formatTime = useFormatTime();
  const traffic = useTraffic(placeOf(connections[0]?.name ?? '').project);
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
      cell: ({ nodeConfig }) => `${nodeConfig?.minNodeCount ?? 2}–${nodeConfig?.maxNodeCount ?? 50}`,
    },
    { title: 'Requests/s', kind: 'number', cell: ({ name }) => traffic.rate(placeOf(name)) },
    { title: 'Last error', kind: 'wrap', cell: ({ status }) => status?.description || '–' },
    { title: 'Updated', kind: 'muted', cell: ({ updateTime }) => updateTime && formatTime(updateTime) },
    {
      title: 'What can be done',
      isTitleHidden: true,
      cell: (connection) => <ConnectionMenu connection={connection} />,
    },
  ];
  return <Table label="Connections" columns={columns} rows={connections} keyOf={({ name }) => name} />;
}
