import { useQuery } from '@tanstack/react-query';
import { getRouteApi, Link } from '@tanstack/react-router';
import { toCommand, toCurl, toGoogleapis } from '../api/copy-forms.ts';
import { count } from '../format/words.ts';
import { SuspendedStrip } from '../overview/suspended-strip.tsx';
import { type ConnectionPlace, nameOf } from '../resources/connection.ts';
import { type EntityTypeName, entityTypesQuery } from '../resources/entity-type.ts';
import { useMay } from '../resources/permissions.ts';
import { CopyMenu } from '../ui/copy-menu.tsx';
import { inputClass } from '../ui/field.tsx';
import { Bar, Page } from '../ui/page.tsx';
import { QueryView } from '../ui/query-view.tsx';
import { Empty, Permitted } from '../ui/states.tsx';
import styles from './types-page.module.css';

const route = getRouteApi('/c/$project/$location/$connection/data');

function formsOf(place: ConnectionPlace) {
  const parent = nameOf(place);
  return [
    toCurl({ path: `/v2/${parent}/entityTypes`, query: { view: 'ENTITY_TYPE_VIEW_BASIC' } }),
    toCommand('entity-types', '--connection', place.connection),
    toGoogleapis('v2', 'projects.locations.connections.entityTypes.list', { parent, view: 'ENTITY_TYPE_VIEW_BASIC' }),
  ];
}

/** In the order of the groups, which is that of the server. */
function grouped(types: readonly EntityTypeName[]): ReadonlyMap<string, readonly EntityTypeName[]> {
  const groups = new Map<string, EntityTypeName[]>();
  for (const type of types) {
    const name = type.group ?? 'All entity types';
    groups.set(name, [...(groups.get(name) ?? []), type]);
  }
  return new Map([...groups].toSorted(([a], [b]) => a.localeCompare(b)));
}

export function EntityTypes() {
  const place = route.useParams();
  const may = useMay(place);
  const query = useQuery({ ...entityTypesQuery(place), enabled: may('connectors.entityTypes.list') });
  return (
    <Page
      name={`Data of ${place.connection}`}
      title="Data"
      description="Twilio’s resources as tables."
      actions={<CopyMenu forms={formsOf(place)} />}
    >
      <SuspendedStrip place={place} />
      <Permitted may={may} permission="connectors.entityTypes.list" what="the entity types of this connection">
        <QueryView query={query} what="entity types">
          {(types) => <Groups place={place} types={types} />}
        </QueryView>
      </Permitted>
    </Page>
  );
}

function Groups({ place, types }: { readonly place: ConnectionPlace; readonly types: readonly EntityTypeName[] }) {
  const { q = '' } = route.useSearch();
  const navigate = route.useNavigate();
  const shown = types.filter(({ name }) => name.toLowerCase().includes(q.toLowerCase()));
  return (
    <>
      <Bar>
        <input
          data-filter
          type="search"
          aria-label="Filter the entity types"
          placeholder="Filter"
          className={inputClass}
          style={{ maxWidth: 320 }}
          value={q}
          onChange={(event) => void navigate({ search: { q: event.target.value }, replace: true })}
        />
        <span role="status">{count(shown.length, 'entity type')}</span>
      </Bar>
      {shown.length === 0 && (
        <Empty title="No entity type has this name">{`“${q}” is in none of ${types.length} names.`}</Empty>
      )}
      <div className={styles.groups}>
        {[...grouped(shown)].map(([group, members]) => (
          <section key={group} className={styles.group}>
            <h2>{group}</h2>
            <ul className={styles.list}>
              {members.map(({ name }) => (
                <li key={name}>
                  <Link to="/c/$project/$location/$connection/data/$type" params={{ ...place, type: name }}>
                    {name}
                  </Link>
                </li>
              ))}
            </ul>
          </section>
        ))}
      </div>
    </>
  );
}
