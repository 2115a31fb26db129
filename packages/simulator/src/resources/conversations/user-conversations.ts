import type { Declaration, SeedWorld, Values, World } from '../../model/resource.js';
import { type Row, textOf } from '../../model/row.js';
import { TwilioProblem } from '../../twilio/problem.js';

type Tables = Pick<SeedWorld, 'table'>;

export const userConversations: Declaration = {
  name: 'UserConversations',
  product: 'conversations',
  path: '/v1/Users/{UserSid}/Conversations',
  instancePath: '/v1/Users/{UserSid}/Conversations/{ConversationSid}',
  key: ['user_sid', 'conversation_sid'],
  find({ UserSid: user = '', ConversationSid: name = '' }, world) {
    const bySid = world.table('UserConversations').get(`${user}/${name}`);
    if (bySid) return bySid;
    const joined = [...world.table('UserConversations').oldestFirst()];
    return joined.find((row) => row.user_sid === user && row.unique_name === name);
  },
  update(row, form, world, changes) {
    const index = form.get('LastReadMessageIndex');
    if (!index) return changes;
    const last = lastIndexOf(row.conversation_sid, world);
    if (Number(index) > last) {
      throw new TwilioProblem(400, 20_001, 'LastReadMessageIndex is greater than the index of the last message.');
    }
    return { ...changes, unread_messages_count: last - Number(index) };
  },
  beforeDelete(row, world) {
    world.table('ConversationParticipants').remove(textOf(row, 'participant_sid'));
  },
  seed(_count, world) {
    const users = [...world.table('ConversationUsers').oldestFirst()];
    const rows = [...world.table('ConversationParticipants').oldestFirst()].flatMap((participant) => {
      const user = users.find(({ identity }) => identity === participant.identity);
      return user ? [joined(user, participant, world)] : [];
    });
    return rows.toSorted((one, other) => Number(one.date_created) - Number(other.date_created));
  },
};

/** The conversation of a participant, as the participant's user sees it. */
function joined(user: Row, participant: Row, world: Tables): Row {
  const conversationSid = textOf(participant, 'conversation_sid');
  return {
    sid: participant.sid,
    account_sid: participant.account_sid,
    user_sid: user.sid,
    participant_sid: participant.sid,
    conversation_sid: conversationSid,
    notification_level: 'default',
    last_read_message_index: null,
    unread_messages_count: null,
    created_by: 'system',
    ...shownOf(world.table('Conversations').get(conversationSid)),
  };
}

/** The values that a user conversation shows of its conversation. */
function shownOf(conversation: Row | undefined): Values {
  const { chat_service_sid, friendly_name, unique_name, attributes, timers, date_created, date_updated } = {
    ...conversation,
  } as Values;
  const state = conversation?.state === 'initializing' ? 'active' : conversation?.state;
  const names = { chat_service_sid, friendly_name, unique_name, conversation_state: state };
  return { ...names, attributes, timers, date_created, date_updated };
}

function lastIndexOf(conversationSid: unknown, { table }: Tables): number {
  const messages = [...table('ConversationMessages').oldestFirst()];
  return Math.max(
    -1,
    ...messages.filter((row) => row.conversation_sid === conversationSid).map((row) => Number(row.index)),
  );
}

/** Adds the conversation of a new participant to those of the user. */
export function joinConversation(user: Row, participant: Row, world: World): void {
  world.table('UserConversations').put(joined(user, participant, world));
}

/** Removes a user from a conversation, together with the participant. */
export function leaveConversation(row: Row, world: World): void {
  world.table('UserConversations').remove(`${textOf(row, 'user_sid')}/${textOf(row, 'conversation_sid')}`);
  world.table('ConversationParticipants').remove(textOf(row, 'participant_sid'));
}

/** Finds the user conversations that have a value: those of a participant or of a conversation. */
export function userConversationsWith(property: string, value: unknown, { table }: Tables): readonly Row[] {
  return [...table('UserConversations').oldestFirst()].filter((row) => row[property] === value);
}

/** Shows the changes of a conversation to its users. */
export function showConversation(conversation: Row, world: World): void {
  for (const row of userConversationsWith('conversation_sid', conversation.sid, world)) {
    world.table('UserConversations').put({ ...row, ...shownOf(conversation) });
  }
}
