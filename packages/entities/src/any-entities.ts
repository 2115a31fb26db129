import type { CallOptions, TwilioRequest } from './engine/send.js';
import type { Runner } from './engine/runner.js';
import type { EntityType, Operation } from './model/index.js';
import type {
  BulkOptions,
  BulkPlan,
  BulkQuery,
  BulkResult,
  Catalog,
  DeleteResult,
  EntityResult,
  Explanation,
  ListOptions,
  ListResult,
  Query,
  Rows,
  RowsOptions,
  Selector,
  Sorted,
} from './operations.js';

// The operations without their types, as the interpreter sees them.

/** `ValidateOnly` without its types. */
export interface AnyValidateOnly {
  create(named: string | EntityType, input: unknown): TwilioRequest;
  update(named: string | EntityType, selector: Selector<EntityType>, input: unknown): TwilioRequest;
  delete(named: string | EntityType, selector: Selector<EntityType>): TwilioRequest;
  updateMany(named: string | EntityType, query: BulkQuery<EntityType>, input: unknown): BulkPlan;
  deleteMany(named: string | EntityType, query: BulkQuery<EntityType>): BulkPlan;
}

/** `Entities` without its types. */
export interface AnyEntities {
  readonly catalog: Catalog;
  readonly validateOnly: AnyValidateOnly;
  list(named: string | EntityType, options?: ListOptions<EntityType>): Promise<ListResult<EntityType>>;
  rows(named: string | EntityType, options?: RowsOptions<EntityType>): Rows<EntityType>;
  explain(named: string | EntityType, query?: Query<EntityType> & Sorted): Explanation;
  get(named: string | EntityType, key: string, options?: CallOptions): Promise<EntityResult<EntityType>>;
  create(named: string | EntityType, input: unknown, options?: CallOptions): Promise<EntityResult<EntityType>>;
  update(
    named: string | EntityType,
    selector: Selector<EntityType>,
    input: unknown,
    options?: CallOptions,
  ): Promise<EntityResult<EntityType>>;
  delete(named: string | EntityType, selector: Selector<EntityType>, options?: CallOptions): Promise<DeleteResult>;
  updateMany(
    named: string | EntityType,
    query: BulkQuery<EntityType>,
    input: unknown,
    options?: BulkOptions,
  ): Promise<BulkResult>;
  deleteMany(named: string | EntityType, query: BulkQuery<EntityType>, options?: BulkOptions): Promise<BulkResult>;
}

/** Finds the entity type that a call is about; throws when it does not offer the operation. */
export type Find = (named: string | EntityType, operation: Operation) => EntityType;

/** Finds it, and opens the call's account. */
export type Begin = (
  named: string | EntityType,
  operation: Operation,
  options?: CallOptions & { readonly maxRequests?: number; readonly areWritesSeenThrough?: boolean },
) => { readonly entityType: EntityType; readonly runner: Runner };
