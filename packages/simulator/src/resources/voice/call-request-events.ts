import type { Resource } from '../resource.js';

export const callRequestEvents: Resource = {
  name: 'CallRequestEvents',
  path: '/2010-04-01/Accounts/{AccountSid}/Calls/{CallSid}/Events',
  share: 0.5,
  sample: ({ call_sid: call, account_sid: account }) => ({
    request: { method: 'POST', url: 'https://example.com/voice', parameters: { call_sid: call, account_sid: account } },
    response: { response_code: 200, request_duration: 120, content_type: 'text/xml', response_body: '<Response/>' },
  }),
};
