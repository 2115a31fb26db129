import type { Declaration, SeedWorld } from '../../model/resource.js';
import type { Row } from '../../model/row.js';
import { relatedSid } from '../../seed/related-sid.js';
import { TwilioProblem } from '../../twilio/problem.js';
import { copyName, isTrue } from './in-workspace.js';

/** The activities of a new workspace (https://www.twilio.com/docs/taskrouter/api/activity). The first is the default. */
export const NEW_ACTIVITIES = [
  { friendly_name: 'Offline', available: false },
  { friendly_name: 'Unavailable', available: false },
  { friendly_name: 'Available', available: true },
] as const;

/** Where the name of an activity is shown beside its SID. */
const SHOWN_IN = [
  ['Workers', 'activity_sid', 'activity_name'],
  ['Workspaces', 'default_activity_sid', 'default_activity_name'],
  ['Workspaces', 'timeout_activity_sid', 'timeout_activity_name'],
  ['TaskQueues', 'assignment_activity_sid', 'assignment_activity_name'],
  ['TaskQueues', 'reservation_activity_sid', 'reservation_activity_name'],
] as const;

export const activities: Declaration = {
  name: 'Activities',
  product: 'taskrouter',
  path: '/v1/Workspaces/{WorkspaceSid}/Activities',
  filters: { Available: { test: (row, value) => row.available === isTrue(value) } },
  update(row, _form, world, changes) {
    copyName(world, { ...row, ...changes, sid: row.sid }, SHOWN_IN);
    return changes;
  },
  beforeDelete({ sid }, world) {
    const isUsed = SHOWN_IN.some(([resource, property]) =>
      [...world.table(resource).oldestFirst()].some((row) => row[property] === sid),
    );
    if (isUsed) throw new TwilioProblem(409, 20_009, 'The activity cannot be deleted while it is in use.');
  },
  *seed(_count, world) {
    for (const workspace of world.table('Workspaces').oldestFirst()) yield* seedOf(workspace, world);
  },
};

function seedOf({ sid, date_created: at }: Row, { accountSid }: SeedWorld): readonly Row[] {
  return [...NEW_ACTIVITIES, { friendly_name: 'Break', available: false }].map((values, index) => ({
    sid: relatedSid('WA', sid, index),
    account_sid: accountSid,
    workspace_sid: sid,
    ...values,
    date_created: at,
    date_updated: at,
  }));
}
