import type { Declaration, World } from '../../model/resource.js';
import type { Row } from '../../model/row.js';

/** The way of every execution through its flow: widgets and the events that lead from one to the next. */
const WAY = [
  { name: 'incomingRequest', type: 'trigger', transitioned_from: 'Trigger', transitioned_to: 'send_message' },
  { name: 'sent', type: 'send-message', transitioned_from: 'send_message', transitioned_to: 'Ended' },
];
const APART_MS = 1000;

export const studioSteps: Declaration = {
  name: 'StudioSteps',
  product: 'studio',
  path: '/v2/Flows/{FlowSid}/Executions/{ExecutionSid}/Steps',
  *seed(_count, world) {
    for (const execution of world.table('StudioExecutions').oldestFirst()) {
      for (const index of WAY.keys()) yield stepOf(execution, index, world.random.sid('FT'));
    }
  },
};

/** Adds the first step of a new execution. */
export function startSteps(execution: Row, world: World): void {
  world.table('StudioSteps').put(stepOf(execution, 0, world.sid('FT')));
}

function stepOf(execution: Row, index: number, sid: string): Row {
  const at = Number(execution.date_created) + index * APART_MS;
  return {
    sid,
    account_sid: execution.account_sid,
    flow_sid: execution.flow_sid,
    execution_sid: execution.sid,
    parent_step_sid: null,
    ...WAY[index],
    context: {},
    date_created: at,
    date_updated: at,
  };
}
