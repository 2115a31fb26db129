import type { catalog as builtIn } from '../catalog/index.js';
import type {
  BulkOptions,
  BulkPlan,
  BulkQuery,
  BulkResult,
  CallOptions,
  Catalog,
  CountOptions,
  CountResult,
  CreateInput,
  DeleteResult,
  EntityResult,
  EntityType,
  Explanation,
  ListOptions,
  ListResult,
  NameOffering,
  Pages,
  Query,
  Resolve,
  Rows,
  RowsOptions,
  ScanOptions,
  Selector,
  Sorted,
  TwilioRequest,
  UpdateInput,
} from '../model/index.js';

/**
 * Dry runs of the writes: each checks its arguments in full and returns the request that would go to Twilio.
 * Facts that only Twilio knows, such as whether the entity exists, are not checked.
 */
export interface ValidateOnly<C extends Catalog = typeof builtIn> {
  create<T extends NameOffering<'CREATE', C> | EntityType>(
    entityType: T,
    input: CreateInput<Resolve<C, T>>,
  ): TwilioRequest;
  update<T extends NameOffering<'UPDATE', C> | EntityType>(
    entityType: T,
    entity: Selector<Resolve<C, T>>,
    input: UpdateInput<Resolve<C, T>>,
  ): TwilioRequest;
  delete<T extends NameOffering<'DELETE', C> | EntityType>(
    entityType: T,
    entity: Selector<Resolve<C, T>>,
  ): TwilioRequest;
  updateMany<T extends NameOffering<'UPDATE', C> | EntityType>(
    entityType: T,
    query: BulkQuery<Resolve<C, T>>,
    input: UpdateInput<Resolve<C, T>>,
  ): BulkPlan;
  deleteMany<T extends NameOffering<'DELETE', C> | EntityType>(
    entityType: T,
    query: BulkQuery<Resolve<C, T>>,
  ): BulkPlan;
}

/**
 * Twilio as tables. Every method takes the name of an entity type of the catalog, or a declaration. Methods throw
 * `EntityError`, and pass on the errors that `send` rejects with.
 */
export interface Entities<C extends Catalog = typeof builtIn> {
  /** The entity types that are allowed, with the operations that are allowed. */
  readonly catalog: C;
  readonly validateOnly: ValidateOnly<C>;
  list<T extends NameOffering<'LIST' | 'GET', C> | EntityType>(
    entityType: T,
    options?: ListOptions<Resolve<C, T>>,
  ): Promise<ListResult<Resolve<C, T>>>;
  /**
   * Reads all entities of a query without pages. If the declaration names a window column and the condition excludes rows without
   * it, a long list is read in windows side by side, and the entities come in any order. They come newest first, page after
   * page, if a `limit` or `maxRequests` is set, and in the given order with `sortBy`.
   */
  rows<T extends NameOffering<'LIST' | 'GET', C> | EntityType>(
    entityType: T,
    options?: RowsOptions<Resolve<C, T>>,
  ): Rows<Resolve<C, T>>;
  /**
   * Reads all entities of a query as `rows` does, page by page, and says which parts of the query are complete, so that another
   * scan can go on from there.
   */
  scan<T extends NameOffering<'LIST' | 'GET', C> | EntityType>(
    entityType: T,
    options?: ScanOptions<Resolve<C, T>>,
  ): Pages<Resolve<C, T>>;
  /** Counts the entities of a query. Twilio states no totals, so this reads them all, as `rows` does, but keeps none. */
  count<T extends NameOffering<'LIST' | 'GET', C> | EntityType>(
    entityType: T,
    options?: CountOptions<Resolve<C, T>>,
  ): Promise<CountResult>;
  /** Returns the plan of a query and sends nothing. */
  explain<T extends NameOffering<'LIST' | 'GET', C> | EntityType>(
    entityType: T,
    query?: Query<Resolve<C, T>> & Sorted,
  ): Explanation;
  get<T extends NameOffering<'GET', C> | EntityType>(
    entityType: T,
    key: string,
    options?: CallOptions,
  ): Promise<EntityResult<Resolve<C, T>>>;
  /** Never repeats a request that Twilio may have carried out. */
  create<T extends NameOffering<'CREATE', C> | EntityType>(
    entityType: T,
    input: CreateInput<Resolve<C, T>>,
    options?: CallOptions,
  ): Promise<EntityResult<Resolve<C, T>>>;
  update<T extends NameOffering<'UPDATE', C> | EntityType>(
    entityType: T,
    entity: Selector<Resolve<C, T>>,
    input: UpdateInput<Resolve<C, T>>,
    options?: CallOptions,
  ): Promise<EntityResult<Resolve<C, T>>>;
  delete<T extends NameOffering<'DELETE', C> | EntityType>(
    entityType: T,
    entity: Selector<Resolve<C, T>>,
    options?: CallOptions,
  ): Promise<DeleteResult>;
  /** Updates every entity that matches, one request each. Conditions on columns other than the key require `bulk`. */
  updateMany<T extends NameOffering<'UPDATE', C> | EntityType>(
    entityType: T,
    query: BulkQuery<Resolve<C, T>>,
    input: UpdateInput<Resolve<C, T>>,
    options?: BulkOptions,
  ): Promise<BulkResult>;
  /** Deletes every entity that matches, one request each. Conditions on columns other than the key require `bulk`. */
  deleteMany<T extends NameOffering<'DELETE', C> | EntityType>(
    entityType: T,
    query: BulkQuery<Resolve<C, T>>,
    options?: BulkOptions,
  ): Promise<BulkResult>;
}
