import type { Declaration } from '../../model/resource.js';

const DEFAULTS = {
  scan_message_content: 'inherit',
  smart_encoding: true,
  sticky_sender: true,
  validity_period: 36_000,
  usecase: 'undeclared',
  inbound_method: 'POST',
};

export const messagingServices: Declaration = {
  name: 'MessagingServices',
  product: 'messaging',
  path: '/v1/Services',
  defaults: DEFAULTS,
  sample: () => DEFAULTS,
};
