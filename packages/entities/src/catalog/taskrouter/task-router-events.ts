import { defineEntityType, integer, json, sid, text, timestamp } from '../../model/index.js';

const parameter = { readable: false, filter: ['='] } as const;

export const taskRouterEvents = defineEntityType({
  name: 'TaskRouterEvents',
  group: 'TaskRouter',
  description: 'The events of one workspace, such as created tasks and changed activities.',
  docs: 'https://www.twilio.com/docs/taskrouter/api/event',
  product: 'taskrouter',
  path: '/v1/Workspaces/{WorkspaceSid}/Events',
  collection: 'events',
  leavesOut: 'events that are older than 30 days',
  // By default Twilio lists the last 15 minutes only. No event is older than this start.
  listDefaults: { StartDate: '2015-01-01T00:00:00Z' },
  operations: ['LIST', 'GET'],
  summary: ['Sid', 'EventType', 'EventDate', 'ResourceType', 'ResourceSid'],
  fields: {
    Sid: sid('EV', { key: true, filter: ['='] }),
    WorkspaceSid: sid('WS', { references: 'Workspaces' }),
    AccountSid: sid('AC', { references: 'Accounts' }),
    EventType: text({ filter: ['='], description: 'The event type, such as task.created or worker.activity.update.' }),
    EventDate: timestamp({
      filter: { '>=': 'StartDate', '<=': 'EndDate' },
      description: 'The time of the event.',
    }),
    EventDateMs: integer({ description: 'The time of the event, in milliseconds since 1970.' }),
    Description: text(),
    EventData: json({ description: 'Details of the event, as JSON.' }),
    ResourceType: text({ description: 'The type of the affected resource, such as task or worker.' }),
    ResourceSid: text(),
    ResourceUrl: text({ description: 'The URL of the affected resource.' }),
    ActorType: text({ description: 'The type of the resource that caused the event.' }),
    ActorSid: text({ description: 'The resource that caused the event.' }),
    ActorUrl: text({ description: 'The URL of the resource that caused the event.' }),
    Source: text({ description: 'The origin of the event.' }),
    SourceIpAddress: text({ description: 'The IP address from which the event originated.' }),
    Url: text(),
    TaskSid: sid('WT', { ...parameter, references: 'Tasks', description: 'Parameter only: the task.' }),
    WorkerSid: sid('WK', { ...parameter, references: 'Workers', description: 'Parameter only: the worker.' }),
    TaskQueueSid: sid('WQ', { ...parameter, references: 'TaskQueues', description: 'Parameter only: the queue.' }),
    WorkflowSid: sid('WW', { ...parameter, references: 'Workflows', description: 'Parameter only: the workflow.' }),
    TaskChannel: text({ ...parameter, description: 'Parameter only: the task channel.' }),
    ReservationSid: sid('WR', { ...parameter, description: 'Parameter only: the reservation.' }),
  },
});
