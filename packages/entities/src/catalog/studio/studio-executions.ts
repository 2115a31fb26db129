import { defineEntityType, integer, json, oneOf, sid, text, timestamp } from '../../model/index.js';

export const studioExecutions = defineEntityType({
  name: 'StudioExecutions',
  description: 'The executions of one flow. CREATE starts an execution; UPDATE ends it.',
  docs: 'https://www.twilio.com/docs/studio/rest-api/v2/execution',
  product: 'studio',
  path: '/v2/Flows/{FlowSid}/Executions',
  collection: 'executions',
  operations: ['LIST', 'GET', 'CREATE', 'UPDATE', 'DELETE'],
  consequences: {
    CREATE: 'starts the flow, which may call or message people and cost money',
    UPDATE: 'ends the execution',
    DELETE: 'permanently deletes the record of the execution',
  },
  summary: ['Sid', 'ContactChannelAddress', 'DateCreated', 'Status', 'InitiatedBy'],
  fields: {
    Sid: sid('FN', { key: true }),
    FlowSid: sid('FW', { references: 'StudioFlows', description: 'The flow.' }),
    AccountSid: sid('AC', { references: 'Accounts' }),
    ContactChannelAddress: text({ description: "The contact's number or address." }),
    ContactSid: sid('FC', { description: 'The contact.' }),
    FlowVersion: integer({ description: 'The revision of the flow that ran.' }),
    Context: json({ description: "The flow's context variables, as JSON." }),
    Status: oneOf(['active', 'ended'], {
      filter: { '=': 'status' },
      update: 'required',
      description: "active or ended. UPDATE to 'ended' ends the execution.",
    }),
    InitiatedBy: text({ description: 'The trigger that started it.' }),
    DateCreated: timestamp({ filter: { '>=': 'DateCreatedFrom', '<=': 'DateCreatedTo' } }),
    DateUpdated: timestamp(),
    Url: text(),
    Links: json(),
    To: text({ readable: false, create: 'required', description: "The contact's number or address." }),
    Sender: text({
      wire: 'From',
      readable: false,
      create: 'required',
      description: 'Your number or address that the flow uses.',
    }),
    Parameters: json({ readable: false, create: 'optional', description: 'Values for the flow, as JSON.' }),
  },
});
