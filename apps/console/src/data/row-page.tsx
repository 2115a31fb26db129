import { useQuery } from '@tanstack/react-query';
import { getRouteApi, Link } from '@tanstack/react-router';
import { RefreshCw, Trash2 } from 'lucide-react';
import { type ComponentProps, useState } from 'react';
import { toCommand, toCurl, toGoogleapis } from '../api/copy-forms.ts';
import { SuspendedStrip } from '../overview/suspended-strip.tsx';
import { type ConnectionPlace, nameOf } from '../resources/connection.ts';
import { type EntityType, entityTypeQuery } from '../resources/entity-type.ts';
import { useMay } from '../resources/permissions.ts';
import { Button, IconButton } from '../ui/button.tsx';
import { CopyButton, CopyMenu } from '../ui/copy-menu.tsx';
import { Page, Section } from '../ui/page.tsx';
import { QueryView } from '../ui/query-view.tsx';
import { Permitted } from '../ui/states.tsx';
import { DeleteRow } from './delete-row.tsx';
import { entityPath, entityQuery } from './list-query.ts';
import { ReviewBar } from './review-bar.tsx';
import { RowFields } from './row-fields.tsx';
import { RowHistory } from './row-history.tsx';
import { hasMedia, RowMedia } from './row-media.tsx';
import { RowJson } from './row-json.tsx';
import { useStagedEdits } from './staged-edits.ts';

const route = getRouteApi('/c/$project/$location/$connection/data/$type/$id');

export function RowPage() {
  const { type, id, ...place } = route.useParams();
  const query = useQuery(entityTypeQuery(place, type));
  return (
    <QueryView query={query} what={type}>
      {(entityType) => <RowOf key={id} place={place} entityType={entityType} id={id} />}
    </QueryView>
  );
}

function formsOf(place: ConnectionPlace, type: string, id: string) {
  return [
    toCurl({ path: entityPath(place, type, id) }),
    toCommand('get', type, id, '--connection', place.connection),
    toGoogleapis('v2', 'projects.locations.connections.entityTypes.entities.get', {
      name: `${nameOf(place)}/entityTypes/${type}/entities/${id}`,
    }),
  ];
}

interface RowOfProps {
  readonly place: ConnectionPlace;
  readonly entityType: EntityType;
  readonly id: string;
}

function Key({ id }: { readonly id: string }) {
  return (
    <>
      <code>{id}</code>
      <CopyButton text={id} label="Copy the key" />
    </>
  );
}

function Place({ place, type }: { readonly place: ConnectionPlace; readonly type: string }) {
  return (
    <>
      A row of{' '}
      <Link to="/c/$project/$location/$connection/data/$type" params={{ ...place, type }}>
        {type}
      </Link>
    </>
  );
}

function RowContent(props: ComponentProps<typeof RowFields>) {
  const { place, entityType, id, values } = props;
  return (
    <>
      <Section>
        <RowFields {...props} />
      </Section>
      {hasMedia(entityType.name) && (
        <Section title="File">
          <RowMedia place={place} type={entityType.name} values={values} />
        </Section>
      )}
      <RowHistory place={place} type={entityType.name} id={id} />
      <Section>
        <RowJson values={values} />
      </Section>
    </>
  );
}

function RowOf({ place, entityType, id }: RowOfProps) {
  const navigate = route.useNavigate();
  const may = useMay(place);
  const { name: type, operations, metadata } = entityType;
  const mayGet = may('connectors.entities.get');
  const row = useQuery({ ...entityQuery(place, type, id), enabled: mayGet });
  const scope = `${nameOf(place)}/${type}`;
  const { [id]: edits } = useStagedEdits(scope);
  const [isDeleting, setDeleting] = useState(false);
  const mayUpdate = operations.includes('UPDATE') && may('connectors.entities.update');
  const mayDelete = operations.includes('DELETE') && may('connectors.entities.delete');
  const back = { to: '/c/$project/$location/$connection/data/$type', params: { ...place, type } } as const;
  return (
    <Page
      name={`${id} · ${type}`}
      title={<Key id={id} />}
      description={<Place place={place} type={type} />}
      actions={
        <>
          <IconButton label="Read again" disabled={row.isFetching} onClick={() => void row.refetch()}>
            <RefreshCw size={15} />
          </IconButton>
          <CopyMenu forms={formsOf(place, type, id)} />
          {mayDelete && (
            <Button onClick={() => setDeleting(true)}>
              <Trash2 size={14} aria-hidden /> Delete…
            </Button>
          )}
        </>
      }
    >
      <SuspendedStrip place={place} />
      <Permitted may={may} permission="connectors.entities.get" what="the rows of this connection">
        <QueryView query={row} what="the row">
          {({ fields }) => (
            <RowContent
              {...{ place, entityType, id, scope }}
              values={fields}
              canUpdate={mayUpdate}
              edits={edits ?? []}
            />
          )}
        </QueryView>
      </Permitted>
      <ReviewBar {...{ place, scope, entityType }} staged={edits ? { [id]: edits } : {}} />
      {isDeleting && (
        <DeleteRow
          place={place}
          type={type}
          id={id}
          consequence={metadata?.twilio?.consequences?.DELETE}
          onClose={() => setDeleting(false)}
          onDeleted={() => void navigate(back)}
        />
      )}
    </Page>
  );
}
