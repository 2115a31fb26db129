import type { IndexedMethod } from './indexed-method.js';

/**
 * Methods of Google's other APIs that are served here. They are listed by hand, because the repository does not contain the
 * discovery documents of these APIs.
 */

/**
 * The method that Application Integration's Connectors task and Google's agent kit call
 * (https://cloud.google.com/application-integration/docs/connectors-task).
 */
const INTEGRATIONS: readonly IndexedMethod[] = [
  {
    id: 'v2.integrations.executeConnection',
    httpMethod: 'POST',
    path: '/v2/projects/{projectsId}/locations/{locationsId}/integrations/ExecuteConnection:execute',
  },
];

/** https://cloud.google.com/resource-manager/reference/rest/v1/projects */
const RESOURCE_MANAGER: readonly IndexedMethod[] = [
  { id: 'cloudresourcemanager.projects.list', httpMethod: 'GET', path: '/cloudresourcemanager/v1/projects' },
  ...['getIamPolicy', 'setIamPolicy', 'testIamPermissions'].map((verb) => ({
    id: `cloudresourcemanager.projects.${verb}`,
    httpMethod: 'POST',
    path: `/cloudresourcemanager/v1/projects/{projectsId}:${verb}`,
  })),
];

const SECRETS = 'secrets';
const SECRET = 'secrets/{secretsId}';
const VERSIONS = 'secrets/{secretsId}/versions';
const VERSION = 'secrets/{secretsId}/versions/{versionsId}';

/** Id, HTTP method and path below a project: https://cloud.google.com/secret-manager/docs/reference/rest */
const BELOW_A_PROJECT = [
  ['secrets.create', 'POST', SECRETS],
  ['secrets.list', 'GET', SECRETS],
  ['secrets.get', 'GET', SECRET],
  ['secrets.patch', 'PATCH', SECRET],
  ['secrets.delete', 'DELETE', SECRET],
  ['secrets.addVersion', 'POST', `${SECRET}:addVersion`],
  ['secrets.getIamPolicy', 'GET', `${SECRET}:getIamPolicy`],
  ['secrets.setIamPolicy', 'POST', `${SECRET}:setIamPolicy`],
  ['secrets.testIamPermissions', 'POST', `${SECRET}:testIamPermissions`],
  ['secrets.versions.list', 'GET', VERSIONS],
  ['secrets.versions.get', 'GET', VERSION],
  ['secrets.versions.access', 'GET', `${VERSION}:access`],
  ['secrets.versions.enable', 'POST', `${VERSION}:enable`],
  ['secrets.versions.disable', 'POST', `${VERSION}:disable`],
  ['secrets.versions.destroy', 'POST', `${VERSION}:destroy`],
] as const;

/** Google's Node clients ignore the path of the configured endpoint and use `/v1/` instead. */
const PREFIXES = ['/secretmanager/v1', '/v1'];
const SCOPES = [
  ['secretmanager.projects', 'projects/{projectsId}'],
  ['secretmanager.projects.locations', 'projects/{projectsId}/locations/{locationsId}'],
] as const;

const SECRET_MANAGER: readonly IndexedMethod[] = PREFIXES.flatMap((prefix) =>
  BELOW_A_PROJECT.flatMap(([name, httpMethod, path]) =>
    SCOPES.map(([scope, parent]) => ({ id: `${scope}.${name}`, httpMethod, path: `${prefix}/${parent}/${path}` })),
  ),
);

/** https://cloud.google.com/logging/docs/reference/v2/rest; Google's clients use the path without a prefix. */
const LOGGING: readonly IndexedMethod[] = ['/logging/v2', '/v2'].map((prefix) => ({
  id: 'logging.entries.list',
  httpMethod: 'POST',
  path: `${prefix}/entries:list`,
}));
/** https://cloud.google.com/monitoring/api/ref_v3/rest. Google's clients use only the path of their API, below any root. */
const MONITORING: readonly IndexedMethod[] = ['/monitoring/v3', '/v3'].flatMap((prefix) =>
  [
    ['timeSeries.list', 'timeSeries'],
    ['metricDescriptors.list', 'metricDescriptors'],
    ['metricDescriptors.get', 'metricDescriptors/{metricDescriptorsId}'],
  ].map(([name, path]) => ({
    id: `monitoring.projects.${name}`,
    httpMethod: 'GET',
    path: `${prefix}/projects/{projectsId}/${path}`,
  })),
);

export const OTHER_APIS: readonly IndexedMethod[] = [
  ...INTEGRATIONS,
  ...RESOURCE_MANAGER,
  ...SECRET_MANAGER,
  ...LOGGING,
  ...MONITORING,
];
