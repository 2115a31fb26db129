import type { Declaration, SeedWorld } from '../../model/resource.js';
import type { Row } from '../../model/row.js';

export const conversationServices: Declaration = {
  name: 'ConversationServices',
  product: 'conversations',
  path: '/v1/Services',
};

/** The service of everything whose path names none: the oldest. */
export function defaultService({ table }: Pick<SeedWorld, 'table'>): Row | undefined {
  return table('ConversationServices').oldestFirst()[Symbol.iterator]().next().value as Row | undefined;
}
