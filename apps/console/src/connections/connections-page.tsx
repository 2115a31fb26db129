import { useQuery } from '@tanstack/react-query';
import { getRouteApi, Link } from '@tanstack/react-router';
import { Plus } from 'lucide-react';
import { toCommand, toCurl, toGoogleapis } from '../api/copy-forms.ts';
import { count } from '../format/words.ts';
import { accountOf, type Connection, connectionsQuery, placeOf } from '../resources/connection.ts';
import { useMayInProject } from '../resources/permissions.ts';
import { stateWords } from '../resources/connection-state.ts';
import { useProject } from '../shell/use-place.ts';
import { buttonClass } from '../ui/button.tsx';
import { CopyMenu } from '../ui/copy-menu.tsx';
import { inputClass } from '../ui/field.tsx';
import { Bar, Page } from '../ui/page.tsx';
import { QueryView } from '../ui/query-view.tsx';
import { Empty } from '../ui/states.tsx';
import { ConnectionTable } from './connection-table.tsx';

const route = getRouteApi('/');

/** Whether a connection contains every word of a filter, as `connections.search` does. */
function contains(connection: Connection, words: string): boolean {
  const labels = Object.entries(connection.labels ?? {}).map(([key, value]) => `${key}=${value}`);
  const { description = '', status } = connection;
  const text = [connection.name, description, accountOf(connection), stateWords(status?.state).word, ...labels].join(
    ' ',
  );
  return words
    .toLowerCase()
    .split(/\s+/)
    .every((word) => text.toLowerCase().includes(word));
}

export function Connections() {
  const project = useProject();
  const query = useQuery(connectionsQuery(project));
  const may = useMayInProject(project);
  const path = `/v1/projects/${project}/locations/-/connections`;
  const forms = [
    toCurl({ path }),
    toCommand('connections', 'list', ...(project === 'local' ? [] : ['--project', project])),
    toGoogleapis('v1', 'projects.locations.connections.list', { parent: `projects/${project}/locations/-` }),
  ];
  const create = may('connectors.connections.create') && (
    <Link to="/new" search={{ project }} className={buttonClass('primary')}>
      <Plus size={14} aria-hidden /> Create
    </Link>
  );
  return (
    <Page
      title="Connections"
      name="Connections"
      description="Each connection is one Twilio account with its credentials and nodes."
      actions={
        <>
          <CopyMenu forms={forms} />
          {create}
        </>
      }
    >
      <QueryView query={query} what="connections">
        {(all) => <FilteredConnections all={all} create={create} />}
      </QueryView>
    </Page>
  );
}

function FilteredConnections({
  all,
  create,
}: {
  readonly all: readonly Connection[];
  readonly create: React.ReactNode;
}) {
  const { q = '', state = '' } = route.useSearch();
  const navigate = route.useNavigate();
  if (all.length === 0) {
    return (
      <Empty title="There are no connections yet" actions={create}>
        A connection needs an Account SID and a secret with the auth token.
      </Empty>
    );
  }
  const shown = all.filter((one) => contains(one, q) && (state === '' || one.status?.state === state));
  const replace = (change: { q?: string; state?: string }) =>
    void navigate({ search: (before) => ({ ...before, ...change }), replace: true });
  return (
    <>
      <Bar>
        <input
          data-filter
          type="search"
          aria-label="Filter by name, account, state or label"
          placeholder="Filter by name, account, state or label"
          className={`${inputClass} grow`}
          style={{ maxWidth: 360 }}
          value={q}
          onChange={(event) => replace({ q: event.target.value })}
        />
        <StateChoice all={all} state={state} onChange={(next) => replace({ state: next })} />
        <span role="status">
          {shown.length === all.length
            ? count(all.length, 'connection')
            : `${shown.length} of ${count(all.length, 'connection')}`}
        </span>
      </Bar>
      {shown.length > 0 ? (
        <ConnectionTable connections={shown} />
      ) : (
        <Empty title="No connection matches the filter">{`Project ${placeOf(all[0]?.name ?? '').project} has ${count(all.length, 'connection')}.`}</Empty>
      )}
    </>
  );
}

interface StateChoiceProps {
  readonly all: readonly Connection[];
  readonly state: string;
  readonly onChange: (state: string) => void;
}

function StateChoice({ all, state, onChange }: StateChoiceProps) {
  const states = [...new Set(all.map(({ status }) => status?.state ?? ''))].toSorted();
  return (
    <select
      aria-label="State"
      className={inputClass}
      style={{ width: 'auto' }}
      value={state}
      onChange={(event) => onChange(event.target.value)}
    >
      <option value="">All states</option>
      {states.map((one) => (
        <option key={one} value={one}>
          {stateWords(one).word}
        </option>
      ))}
    </select>
  );
}
