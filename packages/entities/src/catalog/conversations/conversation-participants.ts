import { defineEntityType, integer, json, sid, text, timestamp } from '../../model/index.js';

const setting = { create: 'optional', update: true } as const;

export const conversationParticipants = defineEntityType({
  name: 'ConversationParticipants',
  description: 'Who takes part in one conversation.',
  docs: 'https://www.twilio.com/docs/conversations/api/conversation-participant-resource',
  product: 'conversations',
  path: '/v1/Conversations/{ConversationSid}/Participants',
  collection: 'participants',
  maxPageSize: 100,
  operations: ['LIST', 'GET', 'CREATE', 'UPDATE', 'DELETE'],
  consequences: { DELETE: 'takes the participant out of the conversation' },
  fields: {
    Sid: text({ key: true }),
    ConversationSid: sid('CH', { references: 'Conversations' }),
    AccountSid: sid('AC', { references: 'Accounts' }),
    Identity: text({ ...setting, description: 'The name by which your application knows the participant.' }),
    Attributes: text(setting),
    MessagingBinding: json({ description: 'The addresses by which it takes part, as JSON.' }),
    RoleSid: sid('RL', setting),
    LastReadMessageIndex: integer({ update: true, description: 'The Index of the last message that it has read.' }),
    LastReadTimestamp: text({ update: true, description: 'When it last read.' }),
    DateCreated: timestamp(setting),
    DateUpdated: timestamp(setting),
    Url: text(),
    MessagingBindingProxyAddress: text({
      ...setting,
      wire: 'MessagingBinding.ProxyAddress',
      readable: false,
      description: 'The address of yours that it talks to.',
    }),
    MessagingBindingProjectedAddress: text({
      ...setting,
      wire: 'MessagingBinding.ProjectedAddress',
      readable: false,
      description: 'The address of yours that others see for it.',
    }),
    MessagingBindingAddress: text({
      wire: 'MessagingBinding.Address',
      readable: false,
      create: 'optional',
      description: 'Its own address.',
    }),
  },
});
