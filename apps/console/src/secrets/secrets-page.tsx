import { useQuery } from '@tanstack/react-query';
import { Link, useNavigate } from '@tanstack/react-router';
import { Plus } from 'lucide-react';
import { useState } from 'react';
import { toCommand, toCurl } from '../api/copy-forms.ts';
import { useFormatTime } from '../format/clock.ts';
import { useMayInProject } from '../resources/permissions.ts';
import { lastPart, type Secret, secretsQuery } from '../resources/secret.ts';
import { useProject } from '../shell/use-place.ts';
import { Mono } from '../ui/badge.tsx';
import { Button } from '../ui/button.tsx';
import { CopyMenu } from '../ui/copy-menu.tsx';
import { Page } from '../ui/page.tsx';
import { QueryView } from '../ui/query-view.tsx';
import { Empty, Permitted } from '../ui/states.tsx';
import { type Column, Table } from '../ui/table.tsx';
import { NewSecret } from './new-secret.tsx';

export function Secrets() {
  const project = useProject();
  const may = useMayInProject(project);
  const navigate = useNavigate();
  const [isCreating, setCreating] = useState(false);
  const query = useQuery({ ...secretsQuery(project), enabled: may('secretmanager.secrets.list') });
  const forms = [
    toCurl({ path: `/secretmanager/v1/projects/${project}/secrets` }),
    toCommand('secrets', 'list', '--project', project),
  ];
  return (
    <Page
      name="Secrets"
      title="Secrets"
      description="Values go into the vault and never come out here. Connections refer to them by name."
      actions={
        <>
          <CopyMenu forms={forms} />
          {may('secretmanager.secrets.create') && (
            <Button kind="primary" onClick={() => setCreating(true)}>
              <Plus size={14} aria-hidden /> New secret
            </Button>
          )}
        </>
      }
    >
      <Permitted may={may} permission="secretmanager.secrets.list" what="the secrets of this project">
        <QueryView query={query} what="secrets">
          {(secrets) => <SecretTable secrets={secrets} project={project} />}
        </QueryView>
      </Permitted>
      {isCreating && (
        <NewSecret
          project={project}
          onClose={() => setCreating(false)}
          onCreated={({ name }) =>
            void navigate({ to: '/secrets/$project/$secret', params: { project, secret: name.split('/')[3] ?? '' } })
          }
        />
      )}
    </Page>
  );
}

function SecretTable({ secrets, project }: { readonly secrets: readonly Secret[]; readonly project: string }) {
  const formatTime = useFormatTime();
  const columns: readonly Column<Secret>[] = [
    {
      title: 'Name',
      cell: ({ name }) => (
        <Link to="/secrets/$project/$secret" params={{ project, secret: lastPart(name) }}>
          {lastPart(name)}
        </Link>
      ),
    },
    { title: 'Resource', cell: ({ name }) => <Mono>{name}</Mono> },
    { title: 'Created', kind: 'muted', cell: ({ createTime }) => createTime && formatTime(createTime) },
  ];
  if (secrets.length === 0)
    return (
      <Empty title="The vault has no secrets in this project">
        A connection needs one with the auth token of its account.
      </Empty>
    );
  return <Table label="Secrets" columns={columns} rows={secrets} keyOf={({ name }) => name} />;
}
