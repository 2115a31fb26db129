import { defineEntityType, integer, json, oneOf, sid, text, timestamp } from '../../model/index.js';

export const userConversations = defineEntityType({
  name: 'UserConversations',
  description: 'The conversations in which one user takes part.',
  docs: 'https://www.twilio.com/docs/conversations/api/user-conversation-resource',
  product: 'conversations',
  path: '/v1/Users/{UserSid}/Conversations',
  collection: 'conversations',
  maxPageSize: 50,
  operations: ['LIST', 'GET', 'UPDATE', 'DELETE'],
  consequences: { DELETE: 'removes the user from the conversation' },
  fields: {
    ConversationSid: text({ key: true, references: 'Conversations' }),
    UserSid: sid('US', { references: 'ConversationUsers', description: 'The user.' }),
    AccountSid: sid('AC', { references: 'Accounts' }),
    ChatServiceSid: sid('IS', { references: 'ConversationServices', description: 'The conversation service.' }),
    ParticipantSid: sid('MB', {
      references: 'ConversationParticipants',
      description: "The user's participant in the conversation.",
    }),
    Name: text({ wire: 'FriendlyName', description: 'The name of the conversation.' }),
    UniqueName: text({ description: 'The unique name of the conversation.' }),
    ConversationState: oneOf(['inactive', 'active', 'closed'], { description: 'The status of the conversation.' }),
    NotificationLevel: oneOf(['default', 'muted'], {
      update: true,
      description: 'Whether the user is notified of new messages: default or muted.',
    }),
    UnreadMessagesCount: integer({ description: 'The number of messages that the user has not read.' }),
    LastReadMessageIndex: integer({ update: true, description: 'The Index of the last message that the user read.' }),
    Attributes: text(),
    Timers: json({ description: 'The times at which the conversation becomes inactive or closed.' }),
    CreatedBy: text({ description: 'The identity of the creator of the conversation.' }),
    DateCreated: timestamp(),
    DateUpdated: timestamp(),
    Url: text(),
    Links: json(),
    LastReadTimestamp: timestamp({
      readable: false,
      update: true,
      description: 'The time of the last message that the user read.',
    }),
  },
});
