import type { Declaration } from '../../model/resource.js';

export const conversationServices: Declaration = {
  name: 'ConversationServices',
  product: 'conversations',
  path: '/v1/Services',
};
