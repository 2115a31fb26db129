import type { Resource } from '../resource.js';

export const chatServices: Resource = {
  name: 'ChatServices',
  product: 'chat',
  path: '/v2/Services',
  share: 0.01,
  blank: {
    read_status_enabled: true,
    reachability_enabled: false,
    typing_indicator_timeout: 5,
    consumption_report_interval: 10,
    limits: { user_channels: 250, channel_members: 100 },
    webhook_method: 'POST',
    webhook_filters: [],
    pre_webhook_retry_count: 0,
    post_webhook_retry_count: 0,
    notifications: {},
    media: { size_limit_mb: 150, compatibility_message: 'Media messages are not supported by your client' },
  },
};
