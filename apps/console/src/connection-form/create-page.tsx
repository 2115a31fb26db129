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

const toOption = ({ name, displayName = name }: Option) => ({ id: name, label: displayName });

const pathOf = (project: string, location: string) => `/v1/projects/${project}/locations/${location}/connections`;

function formsOf(place: NewPlace, body: ConnectionBody) {
  const { project, location, name } = place;
  return [
    toCurl({ method: 'POST', path: pathOf(project, location), query: { connectionId: name }, body }),
    toGoogleapis('v1', 'projects.locations.connections.create', {
      parent: `projects/${project}/locations/${location}`,
      connectionId: name,
      requestBody: body,
    }),
    toTerraform(place, body),
  ];
}

interface NewPlace {
  readonly project: string;
  readonly location: string;
  readonly name: string;
}

interface Option {
  readonly name: string;
  readonly displayName?: string;
}

interface ConnectorChoiceProps {
  readonly connectors: readonly Option[];
  readonly versions: readonly Option[];
  readonly entries: Entries;
  readonly onChange: (entries: Entries) => void;
}

function ConnectorChoice({ connectors, versions, ...props }: ConnectorChoiceProps) {
  return (
    <>
      <PlainChoice field="connector" label="Connector" options={connectors.map(toOption)} {...props} />
      <PlainChoice field="version" label="Connector version" options={versions.map(toOption)} {...props} />
    </>
  );
}

interface CreateFormProps {
  readonly project: string;
  readonly connectors: readonly (Option & { readonly versions: readonly Option[] })[];
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
  const path = pathOf(project, location);
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
              options={(locations.data ?? []).map(({ locationId, displayName }) => ({
                id: locationId,
                label: `${locationId} (${displayName ?? ''})`,
              }))}
            />
          }
          connector={
            <ConnectorChoice
              connectors={connectors}
              versions={connector?.versions ?? []}
              entries={entries}
              onChange={setEntries}
            />
          }
          copy={(body) => <CopyMenu forms={formsOf({ project, location, name }, body)} />}
        />
      )}
    </QueryView>
  );
}
