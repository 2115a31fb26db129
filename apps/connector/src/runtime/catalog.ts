import { configValues, type Connection } from '@twilio-connector/connection';
import { type Action, createActionPlans, createEntityPlans } from '@twilio-connector/entities';
import { actionCatalog, readOnlyActionCatalog } from './action-catalog.js';
import type { Catalog } from './runtime.js';

/** @throws EntityError for an unknown name in an allow-list of operations */
export function checkAllowedOperations(allow: readonly string[]): void {
  createEntityPlans({ allow });
}

/** @throws EntityError for an unknown name in an allow-list of actions */
export function checkAllowedActions(allow: readonly string[]): void {
  createActionPlans({ catalog: actionCatalog, allow });
}

/** The operations and actions that a connection allows, from its configuration variables. */
export function allowancesOf(connection: Connection) {
  const { allowed_operations, allowed_actions, read_only: isReadOnly = false } = configValues(connection);
  const operations = allowed_operations ? toNames(allowed_operations) : undefined;
  const names = allowed_actions ? toNames(allowed_actions) : undefined;
  return {
    operations: isReadOnly ? (operations ?? ['*']).flatMap(toReadOperations) : operations,
    actions: isReadOnly ? readActions(names) : names,
    actionCatalog: isReadOnly ? readOnlyActionCatalog : actionCatalog,
  };
}

/** The entity types and actions of a connection. Needs no secret and sends no request. */
export function catalogOf(connection: Connection): Catalog {
  const allowed = allowancesOf(connection);
  const { catalog } = createEntityPlans({ allow: allowed.operations });
  const actions = createActionPlans({ catalog: allowed.actionCatalog, allow: allowed.actions });
  return { connection, entities: { catalog }, actions };
}

/** Splits the comma-separated list in a configuration variable. */
export function toNames(text: string): string[] {
  return text.split(',').map((name) => name.trim());
}

const READS = ['LIST', 'GET'];

/** The part of an allowance that only reads: `Messages` becomes `Messages.LIST` and `Messages.GET`. */
function toReadOperations(allowance: string): string[] {
  const [name = '', operation] = allowance.split('.');
  if (operation !== undefined) return READS.includes(operation) ? [allowance] : [];
  if (allowance === '*') return READS;
  if (/^[A-Z]+$/.test(name)) return READS.includes(name) ? [name] : [];
  return READS.map((read) => `${name}.${read}`);
}

function readActions(allowed: readonly string[] | undefined): string[] {
  const { catalog } = createActionPlans({ catalog: readOnlyActionCatalog, allow: allowed });
  const all: readonly Action[] = Object.values(catalog);
  return all.filter(({ method }) => method === 'GET').map(({ name }) => name);
}
