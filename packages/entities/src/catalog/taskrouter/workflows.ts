import { defineEntityType, integer, json, oneOf, sid, text, timestamp } from '../../model/index.js';

const setting = { create: 'optional', update: true } as const;

export const workflows = defineEntityType({
  name: 'Workflows',
  group: 'TaskRouter',
  description: 'The rules of one workspace that route tasks to queues.',
  docs: 'https://www.twilio.com/docs/taskrouter/api/workflow',
  product: 'taskrouter',
  path: '/v1/Workspaces/{WorkspaceSid}/Workflows',
  collection: 'workflows',
  operations: ['LIST', 'GET', 'CREATE', 'UPDATE', 'DELETE'],
  consequences: {
    UPDATE: 'changes how tasks are routed, immediately',
    DELETE: 'permanently deletes the workflow',
  },
  summary: ['Sid', 'Name', 'DateCreated', 'TaskReservationTimeout', 'AssignmentCallbackUrl'],
  fields: {
    Sid: sid('WW', { key: true }),
    WorkspaceSid: sid('WS', { references: 'Workspaces' }),
    AccountSid: sid('AC', { references: 'Accounts' }),
    Name: text({ wire: 'FriendlyName', create: 'required', update: true, filter: ['='] }),
    Configuration: text({ create: 'required', update: true, description: 'The routing rules, as JSON text.' }),
    AssignmentCallbackUrl: text({ ...setting, description: 'URL that Twilio calls when a task is assigned.' }),
    FallbackAssignmentCallbackUrl: text({ ...setting, description: 'URL called if AssignmentCallbackUrl fails.' }),
    TaskReservationTimeout: integer({
      ...setting,
      minimum: 1,
      maximum: 86_400,
      description: 'Seconds that a worker has to accept a task, up to 86400. Default: 120.',
    }),
    DocumentContentType: text({ description: 'The media type of the configuration.' }),
    DateCreated: timestamp(),
    DateUpdated: timestamp(),
    Url: text(),
    Links: json(),
    ReEvaluateTasks: oneOf(['true', 'false'], {
      readable: false,
      update: true,
      description: 'Whether waiting tasks are routed again by the new rules. Default: false.',
    }),
  },
});
