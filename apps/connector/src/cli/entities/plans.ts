import { createActions, createEntities } from '@twilio-connector/entities';

// A dry run needs the declarations only, not a connection to Twilio.
const send = () => Promise.reject(new Error('A plan sends nothing.'));

/** Checks reads and writes of entities, and shows the requests that they would send. */
export const entityPlans = createEntities({ send });

/** The same, for writes to every entity that matches a condition. @param bulk whether any column may be in the condition */
export function bulkPlans(bulk: boolean) {
  return createEntities({ send, bulk });
}

/** The same, for actions. It allows them all: the connection that executes an action decides whether it is allowed. */
export const actionPlans = createActions({ send, allow: ['*'] });
