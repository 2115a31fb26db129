import { expect, test } from 'vitest';
import { rowsOf, simulate } from './simulate.js';

/** A simulator with a conversation in which the user `bob` takes part. */
async function conversationOfBob() {
  const { ask, simulator } = simulate();
  const request = (method: string, path: string, form?: Readonly<Record<string, string>>) =>
    ask(method, 'conversations', `/v1${path}`, form);
  const { body } = await request('POST', '/Conversations', { FriendlyName: 'Order 7', UniqueName: 'order-7' });
  const conversation = `/Conversations/${String(body.sid)}`;
  const participant = await request('POST', `${conversation}/Participants`, { Identity: 'bob' });
  return { ask, simulator, request, conversation, participant: participant.body };
}

test('a participant with a new identity becomes a user of the conversation', async () => {
  const { request, conversation, participant } = await conversationOfBob();
  const user = (await request('GET', '/Users/bob')).body;
  expect(user).toMatchObject({ identity: 'bob', is_online: false });
  const mine = await request('GET', `/Users/${String(user.sid)}/Conversations`);
  expect(rowsOf(mine, 'conversations')).toMatchObject([
    { unique_name: 'order-7', participant_sid: participant.sid, conversation_state: 'active', user_sid: user.sid },
  ]);
  await request('POST', conversation, { State: 'closed', FriendlyName: 'Order 7, done' });
  const one = '/Users/bob/Conversations/order-7';
  expect((await request('GET', one)).body).toMatchObject({
    conversation_state: 'closed',
    friendly_name: 'Order 7, done',
  });
  expect(await request('POST', `${conversation}/Participants`, { Identity: 'bob' })).toMatchObject({
    status: 409,
    body: { code: 50_433 },
  });
});

test('a user reads and mutes a conversation', async () => {
  const { request, conversation } = await conversationOfBob();
  await request('POST', `${conversation}/Messages`, { Body: 'One' });
  await request('POST', `${conversation}/Messages`, { Body: 'Two' });
  const one = '/Users/bob/Conversations/order-7';
  const read = await request('POST', one, { LastReadMessageIndex: '0', NotificationLevel: 'muted' });
  expect(read.body).toMatchObject({
    last_read_message_index: 0,
    unread_messages_count: 1,
    notification_level: 'muted',
  });
  expect(await request('POST', one, { LastReadMessageIndex: '2' })).toMatchObject({ status: 400 });
});

test.each([
  ['the user conversation is deleted', '/Users/bob/Conversations/order-7'],
  ['the participant is deleted', undefined],
  ['the user is deleted', '/Users/bob'],
])('a user leaves a conversation when %s', async (_, path) => {
  const { request, simulator, conversation, participant } = await conversationOfBob();
  const at = path ?? `${conversation}/Participants/${String(participant.sid)}`;
  expect(await request('DELETE', at)).toMatchObject({ status: 204 });
  const hasBob = (row: Readonly<Record<string, unknown>>) => row.participant_sid === participant.sid;
  expect(simulator.snapshot('UserConversations').filter(hasBob)).toEqual([]);
  expect(rowsOf(await request('GET', `${conversation}/Participants`), 'participants')).toEqual([]);
});

test('a deleted conversation disappears from those of its users', async () => {
  const { request, conversation } = await conversationOfBob();
  await request('DELETE', conversation);
  expect(rowsOf(await request('GET', '/Users/bob/Conversations'), 'conversations')).toEqual([]);
});

test('roles hold the permissions of the last change, and users and participants have roles of their own types', async () => {
  const { request } = await conversationOfBob();
  const form = { FriendlyName: 'Reader', Type: 'conversation', Permission: 'leaveConversation' };
  const role = (await request('POST', '/Roles', form)).body;
  expect(role.permissions).toEqual(['leaveConversation']);
  const changed = await request('POST', `/Roles/${String(role.sid)}`, { Permission: 'sendMessage' });
  expect(changed.body.permissions).toEqual(['sendMessage']);
  const user = { Identity: 'eve', RoleSid: String(role.sid) };
  expect(await request('POST', '/Users', user)).toMatchObject({ status: 400, body: { code: 20_001 } });
  expect(await request('POST', '/Users', { Identity: 'eve' })).toMatchObject({ status: 201 });
  expect(await request('POST', '/Users', { Identity: 'eve' })).toMatchObject({ status: 409, body: { code: 50_201 } });
});

test('a new chat service has roles, and its users have one of them', async () => {
  const { ask } = simulate();
  const service = (await ask('POST', 'chat', '/v2/Services', { FriendlyName: 'Team' })).body;
  const path = `/v2/Services/${String(service.sid)}`;
  const roles = rowsOf(await ask('GET', 'chat', `${path}/Roles`), 'roles');
  expect(roles.map((row) => row.sid)).toContain(service.default_service_role_sid);
  const user = await ask('POST', 'chat', `${path}/Users`, { Identity: 'ada' });
  expect(user.body.role_sid).toBe(service.default_service_role_sid);
  const ofChannel = { RoleSid: String(service.default_channel_role_sid) };
  expect(await ask('POST', 'chat', `${path}/Users/ada`, ofChannel)).toMatchObject({ status: 400 });
});
