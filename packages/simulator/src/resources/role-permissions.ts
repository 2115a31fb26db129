import type { Declaration, Form, World } from '../model/resource.js';
import type { Row } from '../model/row.js';
import { TwilioProblem } from '../twilio/problem.js';
import { checkFriendlyName } from './phone-number.js';

/** The rules of roles: the form's repeated `Permission` replaces the list `permissions`. */
export const rolePermissions: Pick<Declaration, 'create' | 'update'> = {
  create(form, _world, { draft }) {
    checkFriendlyName(form);
    return { ...draft(), permissions: form.getAll('Permission') };
  },
  update: (_row, form, _world, changes) => ({ ...changes, permissions: form.getAll('Permission') }),
};

/**
 * The role that a form chooses: a role of the given resource that the test accepts. Undefined without `RoleSid`.
 *
 * @throws TwilioProblem 20001 when the role does not exist or is not accepted
 */
export function chosenRole(form: Form, world: World, resource: string, accepts: (role: Row) => boolean) {
  const sid = form.get('RoleSid');
  if (!sid) return undefined;
  const role = world.table(resource).get(sid);
  if (role && accepts(role)) return role;
  throw new TwilioProblem(400, 20_001, `RoleSid ${sid} is not a role of this service that users can have.`);
}
