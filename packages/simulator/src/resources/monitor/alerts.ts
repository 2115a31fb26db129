import type { Declaration } from '../../model/resource.js';
import { madeAfter, rowAt } from '../../seed/seeding.js';

export const alerts: Declaration = {
  name: 'Alerts',
  product: 'monitor',
  path: '/v1/Alerts',
  filters: {
    StartDate: { property: 'date_generated', by: 'time', sign: '>' },
    EndDate: { property: 'date_generated', by: 'time', sign: '<' },
  },
  sample(index, world, row) {
    const call = rowAt(world.table('Calls'), Number(row.date_created));
    const dates = madeAfter(row, call?.date_created);
    return {
      ...dates,
      date_generated: dates.date_created,
      resource_sid: call?.sid,
      error_code: '11200',
      log_level: index % 2 === 0 ? 'error' : 'warning',
      alert_text: 'msg=Bad+Gateway',
      more_info: 'https://www.twilio.com/docs/errors/11200',
      request_url: 'https://example.com/voice',
      request_variables: index % 3 === 0 ? 'CallStatus=ringing' : '',
      request_headers: '',
      response_headers: '',
      response_body: index % 2 === 0 ? '<h1>Bad Gateway</h1>' : '',
    };
  },
};
