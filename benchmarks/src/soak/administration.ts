import { entities, type Kind, PARENT, PROJECT } from './kinds.ts';

export const ADMINISTRATION: readonly Kind[] = [
  {
    name: 'suspend and resume',
    weight: 1,
    async run({ api, token, administrator, random }) {
      const body = { suspended: random() < 0.5 };
      const path = `${PARENT}/connections/side?updateMask=suspended`;
      await Promise.all([
        api({ path: `${entities('Messages', 'side')}?pageSize=20`, token }),
        api({ path, method: 'PATCH', body, token: administrator }),
        api({ path: `${entities('Messages', 'side')}?pageSize=1`, token }),
      ]);
    },
  },
  {
    name: 'create and delete a connection',
    weight: 1,
    async run({ api, administrator, token, next }) {
      const id = `temporary-${next()}`;
      const { json = {} } = (await api({ path: `${PARENT}/connections/side`, token: administrator })) ?? {};
      const { connectorVersion, authConfig, configVariables } = json;
      const body = { connectorVersion, authConfig, configVariables };
      await api({ path: `${PARENT}/connections?connectionId=${id}`, method: 'POST', body, token: administrator });
      await api({ path: `/v2/projects/${PROJECT}/locations/local/connections/${id}:checkStatus`, token });
      await api({ path: `${PARENT}/connections/${id}`, method: 'DELETE', token: administrator });
    },
  },
  {
    name: 'create, use and revoke a token',
    weight: 1,
    async run({ api, administrator, next }) {
      const name = `soak-${next()}`;
      const bindings = [{ role: 'roles/connectors.viewer', resource: `projects/${PROJECT}` }];
      const made = await api({
        path: '/admin/v1/tokens',
        method: 'POST',
        body: { name, bindings },
        token: administrator,
      });
      await api({ path: `${PARENT}/connections`, token: String(made?.json.token) });
      await api({ path: `/admin/v1/tokens/${name}`, method: 'DELETE', token: administrator });
      // Removes the name from the policy, which would grow otherwise.
      const policy = await api({
        path: `/cloudresourcemanager/v1/projects/${PROJECT}:getIamPolicy`,
        method: 'POST',
        token: administrator,
      });
      await setPolicy({ api, administrator }, policy?.json ?? {});
    },
  },
  {
    name: 'set a policy',
    weight: 1,
    async run({ api, administrator }) {
      const path = `/cloudresourcemanager/v1/projects/${PROJECT}:getIamPolicy`;
      const policy = await api({ path, method: 'POST', token: administrator });
      await setPolicy({ api, administrator }, policy?.json ?? {});
    },
  },
  {
    name: 'add a version of a secret',
    weight: 1,
    async run({ api, administrator, token }) {
      const secret = `/secretmanager/v1/projects/${PROJECT}/secrets/auth-token`;
      const body = { payload: { data: btoa('simulator') } };
      const added = await api({ path: `${secret}:addVersion`, method: 'POST', body, token: administrator });
      const version = String(added?.json.name).split('/').at(-1);
      await api({ path: `${secret}/versions/latest:access`, token: administrator });
      await api({ path: `${PARENT}/connections/busy/connectionSchemaMetadata:refresh`, method: 'POST', token });
      await api({ path: `${secret}/versions/${version}:destroy`, method: 'POST', body: {}, token: administrator });
    },
  },
  {
    name: 'read the audit log',
    weight: 1,
    run: ({ api, administrator }) =>
      api({ path: `/admin/v1/auditRecords?project=${PROJECT}&pageSize=50`, token: administrator }),
  },
];

/** Writes the policy back without the bindings of temporary tokens. */
async function setPolicy(
  { api, administrator }: Pick<Parameters<Kind['run']>[0], 'api' | 'administrator'>,
  policy: Readonly<Record<string, any>>,
) {
  if (!Array.isArray(policy.bindings)) return;
  const bindings = policy.bindings.map((binding: { readonly members: readonly string[] }) => ({
    ...binding,
    members: binding.members.filter((member) => !member.startsWith('token:soak-')),
  }));
  const path = `/cloudresourcemanager/v1/projects/${PROJECT}:setIamPolicy`;
  const body = { policy: { bindings, etag: policy.etag } };
  await api({ path, method: 'POST', body, token: administrator });
}
