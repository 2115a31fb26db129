import type { actions as builtIn } from './actions/index.js';
import type { CallOptions, Download, TwilioRequest } from './engine/send.js';
import type { Action, CreateInput, Entity, EntityType } from './model/index.js';
import type { CallMetadata } from './operations.js';

/** Actions by name. */
export type ActionCatalog = Readonly<Record<string, Action>>;

/** What an action takes. */
export type ActionInput<A extends Action> = A extends Action<infer I> ? CreateInput<EntityType<I>> : never;

/** A row that an action answers. */
export type ActionRow<A extends Action> = A extends Action<infer _, infer R> ? Entity<EntityType<R>> : never;

/** What an action answered: no result, one or several. */
export interface ActionResult<A extends Action> {
  readonly results: readonly ActionRow<A>[];
  readonly metadata: CallMetadata;
}

/** The actions, by declaration. Every method throws `EntityError`, and whatever `send` rejects with. */
export interface ActionOperations {
  /** Every action that is allowed. */
  readonly catalog: ActionCatalog;
  /**
   * Finds one by its exact name.
   *
   * @throws EntityError UNKNOWN_ACTION, naming those that there are; ACTION_NOT_ALLOWED
   */
  find(name: string): Action;
  /** Carries one out; what changes something is sent at most once, whatever happens on the way. */
  execute<A extends Action>(action: A, parameters: ActionInput<A>, options?: CallOptions): Promise<ActionResult<A>>;
  /** The bytes of an action that answers some (`answersBytes`), as they come. */
  download<A extends Action>(action: A, parameters: ActionInput<A>, options?: CallOptions): Promise<Download>;
  /** Checks the parameters and sends nothing: the request to Twilio that would be made. */
  validateOnly<A extends Action>(action: A, parameters: ActionInput<A>): TwilioRequest;
}

/** The same; an action of the catalog may also be named by its name. */
export interface Actions<C extends ActionCatalog = typeof builtIn> extends ActionOperations {
  readonly catalog: C;
  execute<N extends keyof C & string>(
    name: N,
    parameters: ActionInput<C[N]>,
    options?: CallOptions,
  ): Promise<ActionResult<C[N]>>;
  execute<A extends Action>(action: A, parameters: ActionInput<A>, options?: CallOptions): Promise<ActionResult<A>>;
  download<N extends keyof C & string>(
    name: N,
    parameters: ActionInput<C[N]>,
    options?: CallOptions,
  ): Promise<Download>;
  download<A extends Action>(action: A, parameters: ActionInput<A>, options?: CallOptions): Promise<Download>;
  validateOnly<N extends keyof C & string>(name: N, parameters: ActionInput<C[N]>): TwilioRequest;
  validateOnly<A extends Action>(action: A, parameters: ActionInput<A>): TwilioRequest;
}
