import { expect, test } from 'vitest';
import type { Row } from '../src/model/row.js';
import { simulate } from './simulate.js';

/** Columns that hold the SID of another entity, and the property that both entities must share. */
const REFERENCES: readonly (readonly [resource: string, property: string, to: string, shared: string])[] = [
  ['Workspaces', 'default_activity_sid', 'Activities', 'account_sid'],
  ['Workspaces', 'timeout_activity_sid', 'Activities', 'account_sid'],
  ['Activities', 'workspace_sid', 'Workspaces', 'account_sid'],
  ['TaskChannels', 'workspace_sid', 'Workspaces', 'account_sid'],
  ['TaskQueues', 'workspace_sid', 'Workspaces', 'account_sid'],
  ['Workflows', 'workspace_sid', 'Workspaces', 'account_sid'],
  ['Workers', 'activity_sid', 'Activities', 'workspace_sid'],
  ['Tasks', 'task_queue_sid', 'TaskQueues', 'workspace_sid'],
  ['Tasks', 'workflow_sid', 'Workflows', 'workspace_sid'],
  ['Tasks', 'task_channel_sid', 'TaskChannels', 'workspace_sid'],
  ['TaskRouterEvents', 'workspace_sid', 'Workspaces', 'account_sid'],
  ['ChatServices', 'default_service_role_sid', 'ChatRoles', 'account_sid'],
  ['ChatServices', 'default_channel_role_sid', 'ChatRoles', 'account_sid'],
  ['ChatServices', 'default_channel_creator_role_sid', 'ChatRoles', 'account_sid'],
  ['ChatRoles', 'service_sid', 'ChatServices', 'account_sid'],
  ['ChatUsers', 'role_sid', 'ChatRoles', 'service_sid'],
  ['ConversationRoles', 'chat_service_sid', 'ConversationServices', 'account_sid'],
  ['ConversationUsers', 'role_sid', 'ConversationRoles', 'chat_service_sid'],
  ['ConversationParticipants', 'role_sid', 'ConversationRoles', 'account_sid'],
  ['UserConversations', 'user_sid', 'ConversationUsers', 'account_sid'],
  ['UserConversations', 'participant_sid', 'ConversationParticipants', 'conversation_sid'],
  ['UserConversations', 'conversation_sid', 'Conversations', 'unique_name'],
  ['StudioSteps', 'execution_sid', 'StudioExecutions', 'flow_sid'],
  ['ConferenceParticipantSummaries', 'conference_sid', 'Conferences', 'account_sid'],
  ['ConferenceParticipantSummaries', 'call_sid', 'Calls', 'from'],
];

test.each(REFERENCES)('in the seed, every %s.%s is the SID of one of the %s', (resource, property, to, shared) => {
  const { simulator } = simulate();
  const known = new Map(simulator.snapshot(to).map((row) => [row.sid, row]));
  const rows = simulator.snapshot(resource);
  expect(rows).not.toEqual([]);
  expect(rows.filter((row) => !known.has(String(row[property])))).toEqual([]);
  const differing = (row: Row) => known.get(String(row[property]))?.[shared] !== row[shared];
  expect(rows.filter(differing)).toEqual([]);
});

test('in the seed, an address has the phone numbers that use it as its dependent phone numbers', async () => {
  const { get, simulator } = simulate();
  const used = simulator.snapshot('IncomingPhoneNumbers').filter((row) => typeof row.address_sid === 'string');
  expect(used).not.toEqual([]);
  for (const { sid } of simulator.snapshot('Addresses')) {
    const { body } = await get(`/Addresses/${sid}/DependentPhoneNumbers.json`);
    const expected = used.filter((row) => row.address_sid === sid);
    expect(body.dependent_phone_numbers).toHaveLength(expected.length);
    expect(body.dependent_phone_numbers).toEqual(
      expect.arrayContaining(expected.map((row) => expect.objectContaining({ sid: row.sid }))),
    );
  }
});

test('in the seed, every workflow routes to a queue of its workspace, and every event to an existing task or worker', () => {
  const { simulator } = simulate();
  const queues = new Map(simulator.snapshot('TaskQueues').map((row) => [row.sid, row.workspace_sid]));
  for (const { configuration, workspace_sid: workspace } of simulator.snapshot('Workflows')) {
    const { task_routing: routing } = JSON.parse(String(configuration));
    expect(queues.get(routing.default_filter.queue)).toBe(workspace);
  }
  const resources = [...simulator.snapshot('Tasks'), ...simulator.snapshot('Workers')];
  const known = new Map(resources.map((row) => [row.sid, row.workspace_sid]));
  for (const event of simulator.snapshot('TaskRouterEvents')) {
    expect(known.get(String(event.resource_sid))).toBe(event.workspace_sid);
  }
});
