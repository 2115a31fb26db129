import type { OwnMethod } from '../own-method.js';

/** Google's Node clients leave out the path of the address that they are given, and look below `/v1/` whatever it is. */
const PREFIXES = ['/secretmanager/v1', '/v1'];
const GLOBAL = 'projects/{projectsId}';
const REGIONAL = 'projects/{projectsId}/locations/{locationsId}';

const SECRETS = 'secrets';
const SECRET = 'secrets/{secretsId}';
const VERSIONS = 'secrets/{secretsId}/versions';
const VERSION = 'secrets/{secretsId}/versions/{versionsId}';

/** Id, HTTP method, path below a project, permission (https://cloud.google.com/secret-manager/docs/access-control). */
const BELOW_A_PROJECT = [
  ['secrets.create', 'POST', SECRETS, 'secretmanager.secrets.create'],
  ['secrets.list', 'GET', SECRETS, 'secretmanager.secrets.list'],
  ['secrets.get', 'GET', SECRET, 'secretmanager.secrets.get'],
  ['secrets.patch', 'PATCH', SECRET, 'secretmanager.secrets.update'],
  ['secrets.delete', 'DELETE', SECRET, 'secretmanager.secrets.delete'],
  ['secrets.addVersion', 'POST', `${SECRET}:addVersion`, 'secretmanager.versions.add'],
  ['secrets.getIamPolicy', 'GET', `${SECRET}:getIamPolicy`, 'secretmanager.secrets.getIamPolicy'],
  ['secrets.setIamPolicy', 'POST', `${SECRET}:setIamPolicy`, 'secretmanager.secrets.setIamPolicy'],
  ['secrets.testIamPermissions', 'POST', `${SECRET}:testIamPermissions`, 'none'],
  ['secrets.versions.list', 'GET', VERSIONS, 'secretmanager.versions.list'],
  ['secrets.versions.get', 'GET', VERSION, 'secretmanager.versions.get'],
  ['secrets.versions.access', 'GET', `${VERSION}:access`, 'secretmanager.versions.access'],
  ['secrets.versions.enable', 'POST', `${VERSION}:enable`, 'secretmanager.versions.enable'],
  ['secrets.versions.disable', 'POST', `${VERSION}:disable`, 'secretmanager.versions.disable'],
  ['secrets.versions.destroy', 'POST', `${VERSION}:destroy`, 'secretmanager.versions.destroy'],
] as const;

/** Every method that is served, at each of its two paths, of which `handlers.ts` builds some; the others answer 501. */
export const SECRET_MANAGER_METHODS: readonly OwnMethod[] = PREFIXES.flatMap((prefix) =>
  BELOW_A_PROJECT.flatMap(([name, httpMethod, path, permission]) => {
    const method = { httpMethod, permission, audit: auditOf(name, httpMethod) };
    return [
      { ...method, id: `secretmanager.projects.${name}`, path: `${prefix}/${GLOBAL}/${path}` },
      { ...method, id: `secretmanager.projects.locations.${name}`, path: `${prefix}/${REGIONAL}/${path}` },
    ];
  }),
);

/** As Google logs them: https://cloud.google.com/secret-manager/docs/audit-logging */
function auditOf(name: string, httpMethod: string): OwnMethod['audit'] {
  if (name.endsWith('.access')) return 'DATA_READ';
  return httpMethod === 'GET' || name.endsWith('testIamPermissions') ? 'ADMIN_READ' : 'ADMIN_WRITE';
}
