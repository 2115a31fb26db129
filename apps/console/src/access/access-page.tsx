import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { getRouteApi } from '@tanstack/react-router';
import { toCommand, toCurl } from '../api/copy-forms.ts';
import { type ConnectionPlace, nameOf } from '../resources/connection.ts';
import { useMay, useMayInProject } from '../resources/permissions.ts';
import {
  connectionPolicyQuery,
  type Policy,
  projectPolicyQuery,
  setConnectionPolicy,
  withMember,
} from '../resources/policy.ts';
import { Mono, Pill } from '../ui/badge.tsx';
import { Button } from '../ui/button.tsx';
import { CopyMenu } from '../ui/copy-menu.tsx';
import { Page, Section } from '../ui/page.tsx';
import { QueryView } from '../ui/query-view.tsx';
import { Empty, Permitted, Strip } from '../ui/states.tsx';
import { type Column, Table } from '../ui/table.tsx';
import { toast } from '../ui/toasts.tsx';
import { GrantForm } from './grant-form.tsx';
import { grantsOf, type Grant } from './grants.ts';
import { MemberPermissions } from './member-permissions.tsx';

const route = getRouteApi('/c/$project/$location/$connection/access');

export function Access() {
  const place = route.useParams();
  const name = nameOf(place);
  const may = useMay(place);
  const query = useQuery({ ...connectionPolicyQuery(name), enabled: may('connectors.connections.getIamPolicy') });
  const forms = [
    toCurl({ path: `/v1/${name}:getIamPolicy` }),
    toCommand('access', 'get', place.connection, '--project', place.project, '--location', place.location),
  ];
  return (
    <Page
      name={`Access to ${place.connection}`}
      title="Access"
      description="The roles that members have on this connection, and where each role comes from."
      actions={<CopyMenu forms={forms} />}
    >
      <Permitted may={may} permission="connectors.connections.getIamPolicy" what="the members of this connection">
        <QueryView query={query} what="the policy">
          {(policy) => <PolicyView place={place} policy={policy} />}
        </QueryView>
      </Permitted>
    </Page>
  );
}

function useSavePolicy(name: string) {
  const client = useQueryClient();
  return useMutation({
    mutationFn: (next: Policy) => setConnectionPolicy(name, next),
    onSuccess: () => toast('Saved.'),
    onError: ({ message }) => toast(message),
    onSettled: () => client.invalidateQueries({ queryKey: ['policy', name] }),
  });
}

interface GrantButtonsProps {
  readonly canRemove: boolean;
  readonly onAsk: () => void;
  readonly onRemove: () => void;
}

function GrantButtons({ canRemove, onAsk, onRemove }: GrantButtonsProps) {
  return (
    <span style={{ display: 'inline-flex', gap: 8 }}>
      <Button kind="quiet" onClick={onAsk}>
        What may it do?
      </Button>
      {canRemove && <Button onClick={onRemove}>Remove</Button>}
    </span>
  );
}

/** A caller may see the policy of a connection without that of its project. */
function HiddenRoles({ may }: { readonly may: ReturnType<typeof useMayInProject> }) {
  if (!may.isKnown || may('resourcemanager.projects.getIamPolicy')) return null;
  return (
    <Strip>
      Roles on the project are not shown. Seeing them needs <code>resourcemanager.projects.getIamPolicy</code>.
    </Strip>
  );
}

function PolicyView({ place, policy }: { readonly place: ConnectionPlace; readonly policy: Policy }) {
  const may = useMay(place);
  const mayInProject = useMayInProject(place.project);
  const { member } = route.useSearch();
  const navigate = route.useNavigate();
  const inherited = useQuery({
    ...projectPolicyQuery(place.project),
    enabled: mayInProject('resourcemanager.projects.getIamPolicy'),
  });
  const save = useSavePolicy(nameOf(place));
  const mayChange = may('connectors.connections.setIamPolicy');
  const grants = grantsOf(policy, inherited.data);
  const columns: readonly Column<Grant>[] = [
    { title: 'Member', cell: (grant) => <Mono>{grant.member}</Mono> },
    { title: 'Role', cell: ({ role }) => role },
    {
      title: 'Granted on',
      cell: ({ isInherited }) =>
        isInherited ? <Pill>project {place.project}</Pill> : <Pill tone="accent">this connection</Pill>,
    },
    {
      title: 'What can be done',
      isTitleHidden: true,
      cell: (grant) => (
        <GrantButtons
          canRemove={mayChange && !grant.isInherited && !save.isPending}
          onAsk={() => void navigate({ search: { member: grant.member } })}
          onRemove={() => save.mutate(withMember(policy, grant.role, { remove: grant.member }))}
        />
      ),
    },
  ];
  return (
    <>
      <HiddenRoles may={mayInProject} />
      {grants.length > 0 ? (
        <Table
          label="Members and roles"
          columns={columns}
          rows={grants}
          keyOf={(grant) => `${grant.member} ${grant.role} ${grant.isInherited}`}
        />
      ) : (
        <Empty title="Nobody has a role on this connection">The administrator of the server can always use it.</Empty>
      )}
      {mayChange && (
        <Section title="Grant a role on this connection">
          <GrantForm
            isBusy={save.isPending}
            onGrant={({ member: added, role }) => save.mutate(withMember(policy, role, { add: added }))}
          />
        </Section>
      )}
      {member && <MemberPermissions member={member} grants={grants} onClose={() => void navigate({ search: {} })} />}
    </>
  );
}
