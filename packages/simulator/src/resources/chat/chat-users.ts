import type { Declaration } from '../../model/resource.js';
import { TwilioProblem } from '../../twilio/problem.js';
import { findBySidOr } from '../find-by-name.js';

export const chatUsers: Declaration = {
  name: 'ChatUsers',
  product: 'chat',
  path: '/v2/Services/{ServiceSid}/Users',
  defaults: { attributes: '{}' },
  find: ({ Sid: key = '' }, world) => findBySidOr('identity', world.table('ChatUsers'), key),
  create(form, world, { params, draft }) {
    const sameName = findBySidOr('identity', world.table('ChatUsers'), form.get('Identity') ?? '');
    if (sameName?.service_sid !== params.ServiceSid) return draft();
    throw new TwilioProblem(409, 50_201, 'User already exists.');
  },
  sample: (index, { random }) => ({ identity: `user-${index + 1}`, role_sid: random.sid('RL') }),
};
