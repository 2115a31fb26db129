import type { Declaration } from '../../model/resource.js';

export const callRequestEvents: Declaration = {
  name: 'CallRequestEvents',
  path: '/2010-04-01/Accounts/{AccountSid}/Calls/{CallSid}/Events',
  sample: (_index, _world, { call_sid: sid }) => ({
    request: { method: 'POST', url: 'https://example.com/voice', parameters: { call_sid: sid } },
    response: { response_code: 200, request_duration: 120, content_type: 'text/xml' },
  }),
};
