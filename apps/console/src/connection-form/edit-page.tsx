import { useQuery, useQueryClient } from '@tanstack/react-query';
import { getRouteApi } from '@tanstack/react-router';
import { useState } from 'react';
import { toCurl, toGoogleapis } from '../api/copy-forms.ts';
import { request } from '../api/http.ts';
import {
  type Connection,
  type ConnectionPlace,
  connectionQuery,
  nameOf,
  type Operation,
} from '../resources/connection.ts';
import { useMay } from '../resources/permissions.ts';
import { Mono } from '../ui/badge.tsx';
import { CopyMenu } from '../ui/copy-menu.tsx';
import { Facts } from '../ui/facts.tsx';
import { Page } from '../ui/page.tsx';
import { QueryView } from '../ui/query-view.tsx';
import { Permitted } from '../ui/states.tsx';
import { toast } from '../ui/toasts.tsx';
import { toCheckAnswer } from './check.ts';
import { ConnectionForm } from './connection-form.tsx';
import { type ConnectorVersion, versionQuery } from './connector-version.ts';
import { entriesOf } from './entries.ts';
import { changedFields, type ConnectionBody, toConnection } from './to-connection.ts';
import { toTerraform } from './to-terraform.ts';

const route = getRouteApi('/c/$project/$location/$connection/edit');

export function EditConnection() {
  const place = route.useParams();
  const may = useMay(place);
  const query = useQuery({ ...connectionQuery(place), refetchInterval: false, refetchOnWindowFocus: false });
  const version = useQuery({ ...versionQuery(query.data?.connectorVersion ?? ''), enabled: query.isSuccess });
  return (
    <Page name={`Edit ${place.connection}`} title={`Edit ${place.connection}`}>
      <Permitted may={may} permission="connectors.connections.update" what="this form">
        <QueryView query={query} what="the connection">
          {(connection) => (
            <QueryView query={version} what="the form">
              {(shown) => <EditForm place={place} connection={connection} version={shown} />}
            </QueryView>
          )}
        </QueryView>
      </Permitted>
    </Page>
  );
}

interface EditFormProps {
  readonly place: ConnectionPlace;
  readonly connection: Connection;
  readonly version: ConnectorVersion;
}

function EditForm({ place, connection, version }: EditFormProps) {
  const navigate = route.useNavigate();
  const client = useQueryClient();
  const [entries, setEntries] = useState(() => entriesOf(connection));
  const [before] = useState(() => toConnection(version, entries));
  const name = nameOf(place);
  const path = `/v1/${name}`;
  const maskOf = (body: ConnectionBody) => changedFields(before, body).join(',');
  const patch = (body: ConnectionBody, validateOnly?: boolean) => {
    const updateMask = maskOf(body);
    if (updateMask === '') throw new Error('Nothing has been changed.');
    return request<Operation>({ method: 'PATCH', path, query: { updateMask, validateOnly }, body });
  };
  async function save(body: ConnectionBody): Promise<void> {
    await patch(body);
    toast(`Saved ${place.connection}.`);
    await Promise.all([
      client.invalidateQueries({ queryKey: ['connections'] }),
      client.invalidateQueries({ queryKey: ['connection', name] }),
    ]);
    await navigate({ to: '/c/$project/$location/$connection', params: place });
  }
  return (
    <ConnectionForm
      project={place.project}
      version={version}
      entries={entries}
      onChange={setEntries}
      isEdit
      action="Save"
      check={async (body) => toCheckAnswer(await patch(body, true))}
      save={save}
      location={<Facts facts={[['Region', place.location]]} />}
      connector={<Facts facts={[['Connector version', <Mono key="version">{connection.connectorVersion}</Mono>]]} />}
      copy={(body) => (
        <CopyMenu
          forms={[
            toCurl({ method: 'PATCH', path, query: { updateMask: maskOf(body) }, body }),
            toGoogleapis('v1', 'projects.locations.connections.patch', {
              name,
              updateMask: maskOf(body),
              requestBody: body,
            }),
            toTerraform({ ...place, name: place.connection }, body),
          ]}
        />
      )}
    />
  );
}
