import type { Declaration, World } from '../../model/resource.js';
import type { Row } from '../../model/row.js';
import { TwilioProblem } from '../../twilio/problem.js';
import { rowsIn } from './in-workspace.js';

/** The task channels of a new workspace. */
export const NEW_CHANNELS = ['default', 'voice', 'chat', 'sms', 'video'].map((name) => ({
  unique_name: name,
  friendly_name: name.replace(/^./, (letter) => letter.toUpperCase()),
  channel_optimized_routing: false,
}));

/** Finds a task channel of a workspace by its SID or unique name. */
export function findChannel(name: string, workspaceSid: unknown, world: World): Row | undefined {
  return rowsIn(world, 'TaskChannels', workspaceSid).find((row) => row.sid === name || row.unique_name === name);
}

export const taskChannels: Declaration = {
  name: 'TaskChannels',
  product: 'taskrouter',
  path: '/v1/Workspaces/{WorkspaceSid}/TaskChannels',
  find: ({ WorkspaceSid: workspace, Sid: name = '' }, world) => findChannel(name, workspace, world),
  create(form, world, { params, draft }) {
    if (!findChannel(form.get('UniqueName') ?? '', params.WorkspaceSid, world)) return draft();
    throw new TwilioProblem(400, 20_001, 'A task channel with that UniqueName exists already.');
  },
  *seed(_count, world) {
    for (const { sid, date_created: at } of world.table('Workspaces').oldestFirst()) {
      const shared = { account_sid: world.accountSid, workspace_sid: sid, date_created: at, date_updated: at };
      for (const values of NEW_CHANNELS) yield { sid: world.random.sid('TC'), ...shared, ...values };
    }
  },
};
