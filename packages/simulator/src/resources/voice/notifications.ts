import type { Declaration } from '../../model/resource.js';
import { madeAfter, rowAt } from '../../seed/seeding.js';

export const notifications: Declaration = {
  name: 'Notifications',
  path: '/2010-04-01/Accounts/{AccountSid}/Notifications',
  sample(index, world, row) {
    const call = rowAt(world.table('Calls'), Number(row.date_created));
    const dates = madeAfter(row, call?.date_created);
    return {
      ...dates,
      call_sid: call?.sid,
      error_code: '11200',
      log: String(index % 2),
      message_date: dates.date_created,
      message_text: 'sourceComponent=14100&httpResponse=502&msg=Bad+Gateway',
      more_info: 'https://www.twilio.com/docs/errors/11200',
      request_url: 'https://example.com/voice',
      request_variables: index % 3 === 0 ? 'CallStatus=ringing' : '',
      response_headers: '',
      response_body: index % 2 === 0 ? '<h1>Bad Gateway</h1>' : '',
    };
  },
};

export const callNotifications: Declaration = {
  name: 'CallNotifications',
  path: '/2010-04-01/Accounts/{AccountSid}/Calls/{CallSid}/Notifications',
  sharesRowsOf: 'Notifications',
};
