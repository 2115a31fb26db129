import { useQuery } from '@tanstack/react-query';
import { getRouteApi, Link } from '@tanstack/react-router';
import { toCommand, toCurl, toGoogleapis } from '../api/copy-forms.ts';
import { count } from '../format/words.ts';
import { SuspendedStrip } from '../overview/suspended-strip.tsx';
import { type Action, actionsQuery } from '../resources/action.ts';
import { type ConnectionPlace, nameOf } from '../resources/connection.ts';
import { useMay } from '../resources/permissions.ts';
import { CopyMenu } from '../ui/copy-menu.tsx';
import { inputClass } from '../ui/field.tsx';
import { Bar, Page } from '../ui/page.tsx';
import { QueryView } from '../ui/query-view.tsx';
import { Empty, Permitted } from '../ui/states.tsx';
import { type Column, Table } from '../ui/table.tsx';

const route = getRouteApi('/c/$project/$location/$connection/actions');

function formsOf(place: ConnectionPlace) {
  const parent = nameOf(place);
  return [
    toCurl({ path: `/v2/${parent}/actions` }),
    toCommand('actions', '--connection', place.connection),
    toGoogleapis('v2', 'projects.locations.connections.actions.list', { parent }),
  ];
}

export function Actions() {
  const place = route.useParams();
  const may = useMay(place);
  const query = useQuery({ ...actionsQuery(place), enabled: may('connectors.actions.list') });
  return (
    <Page
      name={`Actions of ${place.connection}`}
      title="Actions"
      description="What Twilio does on request, beyond reading and writing rows."
      actions={<CopyMenu forms={formsOf(place)} />}
    >
      <SuspendedStrip place={place} />
      <Permitted may={may} permission="connectors.actions.list" what="the actions of this connection">
        <QueryView query={query} what="actions">
          {(actions) => <ActionList place={place} actions={actions} />}
        </QueryView>
      </Permitted>
    </Page>
  );
}

function ActionList({ place, actions }: { readonly place: ConnectionPlace; readonly actions: readonly Action[] }) {
  const { q = '' } = route.useSearch();
  const navigate = route.useNavigate();
  const wanted = q.toLowerCase();
  const shown = actions.filter(({ name, description = '' }) => `${name} ${description}`.toLowerCase().includes(wanted));
  const columns: readonly Column<Action>[] = [
    {
      title: 'Action',
      cell: ({ name }) => (
        <Link to="/c/$project/$location/$connection/actions/$action" params={{ ...place, action: name }}>
          {name}
        </Link>
      ),
    },
    { title: 'What it does', kind: 'wrap', cell: ({ description }) => description },
    { title: 'Parameters', kind: 'number', cell: ({ inputParameters = [] }) => inputParameters.length },
  ];
  return (
    <>
      <Bar>
        <input
          data-filter
          type="search"
          aria-label="Filter the actions"
          placeholder="Filter"
          className={inputClass}
          style={{ maxWidth: 320 }}
          value={q}
          onChange={(event) => void navigate({ search: { q: event.target.value }, replace: true })}
        />
        <span role="status">{count(shown.length, 'action')}</span>
      </Bar>
      {shown.length > 0 ? (
        <Table label="Actions" columns={columns} rows={shown} keyOf={({ name }) => name} />
      ) : (
        <Empty title={actions.length === 0 ? 'This connection allows no action' : 'No action matches the filter'}>
          The connection’s variable allowed_actions decides which ones it offers.
        </Empty>
      )}
    </>
  );
}
