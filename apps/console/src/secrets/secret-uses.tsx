import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { count } from '../format/words.ts';
import { useChangeConnection } from '../resources/change-connection.ts';
import { type Connection, connectionsQuery, placeOf } from '../resources/connection.ts';
import { stateWords } from '../resources/connection-state.ts';
import { lastPart, type SecretVersion } from '../resources/secret.ts';
import { type SecretUse, secretUsesQuery } from '../resources/secret-use.ts';
import { Mono, StateBadge } from '../ui/badge.tsx';
import { Button } from '../ui/button.tsx';
import { QueryView } from '../ui/query-view.tsx';
import { type Column, Table } from '../ui/table.tsx';
import { toast } from '../ui/toasts.tsx';
import { isBehind, isLogin, switchCall } from './login-version.ts';

interface SecretUsesProps {
  readonly secret: string;
  readonly project: string;
  readonly versions: readonly SecretVersion[];
}

/** Which connections use a secret, and whether each one has followed a new version. */
export function SecretUses({ secret, project, versions }: SecretUsesProps) {
  const query = useQuery(secretUsesQuery(project, secret));
  const { data: connections = [] } = useQuery(connectionsQuery(project));
  const newest = versions.find(({ state }) => state === 'ENABLED')?.name;
  const columns: readonly Column<SecretUse>[] = [
    {
      title: 'Connection',
      cell: ({ connection }) => (
        <Link to="/c/$project/$location/$connection" params={placeOf(connection)}>
          {placeOf(connection).connection}
        </Link>
      ),
    },
    { title: 'Status', cell: (use) => <Status connection={connectionOf(use, connections)} /> },
    { title: 'As', cell: ({ field }) => <Mono>{field.replace(/\.secretVersion$/, '')}</Mono> },
    { title: 'Version', cell: ({ secretVersion }) => lastPart(secretVersion) },
    {
      title: 'What can be done',
      isTitleHidden: true,
      cell: (use) => <SwitchButton use={use} newest={newest} connection={connectionOf(use, connections)} />,
    },
  ];
  return (
    <QueryView query={query} what="connections">
      {({ secretUses, hiddenUses }) => (
        <>
          {secretUses.length > 0 ? (
            <Table
              label="Connections that use it"
              columns={columns}
              rows={secretUses}
              keyOf={({ connection, field }) => `${connection} ${field}`}
            />
          ) : (
            <p>No connection that you may see uses it.</p>
          )}
          {hiddenUses > 0 && <p>{count(hiddenUses, 'more use')} by connections that you may not see.</p>}
        </>
      )}
    </QueryView>
  );
}

const connectionOf = (use: SecretUse, connections: readonly Connection[]) =>
  connections.find(({ name }) => name === use.connection);

function Status({ connection }: { readonly connection: Connection | undefined }) {
  if (!connection) return '–';
  const { word, tone } = stateWords(connection.status?.state);
  return <StateBadge tone={tone}>{word}</StateBadge>;
}

interface SwitchButtonProps {
  readonly use: SecretUse;
  readonly newest: string | undefined;
  readonly connection: Connection | undefined;
}

function SwitchButton({ use, newest, connection }: SwitchButtonProps) {
  const change = useChangeConnection();
  if (!connection || newest === undefined || !isBehind(use, newest) || !isLogin(use)) return null;
  const done = `${placeOf(connection.name).connection} uses version ${lastPart(newest)}.`;
  return (
    <Button
      disabled={change.isPending}
      onClick={() =>
        change.mutate({ call: switchCall(connection, newest), done }, { onError: ({ message }) => toast(message) })
      }
    >
      Switch to version {lastPart(newest)}
    </Button>
  );
}
