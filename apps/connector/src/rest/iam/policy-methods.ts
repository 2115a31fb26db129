import { invalidParameter } from '../../errors.js';
import type { Permission } from '../../access/permissions.js';
import { checkMembers, type RestRequest } from '../request.js';
import { checkExists, type IamPort } from './port.js';

/** Conditions are not served, so that every version of a policy says the same. */
const POLICY_VERSIONS: readonly string[] = ['', '0', '1', '3'];
const MASK: readonly string[] = ['bindings', 'etag', 'version'];
const MAX_PERMISSIONS = 100;
const PERMISSION = /^[A-Za-z]+\.[A-Za-z]+\.[A-Za-z]+$/;

/** `getIamPolicy` of a connection (GET) or a project (POST). */
export async function getIamPolicy(port: IamPort, { resource, query, body }: RestRequest) {
  checkMembers(body, ['options']);
  checkVersion(query.get('options.requestedPolicyVersion') ?? '', 'options.requestedPolicyVersion');
  const { options = {} } = body;
  if (typeof options !== 'object' || options === null) throw invalidParameter('options', 'must be an object');
  const { requestedPolicyVersion = '' } = options as { readonly requestedPolicyVersion?: unknown };
  checkVersion(requestedPolicyVersion, 'options.requestedPolicyVersion');
  await checkExists(port, resource);
  return port.policies.get(resource);
}

/** `setIamPolicy`: replaces the policy; which roles may change is the policies' own matter. */
export async function setIamPolicy(port: IamPort, { resource, body, caller }: RestRequest) {
  checkMembers(body, ['policy', 'updateMask']);
  checkMask(body.updateMask);
  await checkExists(port, resource);
  return port.policies.set(caller, resource, body.policy);
}

/** `testIamPermissions`: which of the permissions the caller has, in the order that they were given. */
export async function testIamPermissions({ policies }: IamPort, { resource, body, caller }: RestRequest) {
  checkMembers(body, ['permissions']);
  const permissions = readPermissions(body.permissions);
  const answers = await Promise.all(permissions.map((permission) => policies.isAllowed(caller, permission, resource)));
  const held = permissions.filter((_, index) => answers[index]);
  return held.length > 0 ? { permissions: held } : {};
}

function readPermissions(given: unknown): readonly Permission[] {
  if (!Array.isArray(given)) throw invalidParameter('permissions', 'must be a list of permissions');
  if (given.length > MAX_PERMISSIONS) {
    throw invalidParameter('permissions', `has ${given.length} entries; ask for at most ${MAX_PERMISSIONS} at once`);
  }
  if (given.every(isPermission)) return given;
  throw invalidParameter('permissions', 'must hold whole names such as connectors.entities.list, without wildcards');
}

function isPermission(given: unknown): given is Permission {
  return typeof given === 'string' && given.length <= 128 && PERMISSION.test(given);
}

function checkVersion(given: unknown, name: string): void {
  if (POLICY_VERSIONS.includes(String(given))) return;
  throw invalidParameter(name, 'must be 1 (3 is taken too: no policy here has conditions)');
}

function checkMask(given: unknown): void {
  if (given === undefined || given === null || given === '') return;
  const paths = typeof given === 'string' ? given.split(',') : [];
  if (paths.includes('bindings') && paths.every((path) => MASK.includes(path))) return;
  throw invalidParameter('updateMask', `must hold bindings, and nothing else than ${MASK.join(', ')}`);
}
