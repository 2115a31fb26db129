import type { OwnMethod } from '../own-method.js';
import type { RestRequest } from '../request.js';
import { getIamPolicy, setIamPolicy, testIamPermissions } from './policy-methods.js';
import type { IamPort } from './port.js';

type IamHandler = (port: IamPort, request: RestRequest) => Promise<unknown>;

const PROJECT = '/cloudresourcemanager/v1/projects/{projectsId}';

/**
 * The policies of projects, at the paths of Google's Resource Manager
 * (https://cloud.google.com/resource-manager/reference/rest/v1/projects/getIamPolicy).
 */
export const PROJECT_IAM_METHODS: readonly OwnMethod[] = [
  {
    id: 'cloudresourcemanager.projects.getIamPolicy',
    httpMethod: 'POST',
    path: `${PROJECT}:getIamPolicy`,
    permission: 'resourcemanager.projects.getIamPolicy',
    audit: 'ADMIN_READ',
  },
  {
    id: 'cloudresourcemanager.projects.setIamPolicy',
    httpMethod: 'POST',
    path: `${PROJECT}:setIamPolicy`,
    permission: 'resourcemanager.projects.setIamPolicy',
    audit: 'ADMIN_WRITE',
  },
  {
    id: 'cloudresourcemanager.projects.testIamPermissions',
    httpMethod: 'POST',
    path: `${PROJECT}:testIamPermissions`,
    permission: 'none',
    audit: 'ADMIN_READ',
  },
];

/** By the method's id, of connections (Google's own methods) and of projects. */
export const IAM_HANDLERS: Readonly<Record<string, IamHandler>> = {
  'v1.connections.getIamPolicy': getIamPolicy,
  'v1.connections.setIamPolicy': setIamPolicy,
  'v1.connections.testIamPermissions': testIamPermissions,
  'cloudresourcemanager.projects.getIamPolicy': getIamPolicy,
  'cloudresourcemanager.projects.setIamPolicy': setIamPolicy,
  'cloudresourcemanager.projects.testIamPermissions': testIamPermissions,
};
