import { defineMethod } from '../method.js';
import { EXECUTION_CONFIG } from './execution-config.js';

/** Answers 200 with the state, also for a connection that does not work. */
export const checkStatus = defineMethod({
  id: 'v2.connections.checkStatus',
  // The check costs a request to Twilio, so it requires a permission that only invokers have.
  permission: 'connectors.entityTypes.list',
  audit: 'ADMIN_READ',
  on: 'server',
  parameters: EXECUTION_CONFIG,
  async handle({ connections }, { resource, onAttempt }) {
    return connections.check(await connections.get(resource), onAttempt);
  },
});

/** Checks whether the connection accepts calls, without a request to Twilio. */
export const checkReadiness = defineMethod({
  id: 'v2.connections.checkReadiness',
  permission: 'connectors.entityTypes.list',
  audit: 'ADMIN_READ',
  on: 'runtime',
  handle: () => ({ status: 'READY' }),
});
