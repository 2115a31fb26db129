import type { actions as builtIn } from '../actions/index.js';
import type {
  Action,
  ActionCatalog,
  CallMetadata,
  CallOptions,
  CreateInput,
  Download,
  Entity,
  EntityType,
  ResolveAction,
  TwilioRequest,
} from '../model/index.js';

/** The parameters of an action. */
export type ActionInput<A extends Action> = CreateInput<EntityType<A['inputParameters']>>;

/** A row of an action's result. */
export type ActionRow<A extends Action> = Entity<EntityType<A['resultMetadata']>>;

/** The answer of an action: no result, one or several. */
export interface ActionResult<A extends Action> {
  readonly results: readonly ActionRow<A>[];
  readonly metadata: CallMetadata;
}

/**
 * Calls to Twilio that are not CRUD operations. Every method takes the name of an action of the catalog, or a declaration.
 * Methods throw `EntityError`, and pass on the errors that `send` rejects with.
 */
export interface Actions<C extends ActionCatalog = typeof builtIn> {
  /** The actions that are allowed. */
  readonly catalog: C;
  /**
   * Finds an action by its exact name.
   *
   * @throws EntityError UNKNOWN_ACTION, which lists the known names; ACTION_NOT_ALLOWED
   */
  find(name: string): Action;
  /** Executes an action. Never repeats a request that changes something and that Twilio may have carried out. */
  execute<T extends (keyof C & string) | Action>(
    action: T,
    parameters: ActionInput<ResolveAction<C, T>>,
    options?: CallOptions,
  ): Promise<ActionResult<ResolveAction<C, T>>>;
  /** Streams the bytes of an action that answers bytes (`answersBytes`). */
  download<T extends (keyof C & string) | Action>(
    action: T,
    parameters: ActionInput<ResolveAction<C, T>>,
    options?: CallOptions,
  ): Promise<Download>;
  /** Checks the parameters and returns the request that would go to Twilio. Sends nothing. */
  validateOnly<T extends (keyof C & string) | Action>(
    action: T,
    parameters: ActionInput<ResolveAction<C, T>>,
  ): TwilioRequest;
}
