import type { Declaration } from '../resource.js';

export const conversationServices: Declaration = {
  name: 'ConversationServices',
  product: 'conversations',
  path: '/v1/Services',
};
