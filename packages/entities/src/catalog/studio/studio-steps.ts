import { defineEntityType, json, sid, text, timestamp } from '../../model/index.js';

export const studioSteps = defineEntityType({
  name: 'StudioSteps',
  group: 'Studio',
  description: 'The steps of one execution: the widgets through which it passed.',
  docs: 'https://www.twilio.com/docs/studio/rest-api/v2/step',
  product: 'studio',
  path: '/v2/Flows/{FlowSid}/Executions/{ExecutionSid}/Steps',
  collection: 'steps',
  operations: ['LIST', 'GET'],
  summary: ['Sid', 'Name', 'TransitionedFrom', 'TransitionedTo', 'DateCreated', 'Type'],
  fields: {
    Sid: sid('FT', { key: true }),
    FlowSid: sid('FW', { references: 'StudioFlows', description: 'The flow.' }),
    ExecutionSid: sid('FN', { references: 'StudioExecutions', description: 'The execution.' }),
    AccountSid: sid('AC', { references: 'Accounts' }),
    ParentStepSid: sid('FT', { description: 'The step of the parent flow that started this subflow.' }),
    Name: text({ description: 'The event that led to the step.' }),
    Type: text({ description: 'The type of the widget.' }),
    TransitionedFrom: text({ description: 'The widget before this step.' }),
    TransitionedTo: text({ description: 'The widget of this step.' }),
    Context: json({ description: "The flow's context variables, as JSON." }),
    DateCreated: timestamp(),
    DateUpdated: timestamp(),
    Url: text(),
    Links: json(),
  },
});
