import { defineEntityType, json, sid, text, timestamp } from '../../model/index.js';

export const auditEvents = defineEntityType({
  name: 'AuditEvents',
  group: 'Monitor',
  description: 'The audit log of the account.',
  docs: 'https://www.twilio.com/docs/usage/monitor-events',
  product: 'monitor',
  path: '/v1/Events',
  collection: 'events',
  operations: ['LIST', 'GET'],
  summary: ['Sid', 'EventDate', 'EventType', 'ResourceSid', 'Source', 'ActorType'],
  fields: {
    Sid: sid('AE', { key: true }),
    AccountSid: sid('AC', { references: 'Accounts' }),
    ActorSid: sid('US', { filter: ['='], description: 'The actor.' }),
    ActorType: text({ description: 'The type of the actor.' }),
    Description: text({ description: "The event's description." }),
    EventData: json({ description: 'The changed values, as JSON.' }),
    EventDate: timestamp({ filter: { '>=': 'StartDate', '<=': 'EndDate' }, description: 'The time of the event.' }),
    EventType: text({ filter: ['='], description: 'The event type, such as phone-number.created.' }),
    ResourceSid: text({ filter: ['='] }),
    ResourceType: text({ description: 'The type of the affected resource.' }),
    Source: text({ description: 'The source of the change: web, api or twilio.' }),
    SourceIpAddress: text({ filter: ['='], description: 'The IP address of the request.' }),
    Url: text(),
    Links: json(),
  },
});
