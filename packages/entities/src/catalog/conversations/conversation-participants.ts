import { defineEntityType, integer, json, sid, text, timestamp } from '../../model/index.js';

const setting = { create: 'optional', update: true } as const;

export const conversationParticipants = defineEntityType({
  name: 'ConversationParticipants',
  group: 'Conversations',
  description: 'The participants of one conversation.',
  docs: 'https://www.twilio.com/docs/conversations/api/conversation-participant-resource',
  product: 'conversations',
  path: '/v1/Conversations/{ConversationSid}/Participants',
  collection: 'participants',
  maxPageSize: 100,
  operations: ['LIST', 'GET', 'CREATE', 'UPDATE', 'DELETE'],
  consequences: { DELETE: 'removes the participant from the conversation' },
  fields: {
    Sid: text({ key: true }),
    ConversationSid: sid('CH', { references: 'Conversations' }),
    AccountSid: sid('AC', { references: 'Accounts' }),
    Identity: text({ ...setting, description: "The participant's identity in your application." }),
    Attributes: text(setting),
    MessagingBinding: json({ description: "The participant's messaging addresses, as JSON." }),
    RoleSid: sid('RL', { ...setting, references: 'ConversationRoles' }),
    LastReadMessageIndex: integer({
      update: true,
      description: 'The Index of the last message that the participant read.',
    }),
    LastReadTimestamp: text({ update: true, description: 'The time at which the participant last read.' }),
    DateCreated: timestamp(setting),
    DateUpdated: timestamp(setting),
    Url: text(),
    MessagingBindingProxyAddress: text({
      ...setting,
      wire: 'MessagingBinding.ProxyAddress',
      readable: false,
      description: 'Your address that the participant exchanges messages with.',
    }),
    MessagingBindingProjectedAddress: text({
      ...setting,
      wire: 'MessagingBinding.ProjectedAddress',
      readable: false,
      description: 'Your address that other participants see for this participant.',
    }),
    MessagingBindingAddress: text({
      wire: 'MessagingBinding.Address',
      readable: false,
      create: 'optional',
      description: "The participant's own address.",
    }),
  },
});
