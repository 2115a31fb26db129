import { catalog as builtIn } from './catalog/index.js';
import { parseCondition } from './conditions/parse.js';
import { checkInput } from './engine/input.js';
import { explainList, residualOf, toWords } from './engine/explain.js';
import {
  checkPageSize,
  type ListPlan,
  planListPage,
  runListPage,
  toPageToken,
  TWILIO_PAGE_SIZE,
} from './engine/list.js';
import { checkKey, planCreate, planInstance, planUpdate } from './engine/plan.js';
import { compileReader, type ReadEntity } from './engine/read.js';
import { readRows } from './engine/rows.js';
import { createRunner, type Runner, tooManyRequests } from './engine/runner.js';
import type { CallOptions, Send, TwilioRequest } from './engine/send.js';
import { EntityError } from './errors.js';
import { type Condition, type EntityType, keyOf, type Operation, predicatesOf } from './model/index.js';
import { resolveField } from './model/resolve.js';
import type {
  CallMetadata,
  Catalog,
  DeleteResult,
  Entities,
  EntityResult,
  Explanation,
  ListOptions,
  ListResult,
  Query,
  Rows,
  RowsOptions,
  Selector,
} from './operations.js';

// The operations without their types, as the interpreter sees them.

interface AnyValidateOnly {
  create(named: string | EntityType, input: unknown): TwilioRequest;
  update(named: string | EntityType, selector: Selector<EntityType>, input: unknown): TwilioRequest;
  delete(named: string | EntityType, selector: Selector<EntityType>): TwilioRequest;
}

interface AnyEntities {
  readonly catalog: Catalog;
  readonly validateOnly: AnyValidateOnly;
  list(named: string | EntityType, options?: ListOptions<EntityType>): Promise<ListResult<EntityType>>;
  rows(named: string | EntityType, options?: RowsOptions<EntityType>): Rows<EntityType>;
  explain(named: string | EntityType, query?: Query<EntityType>): Explanation;
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

  const find = (named: string | EntityType, operation: Operation): EntityType => {
    const entityType = typeof named === 'string' ? findEntityType(catalog, named) : named;
    if (!entityType.operations.includes(operation)) throw notOffered(entityType, operation);
    return entityType;
  };
  const begin: Begin = (named, operation, callOptions = {}) => {
    const entityType = find(named, operation);
    const read = readers.get(entityType) ?? compileReader(entityType);
    readers.set(entityType, read);
    const { signal, deadlineMs, priority, onAttempt, maxRequests } = callOptions;
    const port = { send: options.send, options: { signal, deadlineMs, priority, onAttempt }, maxRequests };
    return { entityType, runner: createRunner(entityType, read, port) };
  };
  const validateOnly = createValidateOnly(find);
  return { catalog, validateOnly, ...createReads(begin), ...createWrites(begin, validateOnly) };
}

/** The entity type that a call is about, with its runner. */
type Begin = (
  named: string | EntityType,
  operation: Operation,
  options?: CallOptions & { readonly maxRequests?: number },
) => { readonly entityType: EntityType; readonly runner: Runner };

function createReads(begin: Begin): Pick<AnyEntities, 'list' | 'rows' | 'explain' | 'get'> {
  return {
    async list(name, listOptions = {}) {
      const { entityType, runner } = begin(name, 'LIST', listOptions);
      const { conditions, pageToken } = listOptions;
      const pageSize = checkPageSize(listOptions.pageSize);
      const plan = planListPage(entityType, toCondition(entityType, conditions), { pageSize, pageToken });
      const { rows, next } = await runListPage(plan, runner);
      const nextPageToken = toPageToken(plan, next);
      return { entities: rows, ...(nextPageToken && { nextPageToken }), metadata: toMetadata(runner, plan) };
    },
    rows(name, rowsOptions = {}) {
      const { entityType, runner } = begin(name, 'LIST', rowsOptions);
      const { conditions, limit, maxRequests } = rowsOptions;
      const pageSize = Math.min(limit ?? TWILIO_PAGE_SIZE, TWILIO_PAGE_SIZE) || 1;
      const plan = planListPage(entityType, toCondition(entityType, conditions), { pageSize });
      if (plan.reads.length > (maxRequests ?? Number.POSITIVE_INFINITY)) throw tooManyRequests(entityType, 0);
      return {
        [Symbol.asyncIterator]: () => readRows(plan, runner, limit),
        get metadata() {
          return toMetadata(runner, plan);
        },
      };
    },
    explain(name, query = {}) {
      const { entityType } = begin(name, 'LIST');
      return explainList(
        planListPage(entityType, toCondition(entityType, query.conditions), { pageSize: TWILIO_PAGE_SIZE }),
      );
    },
    async get(name, key, callOptions) {
      const { entityType, runner } = begin(name, 'GET', callOptions);
      const record = await runner.sendForEntity(planInstance(entityType, 'GET', key));
      return { entity: runner.read(record), metadata: toMetadata(runner) };
    },
  };
}

/** Checks a write and plans its one request; nothing is sent. */
function createValidateOnly(find: (named: string | EntityType, operation: Operation) => EntityType): AnyValidateOnly {
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

function createWrites(begin: Begin, plan: AnyValidateOnly): Pick<AnyEntities, 'create' | 'update' | 'delete'> {
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

function toMetadata(runner: Runner, plan?: ListPlan): CallMetadata {
  const { requests, warnings } = runner;
  const pushed = toWords(plan?.reads.flatMap((read) => read.pushed) ?? []);
  return { requests, pushed, residual: toWords(plan ? residualOf(plan) : []), warnings };
}
