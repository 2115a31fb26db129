import { sidForm, sidPattern } from '../data-types/text.js';
import { EntityError } from '../errors.js';
import { type Condition, type EntityType, keyColumnsOf, keyOf, parentsOf, predicatesOf } from '../model/index.js';
import { resolveField } from '../model/resolve.js';

/** The values of the columns in a path, by column. */
export type PathValues = Readonly<Record<string, string>>;

/**
 * Returns the text that identifies an entity within its type: its key, preceded by its parents' keys, such as `MM…/ME…`.
 * Undefined if the entities have no key.
 */
export function entityIdOf(entityType: EntityType, row: Readonly<Record<string, unknown>>): string | undefined {
  if (keyOf(entityType) === undefined) return undefined;
  return keyColumnsOf(entityType)
    .map((name) => String(row[name]))
    .join('/');
}

/**
 * Parses the text that identifies an entity, so that malformed SIDs and path injections never reach Twilio.
 *
 * @throws EntityError INVALID_KEY
 */
export function readEntityId(entityType: EntityType, id: string): PathValues {
  const columns = keyColumnsOf(entityType);
  const parts = id.split('/');
  if (parts.length < columns.length) throw parentMissing(entityType);
  const last = columns.length - 1;
  // Anything that follows the key counts as part of it, so that it is refused.
  const values = columns.map((name, index) => [name, index === last ? parts.slice(last).join('/') : parts[index]]);
  return checkPathValues(entityType, Object.fromEntries(values) as PathValues);
}

/**
 * Checks values for use in a path.
 *
 * @throws EntityError INVALID_KEY, which names the column and the expected format
 */
export function checkPathValues(entityType: EntityType, values: PathValues): PathValues {
  for (const [name, value] of Object.entries(values)) {
    const { sid, values: known } = entityType.fields[name] ?? {};
    const isPlain = /^[^/\\?#\s%]+$/.test(value) && !/^\.+$/.test(value);
    if (sid ? sidPattern(sid).test(value) : known ? known.includes(value) : isPlain) continue;
    const form = sid ? sidForm(sid) : known ? `one of ${known.join(', ')}` : 'a string without slashes or spaces';
    const message =
      name === keyOf(entityType)
        ? `The key of ${entityType.name} (${name}) must be ${form}.`
        : `${name} of ${entityType.name} must be ${form}.`;
    throw new EntityError('INVALID_KEY', message, { violations: [{ field: name, description: `must be ${form}` }] });
  }
  return values;
}

/** Returns the entity that a condition selects, if it consists of equalities with the key and every parent. */
export function selectedEntityId(entityType: EntityType, condition: Condition): string | undefined {
  const given = equalitiesIn(entityType, condition);
  const columns = keyColumnsOf(entityType);
  const isKey = keyOf(entityType) !== undefined && given?.size === columns.length;
  return isKey && columns.every((name) => given.has(name))
    ? columns.map((name) => given.get(name)).join('/')
    : undefined;
}

/** Creates the error for a condition that does not select exactly one entity. */
export function keyRequired(entityType: EntityType, condition: Condition): EntityError {
  const given = equalitiesIn(entityType, condition);
  const key = keyOf(entityType) ?? '';
  const missing = given?.has(key) ? parentsOf(entityType).find((name) => !given.has(name)) : undefined;
  const problem = missing === undefined ? 'must be an equality with the key' : `must also specify ${missing}`;
  const example = keyColumnsOf(entityType)
    .map((name) => `${name} = '…'`)
    .join(' AND ');
  return new EntityError(
    'INVALID_CONDITION',
    `The condition of a write to a single entity of ${entityType.name} ${problem}: ${example}.`,
    { position: predicatesOf(condition)[0]?.position },
  );
}

/** Returns the values of a condition that consists of equalities with different columns, joined by AND. */
function equalitiesIn(entityType: EntityType, condition: Condition): ReadonlyMap<string, string> | undefined {
  const all = predicatesOf(condition);
  const values = all.flatMap((predicate) => {
    const found = resolveField(entityType, predicate.field);
    return found && predicate.operator === '=' ? [[found.name, String(predicate.value)] as const] : [];
  });
  const given = new Map(values);
  return isConjunction(condition) && given.size === all.length ? given : undefined;
}

function isConjunction(condition: Condition): boolean {
  if ('or' in condition || 'not' in condition) return false;
  return !('and' in condition) || condition.and.every(isConjunction);
}

function parentMissing(entityType: EntityType): EntityError {
  const columns = keyColumnsOf(entityType);
  const name = columns[0] as string;
  const condition = columns.map((column) => `${column} = '…'`).join(' AND ');
  return new EntityError(
    'INVALID_KEY',
    `${name} is required: identify an entity of ${entityType.name} as '${columns.join('/')}', or by the condition ${condition}.`,
    { violations: [{ field: name, description: `is required: '${columns.join('/')}'` }] },
  );
}
