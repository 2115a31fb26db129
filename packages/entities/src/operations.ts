import type { catalog as builtIn } from './catalog/index.js';
import type { CallOptions, TwilioRequest } from './engine/send.js';
import type { SortBy } from './engine/sort.js';
import type { ConditionOn, CreateInput, Entity, EntityType, UpdateInput } from './model/index.js';

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

/** What a DELETE cost; there is nothing else to say. */
export interface DeleteResult {
  readonly metadata: CallMetadata;
}

/** A page of entities in Twilio's own order; it may be short while a token follows. */
export interface ListResult<E extends EntityType> {
  readonly entities: readonly Entity<E>[];
  readonly nextPageToken?: string;
  readonly metadata: CallMetadata;
}

/** Which entities are meant. */
export interface Query<E extends EntityType> {
  /** As text (`To = '+15551234567' AND DateSent >= '2024-01-01'`) or as a tree. Default: all entities. */
  readonly conditions?: string | ConditionOn<E>;
}

/** In which order they are answered. */
export interface Sorted {
  /**
   * By one column. The entity type's `defaultSortBy`, descending, is the order in which Twilio's list comes: it costs
   * nothing, and is checked while it is read. For any other the whole list is read, for each page anew; without
   * `maxRequests` in at most 100 requests. Default: as Twilio's list comes, newest first.
   */
  readonly sortBy?: SortBy;
}

/** Whether a list may be put together from those of all parents. */
export interface ParentScan {
  /**
   * Where Twilio lists the entities of one parent at a time (the media of one message) and the condition names none: lists the
   * parents first, then reads each one's. A number is the most that may be walked, at most 1,000; `true` is 100. With more, the
   * call fails with TOO_MANY_REQUESTS. A page token holds while the parents stay the same. Default: a parent has to be named.
   */
  readonly allowParentScan?: true | number;
}

/** What a LIST may be asked for. */
export interface ListOptions<E extends EntityType> extends CallOptions, Query<E>, Sorted, ParentScan {
  /** The most requests to Twilio that the call may take; beyond it fails with TOO_MANY_REQUESTS. Default: no limit. */
  readonly maxRequests?: number;
  /** Default 25; above 50,000 becomes 50,000. */
  readonly pageSize?: number;
  /** `nextPageToken` of the page before, of the same query. */
  readonly pageToken?: string;
}

/** What all entities of a query may be asked for. */
export interface RowsOptions<E extends EntityType> extends CallOptions, Query<E>, Sorted, ParentScan {
  /** The most entities. Default: all. */
  readonly limit?: number;
  /** The most requests to Twilio; a query that is known to take more is refused before it starts. Default: no limit. */
  readonly maxRequests?: number;
}

/** All entities of a query, one by one, as they are read; `metadata` says what that cost so far. */
export interface Rows<E extends EntityType> extends AsyncIterable<Entity<E>> {
  readonly metadata: CallMetadata;
}

/** How a query would be answered. */
export interface Explanation {
  /** The first request of each read, in the order in which they are made. */
  readonly reads: readonly {
    readonly path: string;
    readonly query: Readonly<Record<string, string>>;
    readonly pushed: readonly string[];
  }[];
  /** What is applied after the read. */
  readonly residual: readonly string[];
  /** How many requests to Twilio the whole answer takes; `most` is absent when only Twilio knows how long its list is. */
  readonly requests: { readonly least: number; readonly most?: number };
  /** Why, in sentences. */
  readonly why: readonly string[];
}

/** What a write to all entities of a query may be asked for. */
export interface BulkOptions extends CallOptions {
  /** The most requests to Twilio, reads and writes together; entities beyond it are not reached. Default: no limit. */
  readonly maxRequests?: number;
  /** Told how far it is, after each entity. */
  readonly onProgress?: (report: BulkReport) => void;
}

/**
 * What became of the entities that a query found: `done + failed.length + notReached` is `found`. The same call again goes
 * on with those that are left: what was deleted is not found any more, and what has an update's values already counts as done.
 */
