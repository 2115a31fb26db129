import type { AnyEntities, AnyValidateOnly, Begin, Find } from './any-entities.js';
import { toWriteCondition } from './conditions/to-condition.js';
import { toMetadata } from './engine/explain.js';
import { checkInput } from './engine/input.js';
import { checkKey, planCreate, planInstance, planUpdate } from './engine/plan.js';
import { EntityError } from './errors.js';
import { type Condition, type EntityType, keyOf, predicatesOf } from './model/index.js';
import { resolveField } from './model/resolve.js';

/** Checks a write and plans its one request; nothing is sent. */
export function createChecks(find: Find): Pick<AnyValidateOnly, 'create' | 'update' | 'delete'> {
  return {
    create(named, input) {
      const entityType = find(named, 'CREATE');
      return planCreate(entityType, checkInput(entityType, 'CREATE', input));
    },
    update(named, selector, input) {
      const entityType = find(named, 'UPDATE');
      const key = selectKey(entityType, selector);
      return planUpdate(entityType, key, checkInput(entityType, 'UPDATE', input));
    },
    delete(named, selector) {
      const entityType = find(named, 'DELETE');
      return planInstance(entityType, 'DELETE', selectKey(entityType, selector));
    },
  };
}

/** The writes, each sent at most once. */
export function createWrites(
  begin: Begin,
  plan: ReturnType<typeof createChecks>,
): Pick<AnyEntities, 'create' | 'update' | 'delete'> {
  return {
    async create(named, input, callOptions) {
      const { entityType, runner } = begin(named, 'CREATE', callOptions);
      const record = await runner.sendForEntity(plan.create(entityType, input));
      return { entity: runner.read(record), metadata: toMetadata(runner) };
    },
    async update(named, selector, input, callOptions) {
      const { entityType, runner } = begin(named, 'UPDATE', callOptions);
      const record = await runner.sendForEntity(plan.update(entityType, selector, input));
      return { entity: runner.read(record), metadata: toMetadata(runner) };
    },
    async delete(named, selector, callOptions) {
      const { entityType, runner } = begin(named, 'DELETE', callOptions);
      await runner.send(plan.delete(entityType, selector));
      return { metadata: toMetadata(runner) };
    },
  };
}

/**
 * The key that a condition is an equality with, if it is just that.
 *
 * @throws EntityError INVALID_CONDITION when the condition cannot be read, or is empty: that never means "all"
 */
export function selectedKey(entityType: EntityType, conditions: string | Condition): string | undefined {
  const condition = toWriteCondition(entityType, conditions);
  const [first, ...others] = predicatesOf(condition);
  const key = keyOf(entityType);
  const isKey = first?.operator === '=' && resolveField(entityType, first.field)?.name === key;
  const isAlone = others.length === 0 && !('not' in condition);
  return isAlone && isKey ? checkKey(entityType, String(first.value)) : undefined;
}

function selectKey(entityType: EntityType, selector: string | { readonly conditions: string | Condition }): string {
  if (typeof selector === 'string') return checkKey(entityType, selector);
  const key = selectedKey(entityType, selector.conditions);
  if (key !== undefined) return key;
  const position = predicatesOf(toWriteCondition(entityType, selector.conditions))[0]?.position;
  throw new EntityError(
    'INVALID_CONDITION',
    `The condition of a write to one of ${entityType.name} must be an equality with the key: ${keyOf(entityType)} = '…'.`,
    { ...(position !== undefined && { position }) },
  );
}
