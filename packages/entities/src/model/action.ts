import type { TwilioRequest } from './request.js';
import type { Fields } from './entity-type.js';

/** An action (a stored procedure), as data: one request to Twilio that is not a CRUD operation on an entity type. */
export interface Action<I extends Fields = Fields, R extends Fields = Fields> {
  readonly name: string;
  readonly description: string;
  /** The page of Twilio's documentation that describes it. */
  readonly docs: string;
  /** Twilio's product, which determines the host. Default: `api`. */
  readonly product?: string;
  readonly method: 'GET' | 'POST' | 'DELETE';
  /** The path. A name in braces is an input parameter, except `{AccountSid}`, which comes from the connection. */
  readonly path: string;
  /** The input parameters; `create: 'required'` marks the required ones. */
  readonly inputParameters: I;
  /** Groups of parameters. At least one parameter of each group is required. */
  readonly needsOneOf?: readonly (readonly string[])[];
  /** Fixed parameters that are sent too, such as `Status: 'canceled'`. */
  readonly constants?: Readonly<Record<string, string>>;
  /** Builds the request from the checked parameters when the path is not fixed. Default: built from the declaration. */
  readonly plan?: (values: Readonly<Record<string, unknown>>) => TwilioRequest;
  /** The columns of the results. */
  readonly resultMetadata: R;
  /** The property of Twilio's answer that holds the list of results, if there can be several. */
  readonly collection?: string;
  /** Twilio answers with bytes instead of JSON; the result contains them in base64. */
  readonly answersBytes?: true;
  /** The result is the unprocessed answer: its status and its body. */
  readonly answersWhole?: true;
  /** With `answersWhole`: removes matching properties at any depth, because they contain secrets. */
  readonly withholds?: RegExp;
  /** Whether repeating the request has no further effect. */
  readonly isIdempotent: boolean;
  readonly spendsMoney?: true;
  /** Whether it ends, removes or discards something. */
  readonly isDestructive?: true;
  /** The irreversible effect, as the end of a sentence: `sends a message, which costs money`. */
  readonly consequence?: string;
  /** Whether a connection must allow it by name. */
  readonly isOffByDefault?: true;
}

/** Declares an action. Returns the frozen declaration and preserves its literal types. */
export function defineAction<const I extends Fields, const R extends Fields>(
  declaration: Action<I, R> & { readonly needsOneOf?: readonly (readonly (keyof I)[])[] },
): Action<I, R> {
  return Object.freeze(declaration);
}
