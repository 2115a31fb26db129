import type { Resource } from '../resource.js';

export const alerts: Resource = {
  name: 'Alerts',
  product: 'monitor',
  path: '/v1/Alerts',
  share: 0.1,
  filters: {
    StartDate: { property: 'date_generated', by: 'from' },
    EndDate: { property: 'date_generated', by: 'until' },
  },
  // Each is about a message.
  sample(_draft, { index, other }) {
    return {
      alert_text: 'Msg=Unreachable+destination+handset',
      api_version: '2010-04-01',
      error_code: '30003',
      log_level: index % 2 === 0 ? 'error' : 'warning',
      more_info: 'https://www.twilio.com/docs/errors/30003',
      request_url: 'https://example.com/sms',
      resource_sid: other('Messages')?.sid,
      request_variables: 'MessageStatus=failed',
      response_body: '',
      response_headers: '',
      request_headers: '',
    };
  },
};
