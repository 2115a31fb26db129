import type { Declaration } from '../../model/resource.js';

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
  sample: () => DEFAULTS,
};
