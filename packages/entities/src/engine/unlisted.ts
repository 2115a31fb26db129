import { EntityError } from '../errors.js';
import { type Condition, type EntityType, type Field, keyColumnsOf, keyOf, predicatesOf } from '../model/index.js';
import { resolveField } from '../model/resolve.js';
import type { CheckedCondition } from './conditions.js';
import { namesKeys } from './reads.js';
import type { Row } from './runner.js';
import type { CheckedSortBy } from './sort.js';

// Columns that Twilio's lists leave out: every row would look as if it had nothing there.

/** What a LIST is asked for. */
interface Question {
  readonly asked: Condition | undefined;
  /** The same, checked. */
  readonly condition: CheckedCondition;
  readonly sortBy?: CheckedSortBy;
}

/**
 * Refuses a condition or an order that looks at a column which the rows will not hold.
 *
 * @throws EntityError INVALID_CONDITION, with its position where there is one; INVALID_SORT
 */
export function refuseUnlisted(entityType: EntityType, { asked, condition, sortBy }: Question): void {
  const isHidden = ({ onlyIn }: Pick<Field, 'onlyIn'>) =>
    onlyIn === 'CREATE' || (onlyIn === 'GET' && !namesKeys(entityType, condition));
  for (const { field: named, position } of predicatesOf(asked)) {
    const { name, field } = resolveField(entityType, named) ?? {};
    if (name === undefined || !field || !isHidden(field)) continue;
    const where = position === undefined ? '' : ` at position ${position}`;
    const message = `${name}${where} cannot be compared here: ${reason(entityType, field)}.`;
    throw new EntityError('INVALID_CONDITION', message, { position });
  }
  const field = sortBy && entityType.fields[sortBy.name];
  if (!field || !isHidden(field)) return;
  const message = `${entityType.name} cannot be sorted by ${sortBy.name}: ${reason(entityType, field)}.`;
  throw new EntityError('INVALID_SORT', message);
}

/** The columns that Twilio's lists leave out and a GET shows. */
export function onlyInGet({ fields }: EntityType): readonly string[] {
  return Object.keys(fields).filter((name) => fields[name]?.onlyIn === 'GET');
}

/** A row that a GET brought as a list shows it, so that all rows of an answer are alike. */
export function asListed(entityType: EntityType, row: Row): Row {
  return { ...row, ...Object.fromEntries(onlyInGet(entityType).map((name) => [name, null])) };
}

function reason(entityType: EntityType, { onlyIn }: Field): string {
  const { name } = entityType;
  if (onlyIn === 'CREATE') return `only the answer to a CREATE of ${name} holds it`;
  const parents = keyColumnsOf(entityType).slice(0, -1);
  const keys = [...parents.map((parent) => `${parent} = '…'`), `${keyOf(entityType)} IN ('…', '…')`].join(' AND ');
  return `Twilio's lists of ${name} leave it out, and only a GET holds it. Get the entity by its key, or name keys, joined by AND: ${keys}`;
}
