import type { Resource } from '../resource.js';

export const messagingServices: Resource = {
  name: 'MessagingServices',
  product: 'messaging',
  path: '/v1/Services',
  share: 0.02,
  blank: {
    inbound_method: 'POST',
    fallback_method: 'POST',
    sticky_sender: true,
    mms_converter: true,
    smart_encoding: true,
    fallback_to_long_code: true,
    area_code_geomatch: true,
    synchronous_validation: false,
    validity_period: 36_000,
    scan_message_content: 'inherit',
    usecase: 'undeclared',
    us_app_to_person_registered: false,
    use_inbound_webhook_on_number: false,
  },
};
