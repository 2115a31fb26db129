import { configValues, type Connection } from '@twilio-connector/connection';
import { type Action, createActionPlans, createEntityPlans } from '@twilio-connector/entities';
import type { Catalog } from './runtime.js';

/** @throws EntityError for an unknown name in an allow-list of operations */
export function checkAllowedOperations(allow: readonly string[]): void {
  createEntityPlans({ allow });
}

/** @throws EntityError for an unknown name in an allow-list of actions */
export function checkAllowedActions(allow: readonly string[]): void {
  createActionPlans({ allow });
}

/** What a connection allows: the lists that its variables hold, narrowed where it may only read. */
export function allowancesOf(connection: Connection) {
  const { allowed_operations, allowed_actions, read_only: isReadOnly = false } = configValues(connection);
  const operations = allowed_operations ? toNames(allowed_operations) : undefined;
  const names = allowed_actions ? toNames(allowed_actions) : undefined;
  return {
    operations: isReadOnly ? (operations ?? ['*']).flatMap(readingOnly) : operations,
    actions: isReadOnly ? readingActions(names) : names,
  };
}

/** The entity types and actions of a connection. It takes no secret, and sends nothing. */
export function catalogOf(connection: Connection): Catalog {
  const { operations, actions: allowed } = allowancesOf(connection);
  const { catalog } = createEntityPlans({ allow: operations });
  return { connection, entities: { catalog }, actions: createActionPlans({ allow: allowed }) };
}

/** A list as a variable of the connection holds it. */
export function toNames(text: string): string[] {
  return text.split(',').map((name) => name.trim());
}

const READS = ['LIST', 'GET'];

/** What an allowance lets through that changes nothing: `Messages` becomes `Messages.LIST` and `Messages.GET`. */
function readingOnly(word: string): string[] {
  const [name = '', operation] = word.split('.');
  if (operation !== undefined) return READS.includes(operation) ? [word] : [];
  if (word === '*') return READS;
  if (/^[A-Z]+$/.test(name)) return READS.includes(name) ? [name] : [];
  return READS.map((read) => `${name}.${read}`);
}

function readingActions(allowed: readonly string[] | undefined): string[] {
  const all: readonly Action[] = Object.values(createActionPlans({ allow: allowed }).catalog);
  return all.filter(({ method }) => method === 'GET').map(({ name }) => name);
}
