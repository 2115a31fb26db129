import { createActionPlans, createEntityPlans } from '@twilio-connector/entities';

/** Checks reads and writes of entities, and plans their requests. */
export const entityPlans = createEntityPlans();

/** Checks writes to every entity that matches a condition. @param bulk whether the condition may use any column */
export function bulkPlans(bulk: boolean) {
  return createEntityPlans({ bulk });
}

/** Checks actions. All of them are allowed here, because the connection that executes an action decides that. */
export const actionPlans = createActionPlans({ allow: ['*'] });
