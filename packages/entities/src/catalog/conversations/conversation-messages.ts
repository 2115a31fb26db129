import { defineEntityType, integer, json, oneOf, sid, text, timestamp } from '../../model/index.js';

const setting = { create: 'optional', update: true } as const;

export const conversationMessages = defineEntityType({
  name: 'ConversationMessages',
  group: 'Conversations',
  description: 'The messages of one conversation, oldest first.',
  docs: 'https://www.twilio.com/docs/conversations/api/conversation-message-resource',
  product: 'conversations',
  path: '/v1/Conversations/{ConversationSid}/Messages',
  collection: 'messages',
  maxPageSize: 100,
  operations: ['LIST', 'GET', 'CREATE', 'UPDATE', 'DELETE'],
  consequences: {
    CREATE: 'sends a message to the participants, which may cost money',
    DELETE: 'permanently deletes the message',
  },
  summary: ['Sid', 'Author', 'DateCreated', 'Body', 'Index'],
  fields: {
    Sid: sid('IM', { key: true }),
    ConversationSid: sid('CH', { references: 'Conversations' }),
    AccountSid: sid('AC', { references: 'Accounts' }),
    Index: integer({ description: 'The position in the conversation, starting at 0.' }),
    Author: text({ ...setting, description: 'The author.' }),
    Body: text(setting),
    Media: json({ list: true }),
    Attributes: text(setting),
    ParticipantSid: sid('MB', {
      references: 'ConversationParticipants',
      description: 'The participant who wrote it.',
    }),
    Delivery: json({ description: 'Delivery counts, as JSON.' }),
    ContentSid: sid('HX', { create: 'optional' }),
    DateCreated: timestamp(setting),
    DateUpdated: timestamp(setting),
    Url: text(),
    Links: json(),
    Subject: text({ ...setting, readable: false, description: 'The subject, in email.' }),
    MediaSid: sid('ME', {
      readable: false,
      create: 'optional',
      description: "The attachment: a SID of Twilio's media service.",
    }),
    ContentVariables: json({ readable: false, create: 'optional' }),
    Order: oneOf(['asc', 'desc'], {
      readable: false,
      filter: ['='],
      description: 'Parameter only: the sort direction, asc (default) or desc.',
    }),
  },
});
