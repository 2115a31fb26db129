import type { catalog as builtIn } from './catalog/index.js';
import type { CallOptions } from './engine/send.js';
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

/** The operations on an entity type. Every method throws `EntityError`, and whatever `send` rejects with. */
export interface EntityOperations {
  /** Every entity type that `findEntityType` finds. */
  readonly catalog: Catalog;
  list<E extends EntityType>(entityType: E, options?: ListOptions<E>): Promise<ListResult<E>>;
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
}

/** Twilio as tables: the same operations; an entity type of the catalog may also be named by its name. */
export interface Entities<C extends Catalog = typeof builtIn> extends EntityOperations {
  readonly catalog: C;
  list<N extends NameOf<C>>(name: N, options?: ListOptions<C[N]>): Promise<ListResult<C[N]>>;
  list<E extends EntityType>(entityType: E, options?: ListOptions<E>): Promise<ListResult<E>>;
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
}
