import { useQuery } from '@tanstack/react-query';
import { getRouteApi } from '@tanstack/react-router';
import { useState } from 'react';
import { toCommand, toCurl } from '../api/copy-forms.ts';
import { useMayInProject } from '../resources/permissions.ts';
import { secretVersionsQuery } from '../resources/secret.ts';
import { Button } from '../ui/button.tsx';
import { CopyMenu } from '../ui/copy-menu.tsx';
import { Page, Section } from '../ui/page.tsx';
import { QueryView } from '../ui/query-view.tsx';
import { Permitted } from '../ui/states.tsx';
import { Rotation } from './rotation.tsx';
import { SecretUses } from './secret-uses.tsx';
import { VersionTable } from './version-table.tsx';

const route = getRouteApi('/secrets/$project/$secret');

/** A secret, its versions and the connections that use it. */
export function SecretPage() {
  const { project, secret } = route.useParams();
  const name = `projects/${project}/secrets/${secret}`;
  const may = useMayInProject(project);
  const [isRotating, setRotating] = useState(false);
  const query = useQuery({ ...secretVersionsQuery(name), enabled: may('secretmanager.versions.list') });
  const forms = [
    toCurl({ path: `/secretmanager/v1/${name}/versions` }),
    toCommand('secrets', 'versions', secret, '--project', project),
  ];
  return (
    <Page
      name={`Secret ${secret}`}
      title={secret}
      description="Its values go in and never come out. A rotation adds a version, tests the connections with it, and disables the old one."
      actions={
        <>
          <CopyMenu forms={forms} />
          {may('secretmanager.versions.add') && (
            <Button kind="primary" onClick={() => setRotating(true)}>
              Rotate…
            </Button>
          )}
        </>
      }
    >
      <Permitted may={may} permission="secretmanager.versions.list" what="the versions of this secret">
        <QueryView query={query} what="versions">
          {(versions) => (
            <>
              <VersionTable versions={versions} project={project} />
              <Section title="Connections that use it">
                <SecretUses secret={secret} project={project} versions={versions} />
              </Section>
            </>
          )}
        </QueryView>
      </Permitted>
      {isRotating && (
        <Rotation project={project} secret={secret} versions={query.data ?? []} onClose={() => setRotating(false)} />
      )}
    </Page>
  );
}
