import { defineMethod } from '../method.js';
import { PAGE, pageOf } from '../page.js';
import { unsupported } from '../parameters.js';

/** The projects in which the caller has a role, in the form of Google's Resource Manager. */
export const list = defineMethod({
  id: 'cloudresourcemanager.projects.list',
  permission: 'none',
  audit: 'ADMIN_READ',
  on: 'server',
  parameters: { ...PAGE, filter: unsupported('list all projects') },
  async handle({ projects }, { query, caller }) {
    const { items, ...page } = pageOf(await projects.list(caller), query);
    return { projects: items.map(toProject), ...page };
  },
});

/** Projects are names without a state of their own. */
function toProject(projectId: string) {
  return { projectId, name: projectId, lifecycleState: 'ACTIVE' };
}
