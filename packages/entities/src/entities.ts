import { catalog as builtIn } from './catalog/index.js';
import { parseCondition } from './conditions/parse.js';
import type { CheckedComparison } from './engine/conditions.js';
import { planListPage, runListPage } from './engine/list.js';
import { checkInput } from './engine/input.js';
import { checkKey, planCreate, planInstance, planUpdate } from './engine/plan.js';
import { compileReader, type ReadEntity } from './engine/read.js';
import { createRunner, type Runner } from './engine/runner.js';
import type { CallOptions, Send } from './engine/send.js';
import { EntityError } from './errors.js';
import { comparisonsOf, type Condition, type ConditionOn, type CreateInput, type Entity } from './model/index.js';
import { type EntityType, keyOf, type Operation, type UpdateInput } from './model/index.js';
import { resolveField } from './model/resolve.js';

/** Entity types by name. */
export type Catalog = Readonly<Record<string, EntityType>>;

type NameOf<C extends Catalog> = keyof C & string;

/** What one call cost, and what is to be known of its answer. */
export interface CallMetadata {
  /** HTTP requests to Twilio, repetitions included. */
  readonly requests: number;
  /** The comparisons that Twilio applied. */
  readonly pushed: readonly string[];
  /** The comparisons that were applied after the read. */
  readonly residual: readonly string[];
  readonly warnings: readonly string[];
}

/** One entity and what it cost. */
export interface EntityResult<E extends EntityType> {
  readonly entity: Entity<E>;
  readonly metadata: CallMetadata;
}

/** A page of entities in Twilio's own order; it may be short while a token follows. */
export interface ListResult<E extends EntityType> {
  readonly entities: readonly Entity<E>[];
  readonly nextPageToken?: string;
  readonly metadata: CallMetadata;
}

/** What a LIST may be asked for. */
export interface ListOptions<E extends EntityType> extends CallOptions {
  /** As text (`To = '+15551234567' AND DateSent >= '2024-01-01'`) or as a tree. Default: all entities. */
  readonly conditions?: string | ConditionOn<E>;
  /** Default 25; above 200 becomes 200. */
  readonly pageSize?: number;
  /** `nextPageToken` of the page before, of the same query. */
  readonly pageToken?: string;
}

/** Which entity is meant: its key, or a condition that is an equality with the key. */
export type Selector<E extends EntityType> = string | { readonly conditions: string | ConditionOn<E> };

/** Twilio as tables. Every method throws `EntityError`, and whatever `send` rejects with. */
export interface Entities<C extends Catalog = Catalog> {
  readonly catalog: C;
  list<N extends NameOf<C>>(name: N, options?: ListOptions<C[N]>): Promise<ListResult<C[N]>>;
  get<N extends NameOf<C>>(name: N, key: string, options?: CallOptions): Promise<EntityResult<C[N]>>;
  /** Sent at most once, whatever happens on the way. */
  create<N extends NameOf<C>>(name: N, input: CreateInput<C[N]>, options?: CallOptions): Promise<EntityResult<C[N]>>;
  update<N extends NameOf<C>>(
    name: N,
    entity: Selector<C[N]>,
    input: UpdateInput<C[N]>,
    options?: CallOptions,
  ): Promise<EntityResult<C[N]>>;
  delete<N extends NameOf<C>>(
    name: N,
    entity: Selector<C[N]>,
    options?: CallOptions,
  ): Promise<{ metadata: CallMetadata }>;
}

/** Makes the tables of a catalog (the built-in one by default) over a way to reach Twilio. */
export function createEntities<const C extends Catalog = typeof builtIn>(options: {
  readonly send: Send;
  readonly catalog?: C;
}): Entities<C>;
export function createEntities(options: { readonly send: Send; readonly catalog?: Catalog }): Entities {
  const catalog = options.catalog ?? builtIn;
  const readers = new Map<string, ReadEntity>();

  /** The entity type that a call is about, with its runner. */
  function begin(name: string, operation: Operation, callOptions: CallOptions = {}) {
    const entityType = findEntityType(catalog, name);
    if (!entityType.operations.includes(operation)) throw notOffered(entityType, operation);
    const read = readers.get(name) ?? compileReader(entityType);
    readers.set(name, read);
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
      const residual = plan.comparisons.filter(({ field }) => field.readable !== false);
      const metadata = toMetadata(runner, { pushed: plan.pushedDown.pushed, residual });
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
  const comparisons = comparisonsOf(toCondition(entityType, selector.conditions));
  const [first] = comparisons;
  const key = keyOf(entityType);
  const isKey = first !== undefined && resolveField(entityType, first.field)?.name === key && first.operator === '=';
  if (comparisons.length === 1 && isKey) return checkKey(entityType, String(first.value));
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

interface Comparisons {
  readonly pushed: readonly CheckedComparison[];
  readonly residual: readonly CheckedComparison[];
}

function toMetadata(runner: Runner, { pushed, residual }: Comparisons = { pushed: [], residual: [] }): CallMetadata {
  // Without their values, which may be private.
  const toWords = (comparisons: readonly CheckedComparison[]) =>
    comparisons.map(({ name, operator }) => `${name} ${operator}`);
  const { requests, warnings } = runner;
  return { requests, pushed: toWords(pushed), residual: toWords(residual), warnings };
}
