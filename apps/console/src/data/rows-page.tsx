import { useQuery } from '@tanstack/react-query';
import { getRouteApi, Link } from '@tanstack/react-router';
import { Plus } from 'lucide-react';
import { toCommand, toCurl, toGoogleapis } from '../api/copy-forms.ts';
import { SuspendedStrip } from '../overview/suspended-strip.tsx';
import { type ConnectionPlace, nameOf } from '../resources/connection.ts';
import { type EntityType, entityTypeQuery } from '../resources/entity-type.ts';
import { useMay } from '../resources/permissions.ts';
import { buttonClass } from '../ui/button.tsx';
import { CopyMenu } from '../ui/copy-menu.tsx';
import { Documented } from '../ui/documented.tsx';
import { Page } from '../ui/page.tsx';
import { QueryView } from '../ui/query-view.tsx';
import { Permitted } from '../ui/states.tsx';
import { ByKey } from './by-key.tsx';
import { listCall, PAGE_SIZES, type Selection } from './list-query.ts';
import { RowList } from './row-list.tsx';

const route = getRouteApi('/c/$project/$location/$connection/data/$type');

function formsOf(place: ConnectionPlace, selection: Selection) {
  const { type, where, sort, size, maxRequests } = selection;
  const [sortBy, sortOrder] = sort?.split(' ') ?? [];
  const parent = `${nameOf(place)}/entityTypes/${type}`;
  return [
    toCurl(listCall(place, selection)),
    toCommand(
      'list',
      type,
      '--connection',
      place.connection,
      ...(where ? ['--where', where] : []),
      ...(sort ? ['--sort', sort] : []),
      '--limit',
      String(size),
      ...(maxRequests ? ['--max-requests', maxRequests] : []),
    ),
    toGoogleapis('v2', 'projects.locations.connections.entityTypes.entities.list', {
      parent,
      conditions: where,
      sortBy: sortBy && [sortBy],
      sortOrder: sortOrder && [sortOrder],
      pageSize: size,
    }),
  ];
}

export function Rows() {
  const { type, ...place } = route.useParams();
  const query = useQuery(entityTypeQuery(place, type));
  return (
    <QueryView query={query} what={type}>
      {(entityType) => <RowsOf key={entityType.name} place={place} entityType={entityType} />}
    </QueryView>
  );
}

function RowsOf({ place, entityType }: { readonly place: ConnectionPlace; readonly entityType: EntityType }) {
  const { where, sort, size, parents, maxRequests } = route.useSearch();
  const may = useMay(place);
  const { name, operations } = entityType;
  const pageSize = PAGE_SIZES.find((one) => String(one) === size) ?? PAGE_SIZES[0];
  const selection: Selection = { type: name, where, sort, size: pageSize, parents, maxRequests };
  const canList = operations.includes('LIST');
  return (
    <Page
      isFixed={canList}
      name={name}
      title={name}
      description={<Documented {...entityType.metadata?.twilio} />}
      actions={
        <>
          {canList && <CopyMenu forms={formsOf(place, selection)} />}
          {operations.includes('CREATE') && may('connectors.entities.create') && (
            <Link
              to="/c/$project/$location/$connection/new-row/$type"
              params={{ ...place, type: name }}
              className={buttonClass('primary')}
            >
              <Plus size={14} aria-hidden /> Create
            </Link>
          )}
        </>
      }
    >
      <SuspendedStrip place={place} />
      {canList ? (
        <Permitted may={may} permission="connectors.entities.list" what="the rows of this connection">
          <RowList place={place} entityType={entityType} selection={selection} />
        </Permitted>
      ) : (
        <ByKey place={place} entityType={entityType} />
      )}
    </Page>
  );
}
