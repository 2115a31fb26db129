import type { AnyEntities, AnyValidateOnly, Begin } from './any-entities.js';
import { toCondition } from './conditions/to-condition.js';
import { toMetadata } from './engine/explain.js';
import { checkInput } from './engine/input.js';
import { checkKey, planCreate, planInstance, planUpdate } from './engine/plan.js';
import { EntityError } from './errors.js';
import { type Condition, type EntityType, keyOf, type Operation, predicatesOf } from './model/index.js';
import { resolveField } from './model/resolve.js';

/** Checks a write and plans its one request; nothing is sent. */
export function createValidateOnly(
  find: (named: string | EntityType, operation: Operation) => EntityType,
): AnyValidateOnly {
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
export function createWrites(begin: Begin, plan: AnyValidateOnly): Pick<AnyEntities, 'create' | 'update' | 'delete'> {
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

/** The key that a write is about. An empty condition is an error and never "all". */
function selectKey(entityType: EntityType, selector: string | { readonly conditions: string | Condition }): string {
  if (typeof selector === 'string') return checkKey(entityType, selector);
  const condition = toCondition(entityType, selector.conditions);
  const [first, ...others] = predicatesOf(condition);
  const key = keyOf(entityType);
  const isKey = first !== undefined && resolveField(entityType, first.field)?.name === key && first.operator === '=';
  const isAlone = others.length === 0 && condition !== undefined && !('not' in condition);
  if (isAlone && isKey) return checkKey(entityType, String(first.value));
  const problem = first ? 'must be an equality with the key' : 'must not be empty';
  const position = first?.position;
  throw new EntityError(
    'INVALID_CONDITION',
    `The condition of a write to ${entityType.name} ${problem}: ${key} = '…'.`,
    {
      ...(position !== undefined && { position }),
    },
  );
}
