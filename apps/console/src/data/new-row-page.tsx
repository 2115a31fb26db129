import { useQuery, useQueryClient } from '@tanstack/react-query';
import { getRouteApi } from '@tanstack/react-router';
import { toCommand, toCurl, toGoogleapis } from '../api/copy-forms.ts';
import { SuspendedStrip } from '../overview/suspended-strip.tsx';
import { type ConnectionPlace, nameOf } from '../resources/connection.ts';
import { type EntityType, entityTypeQuery } from '../resources/entity-type.ts';
import { useMay } from '../resources/permissions.ts';
import { CopyMenu } from '../ui/copy-menu.tsx';
import { Documented } from '../ui/documented.tsx';
import { Page, Section } from '../ui/page.tsx';
import { QueryView } from '../ui/query-view.tsx';
import { Permitted } from '../ui/states.tsx';
import { toast } from '../ui/toasts.tsx';
import { toInput } from './input-value.ts';
import { type Entity, idOf, type Values } from './list-query.ts';
import { createCall } from './write-calls.ts';
import { WriteForm } from './write-form.tsx';

const route = getRouteApi('/c/$project/$location/$connection/new-row/$type');

export function NewRow() {
  const { type, ...place } = route.useParams();
  const query = useQuery(entityTypeQuery(place, type));
  return (
    <QueryView query={query} what={type}>
      {(entityType) => <NewRowOf place={place} entityType={entityType} />}
    </QueryView>
  );
}

function formsOf(place: ConnectionPlace, type: string, values: Values) {
  const set = Object.entries(values).flatMap(([name, value]) => ['--set', `${name}=${toInput(value)}`]);
  const parent = `${nameOf(place)}/entityTypes/${type}`;
  return [
    toCurl(createCall(place, type, values)),
    toCommand('create', type, '--connection', place.connection, ...set),
    toGoogleapis('v2', 'projects.locations.connections.entityTypes.entities.create', {
      parent,
      requestBody: { fields: values },
    }),
  ];
}

function NewRowOf({ place, entityType }: { readonly place: ConnectionPlace; readonly entityType: EntityType }) {
  const navigate = route.useNavigate();
  const client = useQueryClient();
  const may = useMay(place);
  const { name, metadata } = entityType;
  const fields = entityType.fields
    .filter(({ additionalDetails }) => additionalDetails?.create !== undefined)
    .map((field) => ({ field, isRequired: field.additionalDetails?.create === 'required' }));
  return (
    <Page
      name={`Create ${name}`}
      title={`Create a row of ${name}`}
      description={<Documented {...entityType.metadata?.twilio} />}
    >
      <SuspendedStrip place={place} />
      <Permitted may={may} permission="connectors.entities.create" what="this form">
        <Section>
          <WriteForm
            fields={fields}
            title={`Create a row of ${name}`}
            action="Create"
            consequence={metadata?.twilio?.consequences?.CREATE}
            toCall={(values) => createCall(place, name, values)}
            extra={(values) => <CopyMenu forms={formsOf(place, name, values)} />}
            onAnswer={({ body, isReplayed }) => {
              const id = idOf(body as Entity);
              toast(isReplayed ? `${id} had been created before.` : `Created ${id}.`);
              void client.invalidateQueries({ queryKey: ['entities', nameOf(place), name] });
              void navigate({
                to: '/c/$project/$location/$connection/data/$type/$id',
                params: { ...place, type: name, id },
              });
            }}
          />
        </Section>
      </Permitted>
    </Page>
  );
}
