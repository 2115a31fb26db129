import { createActions, createEntities } from '@twilio-connector/entities';

// A dry run needs the declarations only, not a connection to Twilio.
const send = () => Promise.reject(new Error('A plan sends nothing.'));

/** Checks reads and writes of entities, and plans their requests. */
export const entityPlans = createEntities({ send });

/** Checks writes to every entity that matches a condition. @param bulk whether the condition may use any column */
export function bulkPlans(bulk: boolean) {
  return createEntities({ send, bulk });
}

/** Checks actions. All of them are allowed here, because the connection that executes an action decides that. */
export const actionPlans = createActions({ send, allow: ['*'] });
