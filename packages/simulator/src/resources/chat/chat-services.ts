import type { Declaration } from '../../model/resource.js';
import { addDefaultRoles, seededRolesOf } from './chat-roles.js';

const DEFAULTS = {
  typing_indicator_timeout: 5,
  consumption_report_interval: 10,
  limits: { channel_members: 100, user_channels: 250 },
  webhook_filters: [],
  notifications: {},
  media: { size_limit_mb: 150 },
};

export const chatServices: Declaration = {
  name: 'ChatServices',
  product: 'chat',
  path: '/v2/Services',
  defaults: DEFAULTS,
  create(_form, world, { draft }) {
    const row = draft();
    return { ...row, ...addDefaultRoles(row.sid, world) };
  },
  sample: (_index, _world, { sid }) => ({ ...DEFAULTS, ...seededRolesOf(sid) }),
};
