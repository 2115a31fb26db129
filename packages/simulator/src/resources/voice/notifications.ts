import type { Declaration } from '../../model/resource.js';
import { newestRows } from '../../model/table.js';

export const notifications: Declaration = {
  name: 'Notifications',
  path: '/2010-04-01/Accounts/{AccountSid}/Notifications',
  sample: (index, world, { date_created: date }) => ({
    call_sid: newestRows(world.table('Calls'), index + 1).at(-1)?.sid,
    error_code: '11200',
    log: String(index % 2),
    message_date: date,
    message_text: 'sourceComponent=14100&httpResponse=502&msg=Bad+Gateway',
    more_info: 'https://www.twilio.com/docs/errors/11200',
    request_url: 'https://example.com/voice',
    request_variables: index % 3 === 0 ? 'CallStatus=ringing' : '',
    response_headers: '',
    response_body: index % 2 === 0 ? '<h1>Bad Gateway</h1>' : '',
  }),
};

export const callNotifications: Declaration = {
  name: 'CallNotifications',
  path: '/2010-04-01/Accounts/{AccountSid}/Calls/{CallSid}/Notifications',
  sharesRowsOf: 'Notifications',
};
