import { formatSecretName } from '../../secrets/secret-names.js';
import { defineMethod } from '../method.js';
import { PAGE, pageOf } from '../page.js';
import { text } from '../parameters.js';

/**
 * Which connections use which secrets of a project, or one secret of it. Of connections that the caller may not get, only the number
 * of uses is told, so that no secret looks unused that is not.
 */
export const list = defineMethod({
  id: 'admin.secretUses.list',
  route: { httpMethod: 'GET', path: '/admin/v1/projects/{projectsId}/secretUses' },
  permission: 'secretmanager.secrets.list',
  audit: 'ADMIN_READ',
  on: 'server',
  parameters: { ...PAGE, secret: text() },
  async handle({ connections, policies }, { path, query, caller }) {
    const { projectsId: project = '' } = path;
    const { secret } = query;
    const prefix = secret === undefined ? '' : `${formatSecretName({ project, secret })}/`;
    const all = await connections.secretUses(project);
    const uses = all.filter(({ secretVersion }) => secretVersion.startsWith(prefix));
    const allowed = await Promise.all(
      uses.map(({ connection }) => policies.isAllowed(caller, 'connectors.connections.get', connection)),
    );
    const visible = uses.filter((_, index) => allowed[index]);
    const { items, ...page } = pageOf(visible, query);
    return { secretUses: items, hiddenUses: uses.length - visible.length, ...page };
  },
});