export interface BulkReport {
  readonly found: number;
  readonly done: number;
  readonly failed: readonly { readonly key: string; readonly error: Error }[];
  readonly notReached: number;
  /** Why it ended before all were reached. */
  readonly stopped?: Error;
}

/** The report, and what it cost. */
export interface BulkResult extends BulkReport {
  readonly metadata: CallMetadata;
}

/** Which entities a write is about. */
export interface BulkQuery<E extends EntityType> {
  /** Never empty: no condition would mean all. */
  readonly conditions: string | ConditionOn<E>;
}

/** What a write to many entities would do. */
export interface BulkPlan {
  /** How the entities would be found. */
  readonly finds: Explanation;
  /** What would be sent for each of them; in its path the key's place is open. */
  readonly request: TwilioRequest;
}

/** Which entity is meant: its key (behind its parents', as in `MM…/ME…`), or a condition that is an equality with these. */
export type Selector<E extends EntityType> = string | { readonly conditions: string | ConditionOn<E> };

/**
 * The writes, checked in full and not sent: each answers with the request to Twilio that would be made. What only Twilio
 * knows (whether there is such an entity, whether it takes the number) is not checked.
 */
export interface WriteChecks {
  create<E extends EntityType>(entityType: E, input: CreateInput<E>): TwilioRequest;
  update<E extends EntityType>(entityType: E, entity: Selector<E>, input: UpdateInput<E>): TwilioRequest;
  delete<E extends EntityType>(entityType: E, entity: Selector<E>): TwilioRequest;
  updateMany<E extends EntityType>(entityType: E, query: BulkQuery<E>, input: UpdateInput<E>): BulkPlan;
  deleteMany<E extends EntityType>(entityType: E, query: BulkQuery<E>): BulkPlan;
}

/** The same; an entity type of the catalog may also be named by its name. */
export interface ValidateOnly<C extends Catalog = typeof builtIn> extends WriteChecks {
  create<N extends NameOf<C>>(name: N, input: CreateInput<C[N]>): TwilioRequest;
  create<E extends EntityType>(entityType: E, input: CreateInput<E>): TwilioRequest;
  update<N extends NameOf<C>>(name: N, entity: Selector<C[N]>, input: UpdateInput<C[N]>): TwilioRequest;
  update<E extends EntityType>(entityType: E, entity: Selector<E>, input: UpdateInput<E>): TwilioRequest;
  delete<N extends NameOf<C>>(name: N, entity: Selector<C[N]>): TwilioRequest;
  delete<E extends EntityType>(entityType: E, entity: Selector<E>): TwilioRequest;
  updateMany<N extends NameOf<C>>(name: N, query: BulkQuery<C[N]>, input: UpdateInput<C[N]>): BulkPlan;
  updateMany<E extends EntityType>(entityType: E, query: BulkQuery<E>, input: UpdateInput<E>): BulkPlan;
  deleteMany<N extends NameOf<C>>(name: N, query: BulkQuery<C[N]>): BulkPlan;
  deleteMany<E extends EntityType>(entityType: E, query: BulkQuery<E>): BulkPlan;
}

