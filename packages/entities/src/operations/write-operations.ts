import { toWriteCondition } from '../conditions/to-condition.js';
import { toMetadata } from '../engine/explain.js';
import { checkInput } from '../engine/input.js';
import { selectedEntityId, keyRequired, readEntityId } from '../engine/entity-key.js';
import { planCreate, planInstance, planUpdate } from '../engine/plan.js';
import type {
  CallOptions,
  Condition,
  DeleteResult,
  EntityResult,
  EntityType,
  Selector,
  TwilioRequest,
} from '../model/index.js';
import { carryOut } from '../work.js';
import type { Begin, Find } from './calls.js';

/** Creates the checks of single writes. Each returns the planned request and sends nothing. */
export function createChecks(find: Find) {
  return {
    create(named: string | EntityType, input: unknown): TwilioRequest {
      const entityType = find(named, 'CREATE');
      return planCreate(entityType, checkInput(entityType, 'CREATE', input));
    },
    update(named: string | EntityType, selector: Selector<EntityType>, input: unknown): TwilioRequest {
      const entityType = find(named, 'UPDATE');
      const key = selectKey(entityType, selector);
      return planUpdate(entityType, key, checkInput(entityType, 'UPDATE', input));
    },
    delete(named: string | EntityType, selector: Selector<EntityType>): TwilioRequest {
      const entityType = find(named, 'DELETE');
      return planInstance(entityType, 'DELETE', selectKey(entityType, selector));
    },
  };
}

/** Creates the single writes. */
export function createWrites(begin: Begin, plan: ReturnType<typeof createChecks>) {
  return {
    async create(
      named: string | EntityType,
      input: unknown,
      callOptions?: CallOptions,
    ): Promise<EntityResult<EntityType>> {
      const { entityType, runner } = begin(named, 'CREATE', callOptions);
      const entity = await runner.sendForEntity(plan.create(entityType, input));
      return { entity, metadata: toMetadata(runner) };
    },
    async update(
      named: string | EntityType,
      selector: Selector<EntityType>,
      input: unknown,
      callOptions?: CallOptions,
    ): Promise<EntityResult<EntityType>> {
      const { entityType, runner } = begin(named, 'UPDATE', callOptions);
      const entity = await runner.sendForEntity(plan.update(entityType, selector, input));
      return { entity, metadata: toMetadata(runner) };
    },
    async delete(
      named: string | EntityType,
      selector: Selector<EntityType>,
      callOptions?: CallOptions,
    ): Promise<DeleteResult> {
      const { entityType, runner } = begin(named, 'DELETE', callOptions);
      await runner.send(plan.delete(entityType, selector));
      return { metadata: toMetadata(runner) };
    },
  };
}

/**
 * Returns the key of the entity that a condition selects, if the condition consists of equalities with the key and every
 * parent.
 *
 * @throws EntityError INVALID_CONDITION if the condition cannot be parsed or is empty
 */
export function selectedKey(entityType: EntityType, conditions: string | Condition): string | undefined {
  const id = selectedEntityId(entityType, carryOut(toWriteCondition(entityType, conditions)));
  if (id !== undefined) readEntityId(entityType, id);
  return id;
}

function selectKey(entityType: EntityType, selector: Selector<EntityType>): string {
  if (typeof selector === 'string') return selector;
  const key = selectedKey(entityType, selector.conditions);
  if (key !== undefined) return key;
  throw keyRequired(entityType, carryOut(toWriteCondition(entityType, selector.conditions)));
}
