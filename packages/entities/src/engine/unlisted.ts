import { EntityError } from '../errors.js';
import { type Condition, type EntityType, type Field, keyOf, parentsOf, predicatesOf } from '../model/index.js';
import { resolveField } from '../model/resolve.js';
import type { CheckedCondition } from './conditions.js';
import { namesKeys } from './reads.js';
import type { Row } from './runner.js';
import type { CheckedSortBy } from './sort.js';

// Columns that Twilio's lists omit: comparing or sorting by them would wrongly treat every row as null.

/** The query of a LIST. */
interface ListQuery {
  /** The condition as given. */
  readonly requested: Condition | undefined;
  /** The checked condition. */
  readonly condition: CheckedCondition;
  readonly sortBy?: CheckedSortBy;
}

/**
 * Refuses a condition or an order on a column that the rows will not contain.
 *
 * @throws EntityError INVALID_CONDITION, with its position if known; INVALID_SORT
 */
export function refuseUnlisted(entityType: EntityType, { requested, condition, sortBy }: ListQuery): void {
  let isByKey: boolean | undefined;
  // Planning the keys takes time, so it is done once, and only for a column that needs it.
  const isHidden = ({ onlyIn }: Pick<Field, 'onlyIn'>) =>
    onlyIn === 'CREATE' || (onlyIn === 'GET' && !(isByKey ??= namesKeys(entityType, condition)));
  for (const { field: named, position } of predicatesOf(requested)) {
    const found = resolveField(entityType, named);
    if (!found || !isHidden(found.field)) continue;
    const where = position === undefined ? '' : ` at position ${position}`;
    const message = `${found.name}${where} cannot be compared here: ${reason(entityType, found.field)}.`;
    throw new EntityError('INVALID_CONDITION', message, { position });
  }
  const field = sortBy && entityType.fields[sortBy.name];
  if (!field || !isHidden(field)) return;
  const message = `${entityType.name} cannot be sorted by ${sortBy.name}: ${reason(entityType, field)}.`;
  throw new EntityError('INVALID_SORT', message);
}

/** Returns the columns that Twilio's lists omit and GET returns. */
export function onlyInGet({ fields }: EntityType): readonly string[] {
  return Object.entries(fields).flatMap(([name, { onlyIn }]) => (onlyIn === 'GET' ? [name] : []));
}

/** Clears the columns that lists omit from a row of a GET, so that all rows of an answer are consistent. */
export function asListed(entityType: EntityType, row: Row): Row {
  return { ...row, ...Object.fromEntries(onlyInGet(entityType).map((name) => [name, null])) };
}

function reason(entityType: EntityType, { onlyIn }: Field): string {
  const { name } = entityType;
  if (onlyIn === 'CREATE') return `only the answer to CREATE of ${name} contains it`;
  const keys = [...parentsOf(entityType).map((parent) => `${parent} = '…'`), `${keyOf(entityType)} IN ('…', '…')`].join(
    ' AND ',
  );
  return `Twilio's lists of ${name} omit it; only GET returns it. Use GET, or select entities by key with AND: ${keys}`;
}