/** The operations on an entity type. Every method throws `EntityError`, and whatever `send` rejects with. */
export interface EntityOperations {
  /** Every entity type that `findEntityType` finds. */
  readonly catalog: Catalog;
  readonly validateOnly: WriteChecks;
  list<E extends EntityType>(entityType: E, options?: ListOptions<E>): Promise<ListResult<E>>;
  /** All entities of a query, without pages: Twilio is asked for as many rows at once as it gives. */
  rows<E extends EntityType>(entityType: E, options?: RowsOptions<E>): Rows<E>;
  /** Says how a query would be answered, and sends nothing. */
  explain<E extends EntityType>(entityType: E, query?: Query<E> & Sorted): Explanation;
  get<E extends EntityType>(entityType: E, key: string, options?: CallOptions): Promise<EntityResult<E>>;
  /** Sent at most once, whatever happens on the way. */
  create<E extends EntityType>(entityType: E, input: CreateInput<E>, options?: CallOptions): Promise<EntityResult<E>>;
  update<E extends EntityType>(
    entityType: E,
    entity: Selector<E>,
    input: UpdateInput<E>,
    options?: CallOptions,
  ): Promise<EntityResult<E>>;
  delete<E extends EntityType>(entityType: E, entity: Selector<E>, options?: CallOptions): Promise<DeleteResult>;
  /**
   * Changes every entity that the conditions find, each by a request of its own. Conditions on other columns than the key
   * need `bulk`.
   */
  updateMany<E extends EntityType>(
    entityType: E,
    query: BulkQuery<E>,
    input: UpdateInput<E>,
    options?: BulkOptions,
  ): Promise<BulkResult>;
  /** Deletes every entity that the conditions find, likewise. */
  deleteMany<E extends EntityType>(entityType: E, query: BulkQuery<E>, options?: BulkOptions): Promise<BulkResult>;
}

/** Twilio as tables: the same operations; an entity type of the catalog may also be named by its name. */
export interface Entities<C extends Catalog = typeof builtIn> extends EntityOperations {
  readonly catalog: C;
  readonly validateOnly: ValidateOnly<C>;
  list<N extends NameOf<C>>(name: N, options?: ListOptions<C[N]>): Promise<ListResult<C[N]>>;
  list<E extends EntityType>(entityType: E, options?: ListOptions<E>): Promise<ListResult<E>>;
  rows<N extends NameOf<C>>(name: N, options?: RowsOptions<C[N]>): Rows<C[N]>;
  rows<E extends EntityType>(entityType: E, options?: RowsOptions<E>): Rows<E>;
  explain<N extends NameOf<C>>(name: N, query?: Query<C[N]> & Sorted): Explanation;
  explain<E extends EntityType>(entityType: E, query?: Query<E> & Sorted): Explanation;
  get<N extends NameOf<C>>(name: N, key: string, options?: CallOptions): Promise<EntityResult<C[N]>>;
  get<E extends EntityType>(entityType: E, key: string, options?: CallOptions): Promise<EntityResult<E>>;
  create<N extends NameOf<C>>(name: N, input: CreateInput<C[N]>, options?: CallOptions): Promise<EntityResult<C[N]>>;
  create<E extends EntityType>(entityType: E, input: CreateInput<E>, options?: CallOptions): Promise<EntityResult<E>>;
  update<N extends NameOf<C>>(
    name: N,
    entity: Selector<C[N]>,
    input: UpdateInput<C[N]>,
    options?: CallOptions,
  ): Promise<EntityResult<C[N]>>;
  update<E extends EntityType>(
    entityType: E,
    entity: Selector<E>,
    input: UpdateInput<E>,
    options?: CallOptions,
  ): Promise<EntityResult<E>>;
  delete<N extends NameOf<C>>(name: N, entity: Selector<C[N]>, options?: CallOptions): Promise<DeleteResult>;
  delete<E extends EntityType>(entityType: E, entity: Selector<E>, options?: CallOptions): Promise<DeleteResult>;
  updateMany<N extends NameOf<C>>(
    name: N,
    query: BulkQuery<C[N]>,
    input: UpdateInput<C[N]>,
    options?: BulkOptions,
  ): Promise<BulkResult>;
  updateMany<E extends EntityType>(
    entityType: E,
    query: BulkQuery<E>,
    input: UpdateInput<E>,
    options?: BulkOptions,
  ): Promise<BulkResult>;
  deleteMany<N extends NameOf<C>>(name: N, query: BulkQuery<C[N]>, options?: BulkOptions): Promise<BulkResult>;
  deleteMany<E extends EntityType>(entityType: E, query: BulkQuery<E>, options?: BulkOptions): Promise<BulkResult>;
}
