import type { Declaration, Form, World } from '../../model/resource.js';
import { type Row, textOf } from '../../model/row.js';
import { TwilioProblem } from '../../twilio/problem.js';
import { findBySidOr } from '../find-by-name.js';
import { chosenRole } from '../role-permissions.js';

export const chatUsers: Declaration = {
  name: 'ChatUsers',
  product: 'chat',
  path: '/v2/Services/{ServiceSid}/Users',
  defaults: { attributes: '{}' },
  find: ({ Sid: key = '' }, world) => findBySidOr('identity', world.table('ChatUsers'), key),
  create(form, world, { params, draft }) {
    const sameName = findBySidOr('identity', world.table('ChatUsers'), form.get('Identity') ?? '');
    if (sameName?.service_sid === params.ServiceSid) throw new TwilioProblem(409, 50_201, 'User already exists.');
    const service = world.table('ChatServices').get(params.ServiceSid ?? '');
    return { ...draft(), role_sid: roleOf(form, world, params.ServiceSid)?.sid ?? defaultRoleOf(service) };
  },
  update(row, form, world, changes) {
    roleOf(form, world, row.service_sid);
    return changes;
  },
  sample: (index, world, row) => ({
    identity: `user-${index + 1}`,
    role_sid: defaultRoleOf(world.table('ChatServices').get(textOf(row, 'service_sid'))),
  }),
};

function defaultRoleOf(service: Row | undefined): string {
  return textOf(service, 'default_service_role_sid');
}

function roleOf(form: Form, world: World, serviceSid: unknown): Row | undefined {
  return chosenRole(form, world, 'ChatRoles', (role) => role.service_sid === serviceSid && role.type === 'deployment');
}
