import { TwilioProblem } from '../../twilio/problem.js';
import { bySidOr } from '../find-by-name.js';
import type { Declaration } from '../../model/resource.js';

export const chatUsers: Declaration = {
  name: 'ChatUsers',
  product: 'chat',
  path: '/v2/Services/{ServiceSid}/Users',
  defaults: { attributes: '{}' },
  find: ({ Sid: key = '' }, world) => bySidOr('identity', world.table('ChatUsers'), key),
  create(form, world, { params, draft }) {
    const sameName = bySidOr('identity', world.table('ChatUsers'), form.get('Identity') ?? '');
    if (sameName?.service_sid !== params.ServiceSid) return draft();
    throw new TwilioProblem(409, 50_201, 'User already exists.');
  },
  sample: (index, { random }) => ({ identity: `user-${index + 1}`, role_sid: random.sid('RL') }),
};
