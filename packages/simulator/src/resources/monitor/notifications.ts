import type { Resource } from '../resource.js';

export const notifications: Resource = {
  name: 'Notifications',
  path: '/2010-04-01/Accounts/{AccountSid}/Notifications',
  share: 0.05,
  // Each is of a call.
  sample({ date_created: made }, { index, other }) {
    return {
      api_version: '2010-04-01',
      call_sid: other('Calls')?.sid,
      error_code: '11200',
      log: String(index % 2),
      message_date: made,
      message_text: 'HTTP retrieval failure',
      more_info: 'https://www.twilio.com/docs/errors/11200',
      request_url: 'https://example.com/voice',
      request_variables: 'CallStatus=ringing',
      response_headers: 'Content-Type: text/html',
      response_body: '<h1>Not found</h1>',
    };
  },
};

export const callNotifications: Resource = {
  name: 'CallNotifications',
  path: '/2010-04-01/Accounts/{AccountSid}/Calls/{CallSid}/Notifications',
  table: 'Notifications',
  share: 0,
};
