import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { type ConnectionChange, useChangeConnection } from '../resources/change-connection.ts';
import { type Connection, connectionsQuery, placeOf } from '../resources/connection.ts';
import { stateWords } from '../resources/connection-state.ts';
import { lastPart, type SecretVersion } from '../resources/secret.ts';
import { Mono, StateBadge } from '../ui/badge.tsx';
import { Button } from '../ui/button.tsx';
import { QueryView } from '../ui/query-view.tsx';
import { type Column, Table } from '../ui/table.tsx';
import { toast } from '../ui/toasts.tsx';
import { type SecretUse, usesOf } from './uses-of.ts';

interface SecretUsesProps {
  readonly name: string;
  readonly project: string;
  readonly versions: readonly SecretVersion[];
}

/** Lets a connection log in with another version of its secret. The server tests it before it is active again. */
function switchTo({ name, authConfig }: Connection, version: string): ConnectionChange {
  const userPassword = { ...authConfig?.userPassword, password: { secretVersion: version } };
  const body = { authConfig: { ...authConfig, userPassword } };
  return {
    call: { method: 'PATCH', path: `/v1/${name}`, query: { updateMask: 'authConfig' }, body },
    done: `${placeOf(name).connection} uses version ${lastPart(version)}.`,
  };
}

/** Which connections use a secret, and whether each one has followed a new version. */
export function SecretUses({ name, project, versions }: SecretUsesProps) {
  const query = useQuery(connectionsQuery(project));
  const change = useChangeConnection();
  const newest = versions.find(({ state }) => state === 'ENABLED')?.name;
  const columns: readonly Column<SecretUse>[] = [
    {
      title: 'Connection',
      cell: ({ connection }) => (
        <Link to="/c/$project/$location/$connection" params={placeOf(connection.name)}>
          {placeOf(connection.name).connection}
        </Link>
      ),
    },
    {
      title: 'Status',
      cell: ({ connection: { status } }) => (
        <StateBadge tone={stateWords(status?.state).tone}>{stateWords(status?.state).word}</StateBadge>
      ),
    },
    { title: 'As', cell: ({ field }) => <Mono>{field}</Mono> },
    { title: 'Version', cell: ({ version }) => lastPart(version) },
    {
      title: 'What can be done',
      isTitleHidden: true,
      cell: ({ connection, field, version }) =>
        field === 'password' &&
        newest !== undefined &&
        lastPart(version) !== 'latest' &&
        version !== newest && (
          <Button
            disabled={change.isPending}
            onClick={() => change.mutate(switchTo(connection, newest), { onError: ({ message }) => toast(message) })}
          >
            Switch to version {lastPart(newest)}
          </Button>
        ),
    },
  ];
  return (
    <QueryView query={query} what="connections">
      {(connections) => {
        const uses = usesOf(name, connections);
        if (uses.length === 0) return <p>No connection of this project uses it.</p>;
        return (
          <Table
            label="Connections that use it"
            columns={columns}
            rows={uses}
            keyOf={({ connection, field }) => `${connection.name} ${field}`}
          />
        );
      }}
    </QueryView>
  );
}
