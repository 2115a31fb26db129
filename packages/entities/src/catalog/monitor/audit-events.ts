import { defineEntityType, json, sid, text, timestamp } from '../../model/index.js';

export const auditEvents = defineEntityType({
  name: 'AuditEvents',
  description: 'Who changed what in the account.',
  docs: 'https://www.twilio.com/docs/usage/monitor-events',
  product: 'monitor',
  path: '/v1/Events',
  collection: 'events',
  operations: ['LIST', 'GET'],
  fields: {
    Sid: sid('AE', { key: true }),
    AccountSid: sid('AC', { references: 'Accounts' }),
    ActorSid: sid('US', { filter: ['='], description: 'Who did it.' }),
    ActorType: text({ description: 'What kind of actor it was.' }),
    Description: text({ description: 'The event in words.' }),
    EventData: json({ description: 'What was changed, as JSON.' }),
    EventDate: timestamp({ filter: { '>=': 'StartDate', '<=': 'EndDate' }, description: 'When it happened.' }),
    EventType: text({ filter: ['='], description: 'What happened, such as phone-number.created.' }),
    ResourceSid: text({ filter: ['='] }),
    ResourceType: text({ description: 'What kind of resource it is about.' }),
    Source: text({ description: 'Where it was done: web, api or twilio.' }),
    SourceIpAddress: text({ filter: ['='], description: 'The address that the request came from.' }),
    Url: text(),
    Links: json(),
  },
});
