import { catalog as builtIn } from './catalog/index.js';
import { parseCondition } from './conditions/parse.js';
import type { CheckedPredicate } from './engine/conditions.js';
import { predicates } from './engine/reads.js';
import { checkInput } from './engine/input.js';
import { planListPage, runListPage } from './engine/list.js';
import { checkKey, planCreate, planInstance, planUpdate } from './engine/plan.js';
import { compileReader, type ReadEntity } from './engine/read.js';
import { createRunner, type Runner } from './engine/runner.js';
import type { CallOptions, Send } from './engine/send.js';
import { EntityError } from './errors.js';
import { type Condition, type EntityType, keyOf, type Operation, predicatesOf } from './model/index.js';
import { resolveField } from './model/resolve.js';
import type {
  CallMetadata,
  Catalog,
  DeleteResult,
  Entities,
  EntityResult,
  ListOptions,
  ListResult,
  Selector,
} from './operations.js';

// The operations without their types, as the interpreter sees them.
interface AnyEntities {
  readonly catalog: Catalog;
  list(named: string | EntityType, options?: ListOptions<EntityType>): Promise<ListResult<EntityType>>;
  get(named: string | EntityType, key: string, options?: CallOptions): Promise<EntityResult<EntityType>>;
  create(named: string | EntityType, input: unknown, options?: CallOptions): Promise<EntityResult<EntityType>>;
  update(
    named: string | EntityType,
    selector: Selector<EntityType>,
    input: unknown,
    options?: CallOptions,
  ): Promise<EntityResult<EntityType>>;
  delete(named: string | EntityType, selector: Selector<EntityType>, options?: CallOptions): Promise<DeleteResult>;
}

/** Makes the tables of a catalog (the built-in one by default) over a way to reach Twilio. */
export function createEntities<const C extends Catalog = typeof builtIn>(options: {
  readonly send: Send;
  readonly catalog?: C;
}): Entities<C>;
export function createEntities(options: { readonly send: Send; readonly catalog?: Catalog }): AnyEntities {
  const catalog = options.catalog ?? builtIn;
  const readers = new WeakMap<EntityType, ReadEntity>();

  /** The entity type that a call is about, with its runner. */
  function begin(named: string | EntityType, operation: Operation, callOptions: CallOptions = {}) {
    const entityType = typeof named === 'string' ? findEntityType(catalog, named) : named;
    if (!entityType.operations.includes(operation)) throw notOffered(entityType, operation);
    const read = readers.get(entityType) ?? compileReader(entityType);
    readers.set(entityType, read);
    const { signal, deadlineMs, priority, onAttempt } = callOptions;
    const port = { send: options.send, options: { signal, deadlineMs, priority, onAttempt } };
    return { entityType, runner: createRunner(entityType, read, port) };
  }

  return {
    catalog,
    async list(name, listOptions = {}) {
      const { entityType, runner } = begin(name, 'LIST', listOptions);
      const plan = planListPage(entityType, toCondition(entityType, listOptions.conditions), listOptions);
      const { rows, nextPageToken } = await runListPage(plan, runner);
      const residual = predicates(plan.condition).filter(({ field }) => field.readable !== false);
      const metadata = toMetadata(runner, { pushed: plan.reads.flatMap(({ pushed }) => pushed), residual });
      return { entities: rows, ...(nextPageToken && { nextPageToken }), metadata };
    },
    async get(name, key, callOptions) {
      const { entityType, runner } = begin(name, 'GET', callOptions);
      const record = await runner.sendForEntity(planInstance(entityType, 'GET', key));
      return { entity: runner.read(record), metadata: toMetadata(runner) };
    },
    async create(name, input, callOptions) {
      const { entityType, runner } = begin(name, 'CREATE', callOptions);
      const record = await runner.sendForEntity(planCreate(entityType, checkInput(entityType, 'CREATE', input)));
      return { entity: runner.read(record), metadata: toMetadata(runner) };
    },
    async update(name, selector, input, callOptions) {
      const { entityType, runner } = begin(name, 'UPDATE', callOptions);
      const key = selectKey(entityType, selector);
      const record = await runner.sendForEntity(planUpdate(entityType, key, checkInput(entityType, 'UPDATE', input)));
      return { entity: runner.read(record), metadata: toMetadata(runner) };
    },
    async delete(name, selector, callOptions) {
      const { entityType, runner } = begin(name, 'DELETE', callOptions);
      await runner.send(planInstance(entityType, 'DELETE', selectKey(entityType, selector)));
      return { metadata: toMetadata(runner) };
    },
  };
}

/**
 * Finds an entity type by its exact name.
 *
 * @throws EntityError UNKNOWN_ENTITY_TYPE, naming those that exist
 */
export function findEntityType(catalog: Catalog, name: string): EntityType {
  const found = Object.hasOwn(catalog, name) ? catalog[name] : undefined;
  if (found) return found;
  const names = Object.keys(catalog).join(', ');
  throw new EntityError('UNKNOWN_ENTITY_TYPE', `There is no entity type ${JSON.stringify(name)}. There are: ${names}.`);
}

function notOffered(entityType: EntityType, operation: Operation): EntityError {
  const offered = entityType.operations.join(', ');
  return new EntityError('UNSUPPORTED_OPERATION', `${entityType.name} offers no ${operation}. It offers: ${offered}.`);
}

function toCondition(entityType: EntityType, conditions: string | Condition | undefined): Condition | undefined {
  return typeof conditions === 'string' ? parseCondition(conditions, entityType) : conditions;
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

interface Predicates {
  readonly pushed: readonly CheckedPredicate[];
  readonly residual: readonly CheckedPredicate[];
}

function toMetadata(runner: Runner, { pushed, residual }: Predicates = { pushed: [], residual: [] }): CallMetadata {
  // Without their values, which may be private.
  const toWords = (all: readonly CheckedPredicate[]) => [
    ...new Set(all.map(({ name, operator }) => `${name} ${operator}`)),
  ];
  const { requests, warnings } = runner;
  return { requests, pushed: toWords(pushed), residual: toWords(residual), warnings };
}
