import { defineEntityType, integer, oneOf, sid, text, timestamp } from '../../model/index.js';
import { METHODS } from '../methods.js';

export const alerts = defineEntityType({
  name: 'Alerts',
  group: 'Monitor',
  description: 'Errors and warnings about calls, messages and your servers.',
  docs: 'https://www.twilio.com/docs/usage/monitor-alert',
  product: 'monitor',
  path: '/v1/Alerts',
  collection: 'alerts',
  // The maximum for one query (https://www.twilio.com/docs/usage/monitor-alert).
  cap: 10_000,
  // Twilio's OpenAPI document on StartDate and EndDate: "Queries for alerts older than 30 days are not supported".
  leavesOut: 'alerts that are older than 30 days',
  operations: ['LIST', 'GET'],
  summary: ['Sid', 'DateGenerated', 'LogLevel', 'ErrorCode', 'ResourceSid', 'RequestUrl', 'AlertText'],
  fields: {
    Sid: sid('NO', { key: true }),
    AccountSid: sid('AC', { references: 'Accounts' }),
    AlertText: text({ description: 'The error details, as query parameters.' }),
    DateGenerated: timestamp({ filter: { '>=': 'StartDate', '<=': 'EndDate' }, description: 'The time of the event.' }),
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
      description: 'Headers of the request that caused the error; returned by GET only.',
    }),
    ServiceSid: text({ description: 'The affected service.' }),
    DateCreated: timestamp({ description: 'The time at which it was logged.' }),
    DateUpdated: timestamp(),
    ApiVersion: text(),
    Url: text(),
  },
});
