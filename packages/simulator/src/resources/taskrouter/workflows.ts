import type { Declaration, Form, World } from '../../model/resource.js';
import { type Row, textOf } from '../../model/row.js';
import { TwilioProblem } from '../../twilio/problem.js';
import { checkJsonObject, checkRange, isObject } from '../check-form.js';
import { copyName, rowsIn } from './in-workspace.js';

/** The configuration that routes every task to one queue. */
export function toConfiguration(queueSid: string): string {
  return JSON.stringify({ task_routing: { filters: [], default_filter: { queue: queueSid } } });
}

interface Routing {
  readonly default_filter?: { readonly queue?: string };
}

/** The queue to which a workflow routes tasks that no other filter matches. */
export function queueSidIn(workflow: Row): string | undefined {
  return routingIn(textOf(workflow, 'configuration'))?.default_filter?.queue;
}

/** The routing in a configuration. @throws TwilioProblem 20001 when it is not an object */
function routingIn(configuration: string): Routing | undefined {
  const { task_routing: routing } = JSON.parse(configuration || '{}') as { readonly task_routing?: Routing };
  if (routing === undefined || isObject(routing)) return routing;
  throw new TwilioProblem(400, 20_001, 'task_routing in Configuration must be an object.');
}

export const workflows: Declaration = {
  name: 'Workflows',
  product: 'taskrouter',
  path: '/v1/Workspaces/{WorkspaceSid}/Workflows',
  defaults: { task_reservation_timeout: 120, document_content_type: 'application/json' },
  create(form, world, { params, draft }) {
    check(form, world, params.WorkspaceSid);
    return draft();
  },
  update(row, form, world, changes) {
    check(form, world, row.workspace_sid);
    copyName(world, { ...row, ...changes, sid: row.sid }, [['Tasks', 'workflow_sid', 'workflow_friendly_name']]);
    return changes;
  },
  *seed(_count, world) {
    for (const { sid, friendly_name: name, date_created: at } of world.table('Workspaces').oldestFirst()) {
      const [queue] = rowsIn(world, 'TaskQueues', sid);
      yield {
        sid: world.random.sid('WW'),
        account_sid: world.accountSid,
        workspace_sid: sid,
        friendly_name: `${String(name)} workflow`,
        configuration: toConfiguration(queue?.sid ?? ''),
        task_reservation_timeout: 120,
        document_content_type: 'application/json',
        date_created: at,
        date_updated: at,
      };
    }
  },
};

function check(form: Form, world: World, workspaceSid: unknown): void {
  checkRange(form, 'TaskReservationTimeout', [1, 86_400]);
  checkJsonObject(form, 'Configuration');
  const queue = routingIn(form.get('Configuration') ?? '')?.default_filter?.queue;
  if (queue === undefined || rowsIn(world, 'TaskQueues', workspaceSid).some(({ sid }) => sid === queue)) return;
  throw new TwilioProblem(400, 20_001, `Configuration names the queue ${queue}, which the workspace does not have.`);
}
