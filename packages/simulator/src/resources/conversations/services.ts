import type { Resource } from '../resource.js';

export const conversationServices: Resource = {
  name: 'ConversationServices',
  product: 'conversations',
  path: '/v1/Services',
  share: 0.01,
};
