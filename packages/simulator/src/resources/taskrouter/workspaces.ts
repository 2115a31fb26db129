import type { Declaration, Form, World } from '../../model/resource.js';
import type { Row } from '../../model/row.js';
import { relatedSid } from '../../seed/related-sid.js';
import { seedTime } from '../../seed/seeding.js';
import { TwilioProblem } from '../../twilio/problem.js';
import { NEW_ACTIVITIES } from './activities.js';
import { namedIn } from './in-workspace.js';
import { NEW_CHANNELS } from './task-channels.js';
import { toConfiguration } from './workflows.js';

const DEFAULTS = { multi_task_enabled: true, prioritize_queue_order: 'FIFO', events_filter: null };
const NAMES = ['Support', 'Sales'];

/** The properties of a workspace that name its first activity. */
function firstActivity(sid: string | undefined) {
  const name = NEW_ACTIVITIES[0].friendly_name;
  return {
    default_activity_sid: sid,
    default_activity_name: name,
    timeout_activity_sid: sid,
    timeout_activity_name: name,
  };
}

export const workspaces: Declaration = {
  name: 'Workspaces',
  product: 'taskrouter',
  path: '/v1/Workspaces',
  defaults: DEFAULTS,
  create(form, world, { draft }) {
    const template = form.get('Template') ?? 'NONE';
    if (!['', 'NONE', 'FIFO'].includes(template)) {
      throw new TwilioProblem(400, 20_001, 'Template must be NONE or FIFO.');
    }
    const row = draft();
    const [offline] = addContents(row, world, template === 'FIFO');
    return { ...row, ...firstActivity(offline?.sid) };
  },
  update(row, form, world, changes) {
    if (row.multi_task_enabled === true && changes.multi_task_enabled === false) {
      throw new TwilioProblem(400, 20_001, 'A workspace that enables multitasking cannot disable it.');
    }
    return { ...changes, ...namesOf(row, form, world) };
  },
  *seed(_count, world) {
    for (const [index, name] of NAMES.entries()) {
      const [sid, at] = [world.random.sid('WS'), seedTime(world, index, NAMES.length * 2)];
      const shared = { account_sid: world.accountSid, friendly_name: name, date_created: at, date_updated: at };
      yield { sid, ...shared, ...DEFAULTS, ...firstActivity(relatedSid('WA', sid, 0)) };
    }
  },
};

/** The names of the activities that an update chooses. */
function namesOf({ sid }: Row, form: Form, world: World): Record<string, unknown> {
  return Object.fromEntries(
    ['Default', 'Timeout'].flatMap((kind) => {
      const at = { workspaceSid: sid, form, parameter: `${kind}ActivitySid` };
      const activity = namedIn(world, 'Activities', at);
      return activity ? [[`${kind.toLowerCase()}_activity_name`, activity.friendly_name]] : [];
    }),
  );
}

/** Adds the entities with which a workspace starts, and returns its activities. */
function addContents({ sid: workspace }: Row, world: World, withQueue: boolean): readonly Row[] {
  const now = world.now();
  const add = (resource: string, prefix: string, values: object): Row =>
    world.table(resource).put({
      sid: world.sid(prefix),
      account_sid: world.accountSid,
      workspace_sid: workspace,
      date_created: now,
      date_updated: now,
      ...values,
    });
  const activities = NEW_ACTIVITIES.map((values) => add('Activities', 'WA', values));
  for (const values of NEW_CHANNELS) add('TaskChannels', 'TC', values);
  if (withQueue) {
    const queue = add('TaskQueues', 'WQ', {
      friendly_name: 'Sample Queue',
      target_workers: '1==1',
      max_reserved_workers: 1,
      task_order: 'FIFO',
    });
    add('Workflows', 'WW', {
      friendly_name: 'Default Fifo Workflow',
      configuration: toConfiguration(queue.sid),
      task_reservation_timeout: 120,
      document_content_type: 'application/json',
    });
  }
  return activities;
}
