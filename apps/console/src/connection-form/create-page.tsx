import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import { useState } from 'react';
import { toCurl, toGoogleapis } from '../api/copy-forms.ts';
import { request } from '../api/http.ts';
import type { Operation } from '../resources/connection.ts';
import { useMayInProject } from '../resources/permissions.ts';
import { useProject } from '../shell/use-place.ts';
import { CopyMenu } from '../ui/copy-menu.tsx';
import { Page } from '../ui/page.tsx';
import { QueryView } from '../ui/query-view.tsx';
import { Permitted } from '../ui/states.tsx';
import { toast } from '../ui/toasts.tsx';
import { type CheckAnswer, toCheckAnswer } from './check.ts';
import { ConnectionForm } from './connection-form.tsx';
import { connectorsQuery, locationsQuery, versionQuery } from './connector-version.ts';
import { type Entries, NO_ENTRIES } from './entries.ts';
import { PlainChoice } from './plain-choice.tsx';
import type { ConnectionBody } from './to-connection.ts';
import { toTerraform } from './to-terraform.ts';

export function CreateConnection() {
  const project = useProject();
  const may = useMayInProject(project);
  const connectors = useQuery(connectorsQuery(project));
  return (
    <Page name="Create Connection" title="Create Connection">
      <Permitted may={may} permission="connectors.connections.create" what="this form">
        <QueryView query={connectors} what="connectors">
          {(all) => <CreateForm project={project} connectors={all} />}
        </QueryView>
      </Permitted>
    </Page>
  );
}

const toOption = ({ name, displayName = name }: { readonly name: string; readonly displayName?: string }) => ({ id: name, label: displayName });

interface CreateFormProps {
  readonly project: string;
  readonly connectors: readonly { readonly name: string; readonly displayName?: string; readonly versions: readonly { readonly name: string; readonly displayName?: string }[] }[];
}

function CreateForm({ project, connectors }: CreateFormProps) {
  const navigate = useNavigate();
  const client = useQueryClient();
  const locations = useQuery(locationsQuery(project));
  const [entries, setEntries] = useState<Entries>(NO_ENTRIES);
  const { location = locations.data?.[0]?.locationId ?? 'local', name = '', connector: connectorName } = entries.texts;
  const connector = connectors.find((one) => one.name === connectorName) ?? connectors[0];
  const versionName = entries.texts.version ?? connector?.versions[0]?.name ?? '';
  const version = useQuery({ ...versionQuery(versionName), enabled: versionName !== '' });
  const path = `/v1/projects/${project}/locations/${location}/connections`;
  const create = (body: ConnectionBody, validateOnly?: boolean) =>
    request<Operation & CheckAnswer>({ method: 'POST', path, query: { connectionId: name, validateOnly }, body });
  async function save(body: ConnectionBody): Promise<void> {
    await create(body);
    toast(`Created ${name}.`);
    await client.invalidateQueries({ queryKey: ['connections'] });
    await navigate({ to: '/c/$project/$location/$connection', params: { project, location, connection: name } });
  }
  return (
    <QueryView query={version} what="the form">
      {(shown) => (
        <ConnectionForm
          project={project}
          version={shown}
          entries={entries}
          onChange={setEntries}
          action="Create"
          check={async (body) => toCheckAnswer(await create(body, true))}
          save={save}
          location={
            <PlainChoice
              field="location"
              label="Region"
              entries={{ ...entries, texts: { ...entries.texts, location } }}
              onChange={setEntries}
              options={(locations.data ?? []).map(({ locationId, displayName }) => ({ id: locationId, label: `${locationId} (${displayName ?? ''})` }))}
            />
          }
          connector={
            <>
              <PlainChoice field="connector" label="Connector" entries={entries} onChange={setEntries} options={connectors.map(toOption)} />
              <PlainChoice field="version" label="Connector version" entries={entries} onChange={setEntries} options={(connector?.versions ?? []).map(toOption)} />
            </>
          }
          copy={(body) => (
            <CopyMenu
              forms={[
                toCurl({ method: 'POST', path, query: { connectionId: name }, body }),
                toGoogleapis('v1', 'projects.locations.connections.create', { parent: path.slice('/v1/'.length, -'/connections'.length), connectionId: name, requestBody: body }),
                toTerraform({ project, location, name }, body),
              ]}
            />
          )}
        />
      )}
    </QueryView>
  );
}
