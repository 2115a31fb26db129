import { defineEntityType, integer, oneOf, sid, text, timestamp } from '../../model/index.js';
import { METHODS } from '../methods.js';

export const alerts = defineEntityType({
  name: 'Alerts',
  description: 'Errors and warnings, of calls, messages and your servers.',
  docs: 'https://www.twilio.com/docs/usage/monitor-alert',
  product: 'monitor',
  path: '/v1/Alerts',
  collection: 'alerts',
  // The most that Twilio gives for one query (https://www.twilio.com/docs/usage/monitor-alert).
  cap: 10_000,
  // "Queries for alerts older than 30 days are not supported", says Twilio's OpenAPI document of StartDate and EndDate.
  leavesOut: 'those that are older than 30 days',
  operations: ['LIST', 'GET'],
  fields: {
    Sid: sid('NO', { key: true }),
    AccountSid: sid('AC', { references: 'Accounts' }),
    AlertText: text({ description: 'What went wrong, as parameters of a query.' }),
    DateGenerated: timestamp({ filter: { '>=': 'StartDate', '<=': 'EndDate' }, description: 'When it happened.' }),
    ErrorCode: integer(),
    LogLevel: text({ filter: ['='], description: 'error, warning, notice or debug.' }),
    MoreInfo: text(),
    RequestMethod: oneOf(METHODS),
    RequestUrl: text(),
    RequestVariables: text({ onlyIn: 'GET' }),
    ResourceSid: text(),
    ResponseBody: text({ onlyIn: 'GET' }),
    ResponseHeaders: text({ onlyIn: 'GET' }),
    RequestHeaders: text({
      onlyIn: 'GET',
      description: 'Headers of the request that was at fault; shown by GET only.',
    }),
    ServiceSid: text({ description: 'The service that it is about.' }),
    DateCreated: timestamp({ description: 'When it was logged.' }),
    DateUpdated: timestamp(),
    ApiVersion: text(),
    Url: text(),
  },
});
