import type { Permission } from '../../access/permissions.js';
import { invalidParameter } from '../../errors.js';
import { isRecord } from '../../json/values.js';
import type { Body } from '../body.js';
import { defineMethod, type MethodRequest } from '../method.js';
import { text } from '../parameters.js';
import type { Services } from '../services.js';
import { checkExists } from './policy-resource.js';

// The policies of connections, and of projects at the paths of Google's Resource Manager
// (https://cloud.google.com/resource-manager/reference/rest/v1/projects/getIamPolicy).

/** Conditions are not supported, so all versions of a policy are the same. */
const POLICY_VERSIONS: readonly string[] = ['', '0', '1', '3'];
const MASK: readonly string[] = ['bindings', 'etag', 'version'];
const MAX_PERMISSIONS = 100;
const PERMISSION = /^[A-Za-z]+\.[A-Za-z]+\.[A-Za-z]+$/;

/** Accepts the requested policy version as a query parameter and in the body. */
export const getOfConnection = defineMethod({
  id: 'v1.connections.getIamPolicy',
  permission: 'connectors.connections.getIamPolicy',
  audit: 'ADMIN_READ',
  on: 'server',
  parameters: { 'options.requestedPolicyVersion': text() },
  body: ['options'],
  handle(services, { resource, query, body }) {
    checkVersion(query['options.requestedPolicyVersion'] ?? '');
    return getPolicy(services, resource, body);
  },
});

export const getOfProject = defineMethod({
  id: 'cloudresourcemanager.projects.getIamPolicy',
  permission: 'resourcemanager.projects.getIamPolicy',
  audit: 'ADMIN_READ',
  on: 'server',
  body: ['options'],
  handle: (services, { resource, body }) => getPolicy(services, resource, body),
});

/** Replaces the policy. `Policies.set` checks which roles the caller may grant and revoke. */
export const setOfConnection = defineMethod({
  id: 'v1.connections.setIamPolicy',
  permission: 'connectors.connections.setIamPolicy',
  audit: 'ADMIN_WRITE',
  on: 'server',
  body: ['policy', 'updateMask'],
  handle: setPolicy,
});

export const setOfProject = defineMethod({
  id: 'cloudresourcemanager.projects.setIamPolicy',
  permission: 'resourcemanager.projects.setIamPolicy',
  audit: 'ADMIN_WRITE',
  on: 'server',
  body: ['policy', 'updateMask'],
  handle: setPolicy,
});

/** Returns the subset of the permissions that the caller has, in the same order. */
export const testOfConnection = defineMethod({
  id: 'v1.connections.testIamPermissions',
  permission: 'none',
  audit: 'ADMIN_READ',
  on: 'server',
  body: ['permissions'],
  handle: testPermissions,
});

export const testOfProject = defineMethod({
  id: 'cloudresourcemanager.projects.testIamPermissions',
  permission: 'none',
  audit: 'ADMIN_READ',
  on: 'server',
  body: ['permissions'],
  handle: testPermissions,
});

type PolicyRequest = Pick<MethodRequest, 'body' | 'caller'> & { readonly resource: string };

async function getPolicy(services: Services, resource: string, { options = {} }: Body) {
  if (!isRecord(options)) throw invalidParameter('options', 'must be an object');
  checkVersion(options.requestedPolicyVersion ?? '');
  await checkExists(services, resource);
  return services.policies.get(resource);
}

async function setPolicy(services: Services, { resource, body, caller }: PolicyRequest) {
  checkMask(body);
  await checkExists(services, resource);
  return services.policies.set(caller, resource, body.policy);
}

async function testPermissions({ policies }: Services, { resource, body, caller }: PolicyRequest) {
  const permissions = readPermissions(body);
  const answers = await Promise.all(permissions.map((permission) => policies.isAllowed(caller, permission, resource)));
  const held = permissions.filter((_, index) => answers[index]);
  return held.length > 0 ? { permissions: held } : {};
}

function readPermissions({ permissions: given }: Body): readonly Permission[] {
  if (!Array.isArray(given)) throw invalidParameter('permissions', 'must be a list of permissions');
  if (given.length > MAX_PERMISSIONS) {
    throw invalidParameter('permissions', `has ${given.length} entries; the maximum is ${MAX_PERMISSIONS}`);
  }
  if (given.every(isPermission)) return given;
  throw invalidParameter('permissions', 'must contain full names such as connectors.entities.list, without wildcards');
}

function isPermission(given: unknown): given is Permission {
  return typeof given === 'string' && given.length <= 128 && PERMISSION.test(given);
}

function checkVersion(version: unknown): void {
  if (POLICY_VERSIONS.includes(String(version))) return;
  throw invalidParameter('options.requestedPolicyVersion', 'must be 0, 1 or 3');
}

function checkMask({ updateMask: given }: Body): void {
  if (given === undefined || given === null || given === '') return;
  const paths = typeof given === 'string' ? given.split(',') : [];
  if (paths.includes('bindings') && paths.every((path) => MASK.includes(path))) return;
  throw invalidParameter('updateMask', `must include bindings and only contain ${MASK.join(', ')}`);
}
