import { defineEntityType, integer, json, oneOf, sid, text, timestamp } from '../../model/index.js';

export const studioExecutions = defineEntityType({
  name: 'StudioExecutions',
  description: 'The runs of one flow. A CREATE starts one, an UPDATE ends it.',
  docs: 'https://www.twilio.com/docs/studio/rest-api/v2/execution',
  product: 'studio',
  path: '/v2/Flows/{FlowSid}/Executions',
  collection: 'executions',
  operations: ['LIST', 'GET', 'CREATE', 'UPDATE', 'DELETE'],
  consequences: {
    CREATE: 'starts the flow, which may call or message people and cost money',
    UPDATE: 'ends the execution',
    DELETE: 'deletes the record of the execution for good',
  },
  fields: {
    Sid: sid('FN', { key: true }),
    FlowSid: sid('FW', { references: 'StudioFlows', description: 'The flow.' }),
    AccountSid: sid('AC', { references: 'Accounts' }),
    ContactChannelAddress: text({ description: "The contact's number or address." }),
    ContactSid: sid('FC', { description: 'The contact.' }),
    FlowVersion: integer({ description: 'The revision of the flow that ran.' }),
    Context: json({ description: 'What the flow knows, as JSON.' }),
    Status: oneOf(['active', 'ended'], {
      filter: { '=': 'status' },
      update: 'required',
      description: "active or ended; an update to 'ended' ends it.",
    }),
    InitiatedBy: text({ description: 'What started it.' }),
    DateCreated: timestamp({ filter: { '>=': 'DateCreatedFrom', '<=': 'DateCreatedTo' } }),
    DateUpdated: timestamp(),
    Url: text(),
    Links: json(),
    To: text({ readable: false, create: 'required', description: 'The number or address that the flow is about.' }),
    Sender: text({
      wire: 'From',
      readable: false,
      create: 'required',
      description: 'The number of yours that the flow uses.',
    }),
    Parameters: json({ readable: false, create: 'optional', description: 'Values for the flow, as JSON.' }),
  },
});
