import { defineMethod } from '../method.js';
import { EXECUTION_CONFIG } from './execution-config.js';

/** A connection that does not work is answered with 200 and its state. */
export const checkStatus = defineMethod({
  id: 'v2.connections.checkStatus',
  // It costs a request to Twilio, so it needs what every invoker has.
  permission: 'connectors.entityTypes.list',
  audit: 'ADMIN_READ',
  on: 'server',
  parameters: EXECUTION_CONFIG,
  async handle({ connections }, { resource, onAttempt }) {
    return connections.check(await connections.get(resource), onAttempt);
  },
});

/** Whether the connection takes calls; says nothing about Twilio. */
export const checkReadiness = defineMethod({
  id: 'v2.connections.checkReadiness',
  permission: 'connectors.entityTypes.list',
  audit: 'ADMIN_READ',
  on: 'runtime',
  handle: () => ({ status: 'READY' }),
});
